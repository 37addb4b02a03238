package dev.pollux.compiler.javac;

import com.sun.source.util.TreePath;
import dev.pollux.compiler.check.Code;
import dev.pollux.compiler.check.Diagnostic;

/** The ways in which async blocks can fail to be woven: PX0007, each with its own cure. */
final class NotWoven {

    private static final String WHY = "code that is not woven throws NotWovenError at its first await.";

    private NotWoven() {}

    static Diagnostic processorDidNotRun(TreePath at) {
        return diagnostic(
                "async blocks are not woven: the annotation processor of the Pollux compiler did not run",
                "javac was started with -proc:none, or it is JDK 23 or later, which looks for processors on the"
                        + " class path only when told to; " + WHY,
                "put dev.pollux:pollux-compiler on the annotation processor path (Maven: <annotationProcessorPaths> of"
                        + " the maven-compiler-plugin; Gradle: annotationProcessor), or keep it on the class path and add"
                        + " -proc:full; remove -proc:none. If another processor claims all annotations, list"
                        + " pollux-compiler before it.",
                at);
    }

    static Diagnostic classNotReadable(String className, Exception cause, TreePath at) {
        return diagnostic(
                "async blocks are not woven: the class file of " + className + " cannot be read back (" + cause + ")",
                "the build tool keeps class files from annotation processors, or there is no output directory; " + WHY,
                "give javac an output directory with -d, or delegate the build of the IDE to Maven or Gradle.",
                at);
    }

    static Diagnostic notWeavable(String reason, TreePath at) {
        return diagnostic(
                "this async block cannot be woven: " + reason, WHY, "write the block differently, as said.", at);
    }

    private static Diagnostic diagnostic(String what, String why, String cure, TreePath at) {
        return new Diagnostic(Code.PX0007, Code.PX0007.message(what, why, cure), at);
    }
}
