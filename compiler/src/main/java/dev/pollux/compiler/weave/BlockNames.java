package dev.pollux.compiler.weave;

import org.objectweb.asm.Handle;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** What people call a block: after the method in which they wrote it. */
final class BlockNames {

    private BlockNames() {}

    /** The method in which the user wrote the block: {@code reply} for {@code lambda$reply$0}. Not all compilers name it. */
    static String methodName(ClassNode host, MethodNode body) {
        String[] parts = body.name.split("\\$", -1);
        if (parts.length < 3) {
            return makerOfLambda(host, body);
        }
        return switch (parts[1]) {
            case "new" -> "<init>";
            case "static" -> "<clinit>";
            default -> body.name.substring("lambda$".length(), body.name.lastIndexOf('$'));
        };
    }

    private static String makerOfLambda(ClassNode host, MethodNode body) {
        for (MethodNode method : host.methods) {
            for (AbstractInsnNode instruction : method.instructions) {
                if (instruction instanceof InvokeDynamicInsnNode lambda
                        && lambda.bsmArgs.length > 1
                        && lambda.bsmArgs[1] instanceof Handle target
                        && target.getName().equals(body.name)) {
                    return method.name;
                }
            }
        }
        return body.name;
    }
}
