package dev.pollux.process;

import java.nio.charset.StandardCharsets;

/**
 * What a process wrote, and how it ended.
 *
 * @param status how it ended
 * @param stdout what it wrote to its standard output
 * @param stderr what it wrote to its standard error output
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, not compared
public record Output(ExitStatus status, byte[] stdout, byte[] stderr) {

    /**
     * Returns the standard output as a text.
     *
     * @return decoded as UTF-8
     */
    public String text() {
        return new String(stdout, StandardCharsets.UTF_8);
    }

    /**
     * Returns the standard error output as a text.
     *
     * @return decoded as UTF-8
     */
    public String errorText() {
        return new String(stderr, StandardCharsets.UTF_8);
    }

    /** Tells how the process ended, and how much it wrote: what that is may be long, or secret. */
    @Override
    public String toString() {
        return "Output[exit code " + status.code() + ", " + stdout.length + " bytes, " + stderr.length
                + " bytes of errors]";
    }
}
