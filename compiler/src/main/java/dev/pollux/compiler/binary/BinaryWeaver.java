package dev.pollux.compiler.binary;

import dev.pollux.compiler.analyse.AwaitFinder;
import dev.pollux.compiler.check.Code;
import dev.pollux.compiler.weave.ClassFileVersion;
import dev.pollux.compiler.weave.WeaveException;
import dev.pollux.compiler.weave.Weaver;
import dev.pollux.compiler.weave.Woven;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/**
 * Weaves a class file of any compiler, and leaves no await unwoven in silence.
 *
 * <p>Nobody has checked the source here. So what the weaver does not take for its own is looked through for awaits.
 */
final class BinaryWeaver {

    private static final String WHY = "code that is not woven throws NotWovenError at its first await.";

    private final Weaver weaver;
    private final AwaitFinder finder;

    BinaryWeaver(ClassFiles classFiles) {
        Hierarchy hierarchy = new Hierarchy(classFiles);
        weaver = new Weaver(hierarchy::isFuture);
        finder = new AwaitFinder(hierarchy::isFuture);
    }

    /** Weaves a class file. A class file that is woven already is left alone. */
    Outcome weave(byte[] classFile) {
        if (!concernsUs(classFile)) {
            return Outcome.NOTHING;
        }
        try {
            Optional<Woven> woven = weaver.weave(classFile);
            byte[] result = woven.map(Woven::host).orElse(classFile);
            return new Outcome(woven.orElse(null), UnwovenAwaits.in(read(result), finder));
        } catch (WeaveException refused) {
            return problem(
                    classFile,
                    refused.line(),
                    "an async block cannot be woven: " + refused.getMessage(),
                    "write the block differently, as said.");
        } catch (MissingClassException missing) {
            return problem(
                    classFile,
                    -1,
                    missing.getMessage() + "; so it is not known whether await() is called on a future",
                    "complete the class path (command: --classpath).");
        }
    }

    /** Neither an await nor a forgotten task is possible without one of these names in the constant pool. */
    private static boolean concernsUs(byte[] classFile) {
        String text = new String(classFile, StandardCharsets.ISO_8859_1);
        return text.contains("dev/pollux/") || text.contains("await");
    }

    private static ClassNode read(byte[] classFile) {
        ClassNode node = new ClassNode();
        ClassFileVersion.reader(classFile).accept(node, ClassReader.SKIP_FRAMES);
        return node;
    }

    private static Outcome problem(byte[] classFile, int line, String what, String cure) {
        ClassNode host = read(classFile);
        return new Outcome(null, List.of(UnwovenAwaits.place(host, line) + Code.PX0007.message(what, WHY, cure)));
    }
}
