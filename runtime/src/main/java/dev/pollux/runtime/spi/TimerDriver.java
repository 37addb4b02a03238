package dev.pollux.runtime.spi;

import dev.pollux.future.Waker;

/** Wakes tasks at deadlines. */
public interface TimerDriver {

    /**
     * Arms a timer.
     *
     * @param deadlineNanos a time of the runtime's {@link Clock}; rounded up to a whole millisecond
     * @param waker called once the deadline has passed, unless cancelled before; may be called during this very call
     * @return the armed timer
     * @throws IllegalStateException if the runtime was shut down
     */
    Timer arm(long deadlineNanos, Waker waker);

    /** A timer that was armed. Any thread may call it. */
    interface Timer {

        /**
         * Tells whether the deadline has passed.
         *
         * @return {@code true} once the timer fired
         * @throws IllegalStateException if the runtime was shut down before the timer fired
         */
        boolean hasFired();

        /**
         * Replaces the waker to call. Ask {@link #hasFired} afterwards: a timer that fired meanwhile called the old one.
         *
         * @param waker the waker of the latest poll
         */
        void setWaker(Waker waker);

        /** Disarms the timer. The waker is not called afterwards, except by a call already under way. */
        void cancel();
    }
}
