package dev.pollux.compiler.check;

import java.util.List;
import javax.tools.Diagnostic.Kind;

/** What the compiler can complain about. Codes and names are stable; {@code docs/diagnostics} has a page for each. */
public enum Code {
    /** A future is created and dropped on the floor. */
    PX0001("unused-future", Kind.WARNING),
    /** An await in a method, a constructor or an initialiser. */
    PX0002("await-outside-block", Kind.ERROR),
    /** An await in an ordinary lambda. */
    PX0003("await-in-lambda", Kind.ERROR),
    /** An await inside {@code synchronized}. */
    PX0004("await-holding-monitor", Kind.ERROR),
    /** {@code Future::await}. */
    PX0005("await-method-reference", Kind.ERROR),
    /** A method reference as async block, to a method that awaits. */
    PX0006("block-method-reference", Kind.ERROR),
    /** Async blocks that stayed as javac compiled them. */
    PX0007("not-woven", Kind.ERROR),
    /** An async lambda that also has to be something else, such as {@code Serializable}. */
    PX0008("serializable-block", Kind.ERROR),
    /** A block that is run as a task, and whose value is a future that nobody runs. */
    PX0009("future-of-a-future", Kind.WARNING),
    /** A call in an async block that blocks its thread. */
    PX0010("blocking-call", Kind.WARNING),
    /** A future that loses data when dropped, where a select or a timeout may drop it. */
    PX0012("loses-data", Kind.WARNING),
    /** A lock of {@code java.util.concurrent} that is held across an await. */
    PX0020("lock-across-await", Kind.WARNING),
    /** A value, or state of the thread, that must not live across an await, but does. */
    PX0021("not-across-await", Kind.WARNING),
    /** A thread-confined value that lives across an await, after which the block may run in another thread. */
    PX0022("thread-confined", Kind.WARNING),
    /** Clean-up in a {@code catch} that a drop passes by. */
    PX0023("drop-skips-clean-up", Kind.WARNING),
    /** A block of so much code that the JVM will not compile it. */
    PX0040("large-block", Kind.WARNING),
    /** A block whose state is larger than the build allows. */
    PX0041("large-state", Kind.WARNING);

    private final String title;
    private final Kind kind;

    Code(String title, Kind kind) {
        this.title = title;
        this.kind = kind;
    }

    /**
     * Returns the name that people use.
     *
     * @return the name in kebab case
     */
    public String title() {
        return title;
    }

    /**
     * Returns how bad it is.
     *
     * @return {@code ERROR} or {@code WARNING}
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Writes a message in the one form that all of them have: what it is, then why, then the cure.
     *
     * <p>javac prints the first line above the source line and the others below it.
     *
     * @param what what is wrong here, in one line
     * @param why why that is wrong
     * @param cure what to write instead
     * @return the message
     */
    public String message(String what, String why, String cure) {
        return "[" + name() + " " + title + "] " + what + "\n  Why: " + why + "\n  Cure: " + cure;
    }

    /** The arguments of {@code @SuppressWarnings} that silence this code. */
    List<String> suppressedBy() {
        return List.of("pollux", "pollux:" + title, "pollux:" + name());
    }
}
