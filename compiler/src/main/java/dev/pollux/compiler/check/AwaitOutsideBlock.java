package dev.pollux.compiler.check;

import com.sun.source.tree.MethodTree;
import com.sun.source.tree.PrimitiveTypeTree;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeKind;

/** PX0002: an await in a method, a constructor or an initialiser. */
final class AwaitOutsideBlock implements Check {

    private final FutureTypes types;

    AwaitOutsideBlock(FutureTypes types) {
        this.types = types;
    }

    @Override
    public Optional<Diagnostic> await(AwaitCall call) {
        Surroundings.Kind kind = call.surroundings().kind();
        if (kind != Surroundings.Kind.METHOD && kind != Surroundings.Kind.INITIALIZER) {
            return Optional.empty();
        }
        return Optional.of(new Diagnostic(Code.PX0002, messageFor(call), call.name()));
    }

    private String messageFor(AwaitCall call) {
        if (isBodyOfBlock(call.surroundings())) {
            return inClassOfBlock(call);
        }
        return call.surroundings().insideBlock(types) ? inNestedClass(call) : inPlainCode(call);
    }

    /** Whether a method is the one that a class written as an async block has to have. */
    private boolean isBodyOfBlock(Surroundings surroundings) {
        return surroundings.kind() == Surroundings.Kind.METHOD
                && types.trees().getElement(surroundings.path()) instanceof ExecutableElement method
                && method.getSimpleName().contentEquals("run")
                && method.getParameters().isEmpty()
                && types.isBlockClass(FutureTypes.ownerOf(method));
    }

    private static String inClassOfBlock(AwaitCall call) {
        return Code.PX0002.message(
                "await() in " + describe(call.surroundings()) + " of a class that is an async block",
                "only lambdas of AsyncBlock and AsyncAction are compiled to state machines; a class stays as it is.",
                "write the block as a lambda, async(() -> { ... }), or in a variable, AsyncBlock<T> block = () -> { ... };");
    }

    private static String inPlainCode(AwaitCall call) {
        return Code.PX0002.message(
                "await() in " + describe(call.surroundings()) + ", outside an async block",
                "only the lambda of an async block can stop here and go on later; other code would have to block its"
                        + " thread.",
                cureFor(call.surroundings()));
    }

    private static String inNestedClass(AwaitCall call) {
        return Code.PX0002.message(
                "await() in " + describe(call.surroundings()) + " of a class declared inside an async block",
                "the members of a class are code of their own: whoever calls them cannot stop in their middle.",
                "let the method return a future, async(() -> { ... }), and await that in the block around the class.");
    }

    private static String cureFor(Surroundings surroundings) {
        if (surroundings.kind() == Surroundings.Kind.METHOD
                && isEntryPoint((MethodTree) surroundings.path().getLeaf())) {
            return "write the body as run(() -> { ... }); of dev.pollux.Pollux, which blocks this thread until the block"
                    + " has ended.";
        }
        return surroundings.kind() == Surroundings.Kind.METHOD && !isConstructor(surroundings)
                ? "let the method return a future and write its body as return async(() -> { ... });"
                : "await in an async method and hand the value in, for example from a static factory that returns a"
                        + " future: return async(() -> { ... });";
    }

    /** Whether the caller of a method is no code of the author's, which could await a future that it returned. */
    private static boolean isEntryPoint(MethodTree method) {
        return method.getReturnType() instanceof PrimitiveTypeTree type
                && type.getPrimitiveTypeKind() == TypeKind.VOID
                && (method.getName().contentEquals("main")
                        || method.getModifiers().getAnnotations().stream()
                                .anyMatch(each ->
                                        each.getAnnotationType().toString().endsWith("Test")));
    }

    private static String describe(Surroundings surroundings) {
        if (surroundings.kind() == Surroundings.Kind.INITIALIZER) {
            return "an initialiser";
        }
        return isConstructor(surroundings)
                ? "a constructor"
                : "the method " + ((MethodTree) surroundings.path().getLeaf()).getName() + "()";
    }

    private static boolean isConstructor(Surroundings surroundings) {
        return ((MethodTree) surroundings.path().getLeaf()).getReturnType() == null;
    }
}
