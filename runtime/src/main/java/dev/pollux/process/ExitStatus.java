package dev.pollux.process;

/**
 * How a process ended.
 *
 * @param code what it returned; by convention 0 is success. A process that a signal ended has 128 and the number of the signal
 */
public record ExitStatus(int code) {

    /**
     * Tells whether the process says that all went well.
     *
     * @return whether the code is 0
     */
    public boolean isSuccess() {
        return code == 0;
    }
}
