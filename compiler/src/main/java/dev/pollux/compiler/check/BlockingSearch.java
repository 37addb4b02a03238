package dev.pollux.compiler.check;

import com.sun.source.tree.MethodTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which methods of a compilation block, because they call one that does.
 *
 * <p>Each class is noted when it has been analysed, since javac rewrites its tree soon after. The methods of classes that are
 * not analysed yet are read when somebody asks for them.
 */
final class BlockingSearch {

    private final FutureTypes types;
    private final BlockingCalls calls;
    private final Map<ExecutableElement, MethodCalls> known = new HashMap<>();
    private final Set<ExecutableElement> harmless = new HashSet<>();

    BlockingSearch(FutureTypes types) {
        this.types = types;
        this.calls = new BlockingCalls(types);
    }

    /**
     * The way from a method to a call that blocks.
     *
     * @param methods the method, and those that it calls one through the other
     * @param end what the last of them calls
     */
    record Way(List<ExecutableElement> methods, BlockingCall end) {}

    /** Remembers what the methods of a class call. */
    void note(TreePath type) {
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitMethod(MethodTree tree, @Nullable Void unused) {
                if (types.trees().getElement(getCurrentPath()) instanceof ExecutableElement method) {
                    known.computeIfAbsent(method, missing -> read(method, getCurrentPath()));
                }
                return super.visitMethod(tree, null);
            }
        }.scan(type, null);
    }

    private MethodCalls callsOf(ExecutableElement method) {
        MethodCalls noted = known.get(method);
        if (noted == null) {
            TreePath source = types.trees().getPath(method);
            noted = source == null ? MethodCalls.NONE : read(method, source);
            known.put(method, noted);
        }
        return noted;
    }

    /** A method whose author says that its blocking is meant does not count. */
    private MethodCalls read(ExecutableElement method, TreePath source) {
        return Suppression.coversCode(method, Code.PX0010) ? MethodCalls.NONE : MethodCalls.of(source, calls, types);
    }

    Optional<BlockingCall> blocks(TreePath call, ExecutableElement called) {
        return calls.of(call, called);
    }

    /** The shortest way from a method to a call that blocks. */
    Optional<Way> from(ExecutableElement start) {
        Map<ExecutableElement, @Nullable ExecutableElement> callers = new LinkedHashMap<>();
        Deque<ExecutableElement> open = new ArrayDeque<>(List.of(start));
        callers.put(start, null);
        while (!open.isEmpty()) {
            ExecutableElement method = open.remove();
            MethodCalls found = callsOf(method);
            if (found.blocking().isPresent()) {
                return Optional.of(
                        new Way(wayTo(method, callers), found.blocking().get()));
            }
            for (ExecutableElement callee : found.callees()) {
                if (!harmless.contains(callee) && !callers.containsKey(callee)) {
                    callers.put(callee, method);
                    open.add(callee);
                }
            }
        }
        harmless.addAll(callers.keySet());
        return Optional.empty();
    }

    private static List<ExecutableElement> wayTo(
            ExecutableElement end, Map<ExecutableElement, @Nullable ExecutableElement> callers) {
        List<ExecutableElement> way = new ArrayList<>();
        for (ExecutableElement method = end; method != null; method = callers.get(method)) {
            way.add(0, method);
        }
        return way;
    }
}
