package dev.pollux.examples.miniredis;

/** A command cannot be carried out. The client is told, and may go on. */
final class CommandException extends Exception {

    private static final long serialVersionUID = 1;

    CommandException(String message) {
        super(message);
    }

    static CommandException wrongType() {
        return new CommandException("WRONGTYPE Operation against a key holding the wrong kind of value");
    }

    static CommandException wrongCount(String command) {
        return new CommandException("ERR wrong number of arguments for '" + command + "' command");
    }

    static CommandException syntax() {
        return new CommandException("ERR syntax error");
    }
}
