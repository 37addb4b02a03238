package dev.pollux.sync;

/** Says that a receiver of a {@link Broadcast} was too slow: values that it had not read were overwritten. */
public class LaggedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** How many values were lost. */
    private final long missed;

    /**
     * Creates the exception.
     *
     * @param missed how many values were lost
     */
    public LaggedException(long missed) {
        super("the receiver lagged behind and missed " + missed + (missed == 1 ? " value" : " values")
                + "; it goes on with the oldest one that is left");
        this.missed = missed;
    }

    /**
     * Returns how many values were lost.
     *
     * @return the number, at least 1
     */
    public long missed() {
        return missed;
    }
}
