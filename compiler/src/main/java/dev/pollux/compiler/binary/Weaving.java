package dev.pollux.compiler.binary;

import dev.pollux.compiler.weave.Woven;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What weaving would change in a directory or jar. It is found out in whole before anything is written. */
final class Weaving {

    /** A new content of a file, and the file of the class that it belongs to: itself, or that of the block. */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Change(byte[] content, String host) {}

    private final Path target;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Change> changes = new LinkedHashMap<>();
    private final List<String> stale = new ArrayList<>();

    private Weaving(Path target) {
        this.target = target;
    }

    static Weaving of(Path target, BinaryWeaver weaver) throws IOException {
        Weaving weaving = new Weaving(target);
        try (ClassTree tree = ClassTree.open(target)) {
            weaving.plan(tree, weaver);
        }
        return weaving;
    }

    private void plan(ClassTree tree, BinaryWeaver weaver) throws IOException {
        for (String file : tree.classFiles()) {
            Outcome outcome = weave(weaver, file, existing(tree, file));
            problems.addAll(outcome.problems());
            if (outcome.woven() != null) {
                add(file, outcome.woven());
            }
        }
        for (String file : tree.classFiles()) {
            String host = StaleStates.hostOf(file);
            if (host != null
                    && !changes.containsKey(file)
                    && StaleStates.isStale(existing(tree, file), content(tree, host))) {
                stale.add(file);
            }
        }
        if (tree.isSigned() && changesAnything()) {
            throw new IOException(target + " is signed; weave it before it is signed");
        }
    }

    private static Outcome weave(BinaryWeaver weaver, String file, byte[] content) {
        try {
            return weaver.weave(content);
        } catch (RuntimeException broken) { // of the class file or of the weaver; the others are of interest still
            return new Outcome(null, List.of(file + ": not understood as a class file: " + broken));
        }
    }

    /** States come first, so that a class never calls for one that is not there yet. */
    private void add(String file, Woven woven) {
        String folder = file.substring(0, file.length() - simpleName(file).length());
        woven.frames()
                .forEach((name, state) -> changes.put(folder + simpleName(name) + ".class", new Change(state, file)));
        changes.put(file, new Change(woven.host(), file));
    }

    private static String simpleName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    /** The content that a file is going to have. */
    private byte @Nullable [] content(ClassTree tree, String file) throws IOException {
        Change change = changes.get(file);
        return change == null ? tree.read(file) : change.content();
    }

    private byte[] existing(ClassTree tree, String file) throws IOException {
        return Objects.requireNonNull(content(tree, file), file);
    }

    private boolean changesAnything() {
        return !changes.isEmpty() || !stale.isEmpty();
    }

    // ---------------------------------------------------------------- when all is found out

    List<String> problems() {
        return problems;
    }

    String summary() {
        if (!changesAnything()) {
            return target + ": nothing to weave";
        }
        long classes = changes.values().stream().map(Change::host).distinct().count();
        return target + ": wove " + (changes.size() - classes) + " async blocks in " + classes + " classes"
                + (stale.isEmpty() ? "" : ", removed " + stale.size() + " states of blocks that are gone");
    }

    void write() throws IOException {
        if (!changesAnything()) {
            return;
        }
        try (ClassTree tree = ClassTree.open(target)) {
            for (Map.Entry<String, Change> change : changes.entrySet()) {
                tree.write(
                        change.getKey(),
                        change.getValue().content(),
                        change.getValue().host());
            }
            for (String file : stale) {
                tree.delete(file);
            }
        }
    }
}
