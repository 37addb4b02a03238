package dev.pollux.compiler.check;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.util.TreePath;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Recognises calls that block by themselves: those of the table, and those of methods that are marked {@code @Blocking}. */
final class BlockingCalls {

    private static final String ANNOTATION = "dev.pollux.future.Blocking";
    private static final String CURE_OF_MARKED =
            "run it on a thread made for that: spawnBlocking(() -> { ... }).await(), of dev.pollux.Pollux.";

    private final FutureTypes types;

    BlockingCalls(FutureTypes types) {
        this.types = types;
    }

    /** Looks at a call of a method or a constructor, which is that element. */
    Optional<BlockingCall> of(TreePath call, ExecutableElement called) {
        if (Annotations.has(called, ANNOTATION)) {
            return Optional.of(new BlockingCall(shown(called) + ", marked @Blocking,", CURE_OF_MARKED));
        }
        List<BlockingMethods.Entry> entries = BlockingMethods.called(nameOf(call));
        return entries.isEmpty() ? Optional.empty() : ofTable(call, called, entries);
    }

    /** By the looks of the source, so that types are asked for only where it may matter. */
    private static String nameOf(TreePath call) {
        if (call.getLeaf() instanceof NewClassTree) {
            return BlockingMethods.CONSTRUCTOR;
        }
        ExpressionTree method = ((MethodInvocationTree) call.getLeaf()).getMethodSelect();
        return method instanceof MemberSelectTree select
                ? select.getIdentifier().toString()
                : method instanceof IdentifierTree name ? name.getName().toString() : "";
    }

    private Optional<BlockingCall> ofTable(
            TreePath call, ExecutableElement called, List<BlockingMethods.Entry> entries) {
        Map<String, @Nullable TypeElement> receiver = namesOfReceiver(call, called);
        int parameters = called.getParameters().size();
        return entries.stream()
                .filter(entry -> entry.takes(parameters) && receiver.containsKey(entry.type()))
                .filter(entry -> isMember(called, receiver.get(entry.type())))
                .findFirst()
                .map(entry -> new BlockingCall(shown(entry, called), entry.cure()));
    }

    /** Whether a call on a static field or of a method that a type has, not of a namesake that a subtype adds. */
    private boolean isMember(ExecutableElement called, @Nullable TypeElement type) {
        return type == null || called.getKind() == ElementKind.CONSTRUCTOR || types.isMemberOf(type, called);
    }

    /** The types that the receiver has, by name; a static field that is the receiver goes without a type. */
    private Map<String, @Nullable TypeElement> namesOfReceiver(TreePath call, ExecutableElement called) {
        Map<String, @Nullable TypeElement> names = new HashMap<>();
        boolean exact = called.getKind() == ElementKind.CONSTRUCTOR
                || called.getModifiers().contains(Modifier.STATIC);
        TypeElement owner = FutureTypes.ownerOf(called);
        if (exact) {
            names.put(owner.getQualifiedName().toString(), owner);
            return names;
        }
        TreePath receiver = receiverOf(call);
        TypeMirror type = receiver == null ? null : types.typeOf(receiver);
        types.lineage(type == null ? owner.asType() : type)
                .forEach(each -> names.put(each.getQualifiedName().toString(), each));
        if (receiver != null && types.trees().getElement(receiver) instanceof VariableElement field) {
            names.put(field.getEnclosingElement() + "#" + field.getSimpleName(), null);
        }
        return names;
    }

    private static @Nullable TreePath receiverOf(TreePath call) {
        return call.getLeaf() instanceof MethodInvocationTree invocation
                        && invocation.getMethodSelect() instanceof MemberSelectTree select
                ? new TreePath(call, select.getExpression())
                : null;
    }

    /** A method of the author's, as one would name it. */
    static String shown(ExecutableElement method) {
        return method.getKind() == ElementKind.CONSTRUCTOR
                ? "new " + FutureTypes.ownerOf(method).getSimpleName() + "()"
                : method.getSimpleName() + "()";
    }

    private static String shown(BlockingMethods.Entry entry, ExecutableElement called) {
        String type = entry.type().substring(entry.type().lastIndexOf('.') + 1).replace('#', '.');
        return called.getKind() == ElementKind.CONSTRUCTOR
                ? "new " + type + "(...)"
                : type + "." + entry.method() + "(" + (called.getParameters().isEmpty() ? "" : "...") + ")";
    }
}
