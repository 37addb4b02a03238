/**
 * Compiles async blocks to state machines, as part of javac.
 *
 * <p>Nothing here is for users to call: the jar goes on the annotation processor path.
 */
@org.jspecify.annotations.NullMarked
module dev.pollux.compiler {
    requires jdk.compiler;
    // Static because only the agent needs it, which is never a module.
    requires static java.instrument;
    // Static because the published jar carries its own, relocated copy.
    requires static org.objectweb.asm;
    requires static org.objectweb.asm.commons;
    requires static org.objectweb.asm.tree;
    requires static org.objectweb.asm.tree.analysis;
    requires static org.jspecify;

    provides com.sun.source.util.Plugin with
            dev.pollux.compiler.javac.PolluxPlugin;
    provides javax.annotation.processing.Processor with
            dev.pollux.compiler.javac.PolluxProcessor;
}
