package dev.pollux.compiler.check;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Calls of methods that undo something or give it back, by their names: {@code rollback()}, {@code closeAll()}. */
final class CleanUpCalls {

    private static final Pattern FIRST_WORD = Pattern.compile("[a-z]+");
    private static final Set<String> WORDS = Set.of(
            "abort",
            "cancel",
            "clean",
            "cleanup",
            "close",
            "delete",
            "destroy",
            "discard",
            "disconnect",
            "dispose",
            "evict",
            "free",
            "invalidate",
            "release",
            "remove",
            "restore",
            "revert",
            "roll",
            "rollback",
            "shutdown",
            "undo",
            "unlock",
            "unregister",
            "unsubscribe");

    private CleanUpCalls() {}

    /** The clean-up that a block does itself, not in a lambda or a class inside it. */
    static List<TreePath> in(TreePath block) {
        List<TreePath> found = new ArrayList<>();
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitMethodInvocation(MethodInvocationTree tree, @Nullable Void unused) {
                if (isCleanUp(Calls.nameOf(tree))) {
                    found.add(getCurrentPath());
                }
                return super.visitMethodInvocation(tree, null);
            }

            @Override
            public @Nullable Void visitLambdaExpression(LambdaExpressionTree tree, @Nullable Void unused) {
                return null;
            }

            @Override
            public @Nullable Void visitClass(ClassTree tree, @Nullable Void unused) {
                return null;
            }
        }.scan(block, null);
        return found;
    }

    static Set<String> namesIn(List<TreePath> blocks) {
        return blocks.stream()
                .flatMap(block -> in(block).stream())
                .map(CleanUpCalls::nameOf)
                .collect(Collectors.toSet());
    }

    static String nameOf(TreePath call) {
        return Calls.nameOf((MethodInvocationTree) call.getLeaf());
    }

    private static boolean isCleanUp(String method) {
        Matcher word = FIRST_WORD.matcher(method);
        return word.lookingAt() && WORDS.contains(word.group());
    }
}
