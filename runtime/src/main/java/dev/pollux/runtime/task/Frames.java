package dev.pollux.runtime.task;

/** Frames of a stack, for people. */
public final class Frames {

    private Frames() {}

    /**
     * Writes a frame as exceptions do: the names of class loaders and modules tell the reader nothing.
     *
     * @param frame of a thread's stack
     * @return the same place
     */
    public static StackTraceElement withoutModule(StackTraceElement frame) {
        return new StackTraceElement(
                frame.getClassName(), frame.getMethodName(), frame.getFileName(), frame.getLineNumber());
    }
}
