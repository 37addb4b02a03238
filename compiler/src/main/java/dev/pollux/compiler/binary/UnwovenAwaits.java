package dev.pollux.compiler.binary;

import dev.pollux.compiler.analyse.AwaitFinder;
import dev.pollux.compiler.check.Code;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** The awaits that are left in a class after weaving, each with a message. */
final class UnwovenAwaits {

    private static final String WHY =
            "only the lambda of an async block can stop here and go on later; at run time this throws NotWovenError.";

    private final ClassNode host;
    private final AwaitFinder finder;
    private final List<String> messages = new ArrayList<>();

    private UnwovenAwaits(ClassNode host, AwaitFinder finder) {
        this.host = host;
        this.finder = finder;
    }

    static List<String> in(ClassNode host, AwaitFinder finder) {
        UnwovenAwaits awaits = new UnwovenAwaits(host, finder);
        host.methods.forEach(awaits::look);
        return awaits.messages;
    }

    private void look(MethodNode method) {
        if (finder.isAwait(host.name, method.name, method.desc)) {
            return; // one that promises a narrower type and passes the call on; no block ever calls it
        }
        int line = -1;
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof LineNumberNode entry) {
                line = entry.line;
            } else if (instruction instanceof MethodInsnNode call && finder.isAwait(call.owner, call.name, call.desc)) {
                messages.add(place(host, line) + describe(method));
            } else if (instruction instanceof InvokeDynamicInsnNode lambda && refersToAwait(lambda)) {
                messages.add(place(host, line)
                        + Code.PX0005.message(
                                "a method reference to await()",
                                WHY,
                                "write a lambda of an async block that calls it."));
            }
        }
    }

    private boolean refersToAwait(InvokeDynamicInsnNode lambda) {
        return Arrays.stream(lambda.bsmArgs)
                .anyMatch(argument -> argument instanceof Handle handle
                        && finder.isAwait(handle.getOwner(), handle.getName(), handle.getDesc()));
    }

    private static String describe(MethodNode method) {
        boolean lambda = (method.access & Opcodes.ACC_SYNTHETIC) != 0 && method.name.startsWith("lambda$");
        return lambda
                ? Code.PX0003.message(
                        "await() in a lambda that is not an async block",
                        WHY,
                        "wait in the async block itself, with a loop instead of a lambda.")
                : Code.PX0002.message(
                        "await() in the method " + method.name + ", outside an async block",
                        WHY,
                        "return a future, async(() -> { ... }), and await inside it; pass blocks as lambdas, not as"
                                + " method references.");
    }

    /** As in a stack trace, so that tools make a link of it. */
    static String place(ClassNode host, int line) {
        String file = host.sourceFile == null ? "Unknown Source" : host.sourceFile;
        return host.name.replace('/', '.') + "(" + file + (line < 0 ? "" : ":" + line) + "): ";
    }
}
