package dev.pollux.compiler.weave;

import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicVerifier;

/**
 * Executes woven methods symbolically before they are written: operand stacks must match at every join, and every instruction
 * must find operands of its kind. What needs a class hierarchy is left to the JVM's own verifier.
 */
final class WovenClassCheck {

    private WovenClassCheck() {}

    static void check(byte[] classFile, Set<String> bodies) throws WeaveException {
        ClassNode woven = new ClassNode();
        ClassFileVersion.reader(classFile).accept(woven, ClassReader.SKIP_DEBUG);
        for (MethodNode method : woven.methods) {
            if (bodies.contains(method.name)) {
                check(woven.name, method);
            }
        }
    }

    private static void check(String owner, MethodNode method) throws WeaveException {
        try {
            new Analyzer<>(new BasicVerifier()).analyze(owner, method);
        } catch (AnalyzerException e) {
            throw new WeaveException(
                    "internal error in the Pollux compiler: it made invalid code for " + method.name + ": "
                            + e.getMessage() + "; please report it with the source of this block",
                    -1);
        }
    }
}
