package dev.pollux.examples.miniredis;

import dev.pollux.sync.Notify;
import dev.pollux.time.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What each command does. None of them waits; those that do, to subscribe, are of {@link Session}. */
final class Commands {

    /** Carries a command out: its name, and what follows. */
    private interface Command {
        Reply run(List<String> arguments) throws CommandException;
    }

    /** A command, and how many arguments it takes, at least and at most. */
    private record Entry(int least, int most, Command command) {}

    private static final int ANY = Integer.MAX_VALUE;

    private final Keyspace keys;
    private final Channels channels;
    private final Notify endsChanged;
    private final Map<String, Entry> table = Map.ofEntries(
            Map.entry("ping", new Entry(0, 1, Commands::ping)),
            Map.entry("echo", new Entry(1, 1, arguments -> new Reply.Bulk(arguments.get(0)))),
            Map.entry("get", new Entry(1, 1, arguments -> new Reply.Bulk(keys().get(arguments.get(0))))),
            Map.entry("set", new Entry(2, ANY, this::set)),
            Map.entry("del", new Entry(1, ANY, arguments -> new Reply.Whole(keys().delete(arguments)))),
            Map.entry("exists", new Entry(1, ANY, arguments -> new Reply.Whole(keys().count(arguments)))),
            Map.entry("incr", new Entry(1, 1, arguments -> add(arguments, 1))),
            Map.entry("decr", new Entry(1, 1, arguments -> add(arguments, -1))),
            Map.entry("incrby", new Entry(2, 2, arguments -> add(arguments, number(arguments.get(1))))),
            Map.entry("expire", new Entry(2, 2, arguments -> expire(arguments, 1_000))),
            Map.entry("pexpire", new Entry(2, 2, arguments -> expire(arguments, 1))),
            Map.entry("persist", new Entry(1, 1, arguments -> yes(keys().persist(arguments.get(0))))),
            Map.entry("ttl", new Entry(1, 1, arguments -> timeLeft(arguments, 1_000))),
            Map.entry("pttl", new Entry(1, 1, arguments -> timeLeft(arguments, 1))),
            Map.entry("lpush", new Entry(2, ANY, arguments -> push(arguments, true))),
            Map.entry("rpush", new Entry(2, ANY, arguments -> push(arguments, false))),
            Map.entry("lpop", new Entry(1, 1, arguments -> new Reply.Bulk(keys().pop(arguments.get(0), true)))),
            Map.entry("rpop", new Entry(1, 1, arguments -> new Reply.Bulk(keys().pop(arguments.get(0), false)))),
            Map.entry("llen", new Entry(1, 1, arguments -> new Reply.Whole(keys().length(arguments.get(0))))),
            Map.entry("lrange", new Entry(3, 3, this::range)),
            Map.entry("publish", new Entry(2, 2, this::publish)),
            Map.entry("dbsize", new Entry(0, 0, arguments -> new Reply.Whole(keys().size()))),
            Map.entry("flushall", new Entry(0, 1, this::flush)),
            Map.entry("select", new Entry(1, 1, Commands::select)),
            Map.entry("config", new Entry(1, ANY, arguments -> new Reply.Array(List.of()))),
            Map.entry("command", new Entry(0, ANY, arguments -> new Reply.Array(List.of()))),
            Map.entry("client", new Entry(1, ANY, arguments -> Reply.OK)));

    /**
     * Makes the commands of one server.
     *
     * @param endsChanged notified when a key was given an end
     */
    Commands(Keyspace keys, Channels channels, Notify endsChanged) {
        this.keys = keys;
        this.channels = channels;
        this.endsChanged = endsChanged;
    }

    private Keyspace keys() {
        return keys;
    }

    Reply run(String name, List<String> arguments) {
        try {
            Entry entry = table.get(name);
            if (entry == null) {
                throw new CommandException("ERR unknown command '" + name + "'");
            }
            if (arguments.size() < entry.least || arguments.size() > entry.most) {
                throw CommandException.wrongCount(name);
            }
            return entry.command.run(arguments);
        } catch (CommandException e) {
            return new Reply.Failure(String.valueOf(e.getMessage()));
        }
    }

    // ---------------------------------------------------------------- one by one

    private static Reply ping(List<String> arguments) {
        return arguments.isEmpty() ? new Reply.Status("PONG") : new Reply.Bulk(arguments.get(0));
    }

    /** {@code SET key value [EX seconds | PX milliseconds] [NX | XX]}. */
    private Reply set(List<String> arguments) throws CommandException {
        Moment end = null;
        Boolean there = null;
        for (int i = 2; i < arguments.size(); i++) {
            String option = arguments.get(i).toLowerCase(Locale.ROOT);
            switch (option) {
                case "nx", "xx" -> there = option.equals("xx");
                case "ex", "px" -> {
                    if (++i == arguments.size() || end != null) {
                        throw CommandException.syntax();
                    }
                    end = endAfter(arguments.get(i), option.equals("ex") ? 1_000 : 1, "set");
                }
                default -> throw CommandException.syntax();
            }
        }
        String key = arguments.get(0);
        if (there == null) {
            keys.set(key, arguments.get(1), end);
        } else if (!keys.setIf(there, key, arguments.get(1), end)) {
            return Reply.NIL;
        }
        tellOf(end);
        return Reply.OK;
    }

    private Reply add(List<String> arguments, long amount) throws CommandException {
        return new Reply.Whole(keys.add(arguments.get(0), amount));
    }

    private Reply expire(List<String> arguments, long unit) throws CommandException {
        if (number(arguments.get(1)) <= 0) {
            return new Reply.Whole(keys.delete(arguments.subList(0, 1))); // it is over already
        }
        Moment end = endAfter(arguments.get(1), unit, "expire");
        boolean there = keys.expire(arguments.get(0), end);
        tellOf(end);
        return yes(there);
    }

    private Reply timeLeft(List<String> arguments, long unit) {
        long millis = keys.timeLeft(arguments.get(0));
        return new Reply.Whole(millis < 0 ? millis : (millis + unit / 2) / unit);
    }

    private Reply push(List<String> arguments, boolean first) throws CommandException {
        return new Reply.Whole(keys.push(arguments.get(0), arguments.subList(1, arguments.size()), first));
    }

    private Reply range(List<String> arguments) throws CommandException {
        return Reply.Array.ofBulks(keys.range(arguments.get(0), number(arguments.get(1)), number(arguments.get(2))));
    }

    private Reply publish(List<String> arguments) {
        return new Reply.Whole(channels.publish(arguments.get(0), arguments.get(1)));
    }

    private Reply flush(List<String> arguments) {
        keys.clear();
        return Reply.OK;
    }

    private static Reply select(List<String> arguments) throws CommandException {
        if (!arguments.get(0).equals("0")) {
            throw new CommandException("ERR DB index is out of range");
        }
        return Reply.OK;
    }

    // ---------------------------------------------------------------- parts of commands

    private static Reply yes(boolean answer) {
        return new Reply.Whole(answer ? 1 : 0);
    }

    private static long number(String text) throws CommandException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new CommandException("ERR value is not an integer or out of range");
        }
    }

    private static Moment endAfter(String count, long unit, String command) throws CommandException {
        long amount = number(count);
        if (amount <= 0 || amount > Long.MAX_VALUE / 1_000_000 / unit) {
            throw new CommandException("ERR invalid expire time in '" + command + "' command");
        }
        return Moment.now().plus(Duration.ofMillis(amount * unit));
    }

    private void tellOf(@Nullable Moment end) {
        if (end != null) {
            endsChanged.notifyOne();
        }
    }
}
