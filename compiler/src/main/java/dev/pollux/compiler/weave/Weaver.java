package dev.pollux.compiler.weave;

import dev.pollux.compiler.analyse.Abi;
import dev.pollux.compiler.analyse.AwaitFinder;
import dev.pollux.compiler.analyse.HeldMonitors;
import dev.pollux.compiler.analyse.SuspensionPlan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Compiles the async blocks of one class file to state machines.
 *
 * <p>A block is a lambda expression whose type is one of {@link Abi#BLOCKS} and whose body awaits. For each, the body is made
 * resumable in place ({@link BlockEmitter}), a class for its state is written ({@link FrameClassEmitter}), and the
 * {@code invokedynamic} that made the lambda becomes a call that makes the state. Besides, a task that is started and forgotten
 * is detached ({@link DetachedTasks}). Everything else stays as it is.
 *
 * <p>A pure function: the same bytes give the same bytes. Instances keep no state and may be shared by threads if the predicate
 * may.
 */
public final class Weaver {

    private static final String FACTORY_OF_LAMBDAS = "java/lang/invoke/LambdaMetafactory";

    private final AwaitFinder finder;
    private final WeaverOptions options;

    /**
     * Makes a weaver.
     *
     * @param isFuture tells of an internal class name whether it is a subtype of {@code dev/pollux/future/Future}
     */
    public Weaver(Predicate<String> isFuture) {
        this(isFuture, WeaverOptions.NONE);
    }

    /**
     * Makes a weaver that works differently.
     *
     * @param isFuture tells of an internal class name whether it is a subtype of {@code dev/pollux/future/Future}
     * @param options in what way
     */
    public Weaver(Predicate<String> isFuture, WeaverOptions options) {
        finder = new AwaitFinder(isFuture);
        this.options = options;
    }

    /**
     * Weaves a class.
     *
     * @param classFile what javac wrote
     * @return the new class files, or empty if there is nothing to weave
     * @throws WeaveException if a block cannot be compiled; the message is for the user
     */
    public Optional<Woven> weave(byte[] classFile) throws WeaveException {
        ClassNode host = new ClassNode();
        ClassFileVersion.reader(classFile).accept(host, ClassReader.EXPAND_FRAMES);
        boolean detached = DetachedTasks.detach(host);
        Output out = new Output(new LinkedHashMap<>(), new LinkedHashMap<>(), new BlockMeter(host));
        for (MethodNode method : List.copyOf(host.methods)) {
            for (AbstractInsnNode instruction : method.instructions.toArray()) {
                if (instruction instanceof InvokeDynamicInsnNode lambda && isBlock(lambda)) {
                    weave(host, method, lambda, out);
                }
            }
        }
        if (out.frames().isEmpty() && !detached) {
            return Optional.empty();
        }
        host.methods.forEach(Weaver::dropUnknownTables);
        byte[] woven = ClassFileVersion.restore(classFile, write(host, out.meter()));
        WovenClassCheck.check(woven, out.frameOfBody().keySet());
        return Optional.of(new Woven(woven, out.frames(), out.meter().sizes()));
    }

    /** Tables of unknown kinds speak of offsets, which have moved: in other methods, too, since constants have new numbers. */
    private static void dropUnknownTables(MethodNode method) {
        method.attrs = null;
    }

    /** What weaving a class has made so far. */
    private record Output(Map<String, byte[]> frames, Map<String, String> frameOfBody, BlockMeter meter) {}

    private static boolean isBlock(InvokeDynamicInsnNode lambda) {
        return lambda.bsm.getOwner().equals(FACTORY_OF_LAMBDAS) && Abi.isBlock(Type.getReturnType(lambda.desc));
    }

    private void weave(ClassNode host, MethodNode method, InvokeDynamicInsnNode lambda, Output out)
            throws WeaveException {
        Handle target = (Handle) lambda.bsmArgs[1];
        String frame = out.frameOfBody().get(target.getName()); // javac may let equal lambdas share a body
        if (frame == null) {
            MethodNode body = bodyOf(host, target);
            if (body == null || !mayAwait(body, Type.getReturnType(lambda.desc))) {
                return; // a method reference or a block without awaits: an ordinary lambda serves
            }
            if (!lambda.bsm.getName().equals("metafactory")) {
                throw new WeaveException(
                        "an async block cannot be serializable or have a second interface", lineOf(lambda));
            }
            frame = host.name + "$async$" + out.frames().size();
            out.frames().put(frame, compile(host, body, lambda, frame, out.meter()));
            out.frameOfBody().put(target.getName(), frame);
        }
        method.instructions.set(
                lambda, new MethodInsnNode(Opcodes.INVOKESTATIC, frame, FrameClassEmitter.FACTORY, lambda.desc, false));
    }

    /** Puts awaits into loops first, if they belong there. */
    private boolean mayAwait(MethodNode body, Type block) {
        if (options.preemptsLoops() || Abi.isPreemptible(block)) {
            LoopRounds.insert(body);
        }
        return !finder.find(body).isEmpty();
    }

    private static @Nullable MethodNode bodyOf(ClassNode host, Handle target) {
        if (!target.getOwner().equals(host.name) || !target.getName().startsWith("lambda$")) {
            return null;
        }
        for (MethodNode method : host.methods) {
            if (method.name.equals(target.getName()) && method.desc.equals(target.getDesc())) {
                return method;
            }
        }
        return null;
    }

    private byte[] compile(
            ClassNode host, MethodNode body, InvokeDynamicInsnNode lambda, String frame, BlockMeter meter)
            throws WeaveException {
        List<MethodInsnNode> awaits = finder.find(body);
        refuseMonitors(body, awaits);
        SwallowGuard.insert(body, awaits);
        DelayedConstruction.apply(host.name, body, awaits);
        SuspensionPlan plan = SuspensionPlan.of(host.name, body, awaits, options.keepsDead());
        new BlockEmitter(host.name, body, plan, frame).emit();
        meter.add(body, plan);
        body.access = accessibleToFrame(host, body);
        return new FrameClassEmitter(host, body, plan, frame).emit(lambda);
    }

    /** In javac a check on the source has done so already, unless it was told to be silent. */
    private static void refuseMonitors(MethodNode body, List<MethodInsnNode> awaits) throws WeaveException {
        var held = HeldMonitors.firstHolding(body, awaits);
        if (held.isPresent()) {
            throw new WeaveException(
                    "it awaits inside synchronized; a monitor belongs to a thread, and the block may go on in another"
                            + " one: leave the synchronized statement before the await",
                    lineOf(held.get()));
        }
    }

    /** The state's class must reach the body, which javac made private. Interfaces know only private and public. */
    private static int accessibleToFrame(ClassNode host, MethodNode body) {
        int access = body.access & ~Opcodes.ACC_PRIVATE;
        if ((host.access & Opcodes.ACC_INTERFACE) != 0) {
            return access | Opcodes.ACC_PUBLIC;
        }
        return (access & Opcodes.ACC_STATIC) != 0 ? access : access | Opcodes.ACC_FINAL;
    }

    private static byte[] write(ClassNode host, BlockMeter meter) throws WeaveException {
        ClassWriter writer =
                new ClassWriter(ClassWriter.COMPUTE_MAXS); // frames are all there: no class hierarchy needed
        host.accept(writer);
        try {
            return writer.toByteArray();
        } catch (ClassTooLargeException e) {
            throw new WeaveException(
                    "with its async blocks compiled, the class "
                            + e.getClassName().replace('/', '.') + " needs "
                            + e.getConstantPoolCount()
                            + " entries in its constant pool, over the JVM's limit of 65535; split the class",
                    -1);
        } catch (MethodTooLargeException refused) {
            throw meter.tooLarge(refused);
        }
    }

    static int lineOf(AbstractInsnNode instruction) {
        for (AbstractInsnNode i = instruction; i != null; i = i.getPrevious()) {
            if (i instanceof LineNumberNode line) {
                return line.line;
            }
        }
        return -1;
    }
}
