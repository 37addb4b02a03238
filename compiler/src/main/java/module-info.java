/** Compiles async blocks to state machines. */
@org.jspecify.annotations.NullMarked
module dev.pollux.compiler {
    requires jdk.compiler;
    requires static org.jspecify;
    requires static org.objectweb.asm;
    requires static org.objectweb.asm.tree;
    requires static org.objectweb.asm.tree.analysis;
    requires static org.objectweb.asm.commons;
}
