package dev.pollux.compiler.fuzz;

/**
 * What a method may contain. A dropped block and its blocking twin differ by design in some respects, so no method has all
 * that there is <em>and</em> is compared when dropped.
 */
enum Freedom {
    /** Clean-up code may throw, return and jump, but there are no nested blocks, whose twin would see that. */
    WILD_CLEAN_UP(false, true, false),
    /** There are nested blocks, and clean-up code ends normally. */
    NESTED_BLOCKS(true, false, false),
    /** Everything, swallowing handlers included. */
    EVERYTHING(true, true, true);

    final boolean nests;
    final boolean wildCleanUp;
    final boolean swallows;

    Freedom(boolean nests, boolean wildCleanUp, boolean swallows) {
        this.nests = nests;
        this.wildCleanUp = wildCleanUp;
        this.swallows = swallows;
    }

    /** Clean-up that throws or jumps may get rid of the signal; a dropped block then refuses to await on, its twin does not. */
    boolean comparableWhenDropped() {
        return !wildCleanUp;
    }
}
