package dev.pollux.runtime.schedule;

/** Why a thread works: it works until this is done. */
interface Errand {

    /**
     * Looks after the errand itself. Called before each task.
     *
     * @return {@code true} if the thread may leave
     * @throws Exception ends the work
     */
    boolean attend() throws Exception;

    /**
     * Tells whether the errand wants to be attended to. Asked before the thread sleeps.
     *
     * @return {@code true} if it was woken since the last time
     */
    boolean isWoken();
}
