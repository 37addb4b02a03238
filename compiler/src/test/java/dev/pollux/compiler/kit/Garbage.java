package dev.pollux.compiler.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;

/** Asks whether something is garbage. */
public final class Garbage {

    private static final int ATTEMPTS = 100;

    private Garbage() {}

    /** Collects garbage until the referent is gone. */
    public static void assertCollected(WeakReference<?> reference) {
        for (int i = 0; i < ATTEMPTS && reference.get() != null; i++) {
            System.gc();
        }
        assertThat(reference.get()).as("what should be garbage").isNull();
    }

    /** Collects garbage, and expects the referent to be there still. */
    public static void assertHeld(WeakReference<?> reference) {
        System.gc();
        assertThat(reference.get()).as("what should be held").isNotNull();
    }
}
