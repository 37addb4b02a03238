package dev.pollux.future;

/**
 * Thrown by {@link Future#await} in code that the Pollux compiler has not compiled.
 *
 * <p>Either the call stands outside an async block, or neither the build nor an agent runs the compiler. The message names the
 * cure for each.
 */
public final class NotWovenError extends Error {

    private static final long serialVersionUID = 1L;

    NotWovenError() {
        super(
                "await() was called in code that the Pollux compiler did not compile. Call it only directly inside an async"
                        + " block, async(() -> { ... }). With javac, put dev.pollux:pollux-compiler on the annotation"
                        + " processor path of the module (Maven: <annotationProcessorPaths>; Gradle: annotationProcessor;"
                        + " IDE: let it build by Maven or Gradle). With another compiler, start the program with"
                        + " -javaagent:pollux-compiler.jar, or weave its classes: java -jar pollux-compiler.jar weave"
                        + " DIRECTORY. What neither of them could weave, they have printed.");
    }
}
