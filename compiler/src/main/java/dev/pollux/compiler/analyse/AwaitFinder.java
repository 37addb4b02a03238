package dev.pollux.compiler.analyse;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds the calls of {@code Future.await} in a method. */
public final class AwaitFinder {

    private final Predicate<String> isFuture;

    /**
     * Makes a finder.
     *
     * @param isFuture tells of an internal class name whether it is a subtype of {@code Future}: javac names the static type
     *     of the receiver as the owner of the call
     */
    public AwaitFinder(Predicate<String> isFuture) {
        this.isFuture = isFuture;
    }

    /**
     * Returns the awaits of a method.
     *
     * @param method any method
     * @return the calls, in code order
     */
    public List<MethodInsnNode> find(MethodNode method) {
        List<MethodInsnNode> awaits = new ArrayList<>();
        for (AbstractInsnNode instruction : method.instructions) {
            if (instruction instanceof MethodInsnNode call && isAwait(call.owner, call.name, call.desc)) {
                awaits.add(call);
            }
        }
        return awaits;
    }

    /**
     * Tells whether a method is {@code Future.await}.
     *
     * @param owner the internal name of the class that the call names
     * @param name the name of the method
     * @param descriptor its descriptor
     * @return whether to call it is to await a future
     */
    public boolean isAwait(String owner, String name, String descriptor) {
        return name.equals("await")
                && descriptor.startsWith("()L") // a future may promise a narrower type than Object
                && (owner.equals(Abi.FUTURE) || isFuture.test(owner));
    }
}
