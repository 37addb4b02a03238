package dev.pollux.runtime.schedule;

/** Why a thread works: it works until this is done. */
@FunctionalInterface
interface Errand {

    /**
     * Looks after the errand itself. Called before each task.
     *
     * @return {@code true} if the thread may leave
     * @throws Exception ends the work
     */
    boolean attend() throws Exception;
}
