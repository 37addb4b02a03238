package dev.pollux.time;

/** What an {@link Interval} does after a tick that was taken too late. */
public enum MissedTick {

    /** The missed ticks follow without a delay until the schedule is caught up with. */
    BURST {
        @Override
        long next(long due, long now, long period) {
            return due + period;
        }
    },

    /** The next tick comes a full period after the late one; the schedule shifts. */
    DELAY {
        @Override
        long next(long due, long now, long period) {
            return now + period;
        }
    },

    /** The missed ticks are left out; the next one comes where the old schedule has one. */
    SKIP {
        @Override
        long next(long due, long now, long period) {
            return now + period - (now - due) % period;
        }
    };

    /** Returns when the tick after one that was due at {@code due} and is taken at {@code now} comes. */
    abstract long next(long due, long now, long period);
}
