package dev.pollux.runtime.dump;

import java.util.List;

/**
 * What tasks wait for.
 *
 * @param name such as {@code the lock of Mutex[locked]}; with a number, if there are several of this name
 * @param holders those who are known to be able to bring it about
 * @param others how many can whom no live task keeps in its variables; {@link #UNKNOWN} if that cannot be told
 */
public record WaitResource(String name, List<WaitHolder> holders, int others) {

    /** Others may be able to end the wait, or not. */
    public static final int UNKNOWN = -1;

    /**
     * Copies the list.
     *
     * @param name as above
     * @param holders as above
     * @param others as above
     */
    public WaitResource {
        holders = List.copyOf(holders);
    }

    @Override
    public String toString() {
        return name;
    }
}
