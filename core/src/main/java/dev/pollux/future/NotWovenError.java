package dev.pollux.future;

/**
 * Thrown by {@link Future#await} in code that the Pollux compiler has not compiled.
 *
 * <p>Either the call stands outside an async block, or the build does not run the compiler. The message says how to cure
 * both.
 */
public final class NotWovenError extends Error {

    private static final long serialVersionUID = 1L;

    NotWovenError() {
        super(
                "await() was called in code that the Pollux compiler did not compile. Call it only directly inside an async"
                        + " block, async(() -> { ... }), and put dev.pollux:pollux-compiler on the annotation processor path of the"
                        + " module (Maven: <annotationProcessorPaths>; Gradle: annotationProcessor).");
    }
}
