package dev.pollux.net;

/** A socket has no such option: its kind, this system or this JDK lacks it. The message names the option. */
public final class UnsupportedOptionException extends UnsupportedOperationException {

    private static final long serialVersionUID = 1;

    UnsupportedOptionException(String option) {
        super("sockets of this kind have no option " + option + " on this system and JDK");
    }
}
