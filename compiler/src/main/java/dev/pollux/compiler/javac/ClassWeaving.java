package dev.pollux.compiler.javac;

import dev.pollux.compiler.weave.BlockSize;
import dev.pollux.compiler.weave.WeaveException;
import dev.pollux.compiler.weave.Weaver;
import dev.pollux.compiler.weave.Woven;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.TypeElement;

/** Weaves the classes of the compilation one by one, as javac writes them. Classes far from any async block are not even read. */
final class ClassWeaving {

    private final ClassOutput output;
    private final Blocks blocks;
    private final Reporter reporter;
    private final Weaver weaver;
    private final SizeReport sizes;

    ClassWeaving(ClassOutput output, FutureNames futures, Blocks blocks, Reporter reporter, Options options) {
        this.output = output;
        this.blocks = blocks;
        this.reporter = reporter;
        this.weaver = new Weaver(futures::isFuture, options.weaver());
        this.sizes = new SizeReport(options, reporter);
    }

    /**
     * Deletes the class file that an earlier compilation left.
     *
     * <p>javac is about to write it anew. If it is not there afterwards, somebody keeps javac's output elsewhere, and it would
     * be a mistake to weave the old one.
     */
    void beforeWritten(TypeElement type) {
        if (blocks.existNear(type)) {
            discard(type);
        }
    }

    void afterWritten(TypeElement type) {
        if (!blocks.existNear(type)) {
            return;
        }
        byte[] classFile;
        try {
            classFile = output.read(type);
        } catch (IOException | RuntimeException unreadable) { // file managers say it in many ways
            reporter.report(NotWoven.classNotReadable(type.toString(), unreadable, blocks.at(type, 0)));
            return;
        }
        weave(type, classFile);
    }

    private void weave(TypeElement type, byte[] classFile) {
        try {
            var woven = weaver.weave(classFile);
            if (woven.isPresent()) {
                write(type, woven.get());
                woven.get().blocks().forEach(block -> sizes.tell(block, blocks.startingAt(type, lineOf(block))));
            }
        } catch (WeaveException refused) {
            reporter.report(
                    NotWoven.notWeavable(String.valueOf(refused.getMessage()), blocks.at(type, refused.line())));
            discard(type);
        } catch (IOException failed) {
            discard(type);
            throw new UncheckedIOException(failed);
        } catch (RuntimeException | Error broken) {
            discard(type);
            throw broken;
        }
    }

    private static int lineOf(BlockSize block) {
        return block.place().getLineNumber();
    }

    private void write(TypeElement type, Woven woven) throws IOException {
        for (Map.Entry<String, byte[]> frame : new TreeMap<>(woven.frames()).entrySet()) {
            output.add(frame.getKey(), frame.getValue(), type);
        }
        output.replace(type, woven.host());
    }

    /** A class that should have been woven must not stay: the next build would find it up to date. */
    private void discard(TypeElement type) {
        try {
            output.delete(type);
        } catch (IOException | RuntimeException notThere) {
            // What cannot be found here cannot be read afterwards either, and that is reported.
            return;
        }
    }
}
