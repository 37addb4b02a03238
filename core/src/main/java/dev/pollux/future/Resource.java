package dev.pollux.future;

/**
 * Something that a task waits for and another can bring about: the lock of a mutex, a message of a channel, room in it, the end of a
 * task. Two are the same if they are the same aspect of the same object.
 *
 * @param of the object
 * @param what the aspect, worded so that it can be followed by the object: {@code "a message of"}
 */
public record Resource(Object of, String what) {

    /** What comes without the help of a task: a moment of time, or what a socket is ready for. */
    public static final Resource OUTSIDE = new Resource("the outside world", "an event of");

    @Override
    public boolean equals(Object other) {
        return other instanceof Resource that && of == that.of && what.equals(that.what);
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(of) + what.hashCode();
    }

    @Override
    public String toString() {
        return what + " " + of;
    }
}
