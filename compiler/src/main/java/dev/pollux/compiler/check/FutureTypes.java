package dev.pollux.compiler.check;

import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.Trees;
import dev.pollux.compiler.analyse.Abi;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** What the checks ask about types: which are futures, which lambdas are async blocks. */
final class FutureTypes {

    private static final Set<String> METHODS_OF_OBJECT = Set.of("equals", "hashCode", "toString");

    private static final Set<String> SET_UP = Set.of("dev.pollux.future.Select", "dev.pollux.future.Join");

    private static final Set<String> RUNNERS = Set.of("spawn", "run", "blockOn");

    private final Trees trees;
    private final Elements elements;
    private final Types types;
    private final TypeMirror future;
    private final @Nullable TypeMirror joinHandle;

    private FutureTypes(JavacTask task, TypeElement future) {
        this.trees = Trees.instance(task);
        this.elements = task.getElements();
        this.types = task.getTypes();
        this.future = types.erasure(future.asType());
        TypeElement handle = elements.getTypeElement("dev.pollux.task.JoinHandle");
        this.joinHandle = handle == null ? null : types.erasure(handle.asType());
    }

    /** Empty if the code that is compiled cannot see Pollux. */
    static Optional<FutureTypes> of(JavacTask task) {
        TypeElement future = task.getElements().getTypeElement("dev.pollux.future.Future");
        return Optional.ofNullable(future).map(type -> new FutureTypes(task, type));
    }

    Trees trees() {
        return trees;
    }

    @Nullable TypeMirror typeOf(TreePath path) {
        return trees.getTypeMirror(path);
    }

    // ---------------------------------------------------------------- futures

    boolean isFuture(@Nullable TypeMirror type) {
        return isSubtype(type, future);
    }

    /** Whether a value of this type is the handle of a task, which runs whether or not anybody keeps the handle. */
    boolean isJoinHandle(@Nullable TypeMirror type) {
        return joinHandle != null && isSubtype(type, joinHandle);
    }

    /** Whether an element is a method of the runtime that starts a task. */
    boolean isSpawn(@Nullable Element element) {
        return element instanceof ExecutableElement method
                && method.getEnclosingElement() instanceof TypeElement owner
                && Abi.startsTask(
                        owner.getQualifiedName().toString().replace('.', '/'),
                        method.getSimpleName().toString());
    }

    private boolean isSubtype(@Nullable TypeMirror type, TypeMirror of) {
        if (type == null) {
            return false;
        }
        return switch (type.getKind()) {
            case DECLARED, TYPEVAR, INTERSECTION -> isComplete(type) && types.isSubtype(type, of);
            default -> false;
        };
    }

    /**
     * Whether all supertypes of a type can be found. The compiler does not need them for every expression, so their absence
     * is no error; but then nothing that this code can see is a future.
     */
    private boolean isComplete(TypeMirror type) {
        return supertypes(type)
                .filter(all -> all.stream().allMatch(this::isComplete))
                .isPresent();
    }

    /** Empty if one of them cannot be found. */
    private Optional<List<? extends TypeMirror>> supertypes(TypeMirror type) {
        try {
            return Optional.of(types.directSupertypes(type));
        } catch (RuntimeException missingClassFile) { // the compiler's own type for it is not public
            return Optional.empty();
        }
    }

    /** Whether an element is the method without parameters that waits for a future. */
    boolean isAwait(@Nullable Element element) {
        return element instanceof ExecutableElement method
                && method.getSimpleName().contentEquals("await")
                && method.getParameters().isEmpty()
                && !method.getModifiers().contains(Modifier.STATIC)
                && method.getEnclosingElement() instanceof TypeElement owner
                && isFuture(owner.asType());
    }

    /** Whether an element is a method of a select or a join that changes it and returns it, for chaining. */
    boolean isSetUp(@Nullable Element element) {
        return element instanceof ExecutableElement method
                && method.getEnclosingElement() instanceof TypeElement owner
                && SET_UP.contains(owner.getQualifiedName().toString())
                && owner.equals(types.asElement(method.getReturnType()));
    }

    /** Whether an element is one of our methods that run a block given to them: as a task, or on a runtime of its own. */
    boolean isRunner(@Nullable Element element) {
        return element instanceof ExecutableElement method
                && RUNNERS.contains(method.getSimpleName().toString())
                && method.getEnclosingElement() instanceof TypeElement owner
                && owner.getQualifiedName().toString().startsWith("dev.pollux.");
    }

    /** Whether an element is one of those that poll a block to its end in the very thread that calls them. */
    boolean isBlockingRunner(@Nullable Element element) {
        return element != null && isRunner(element) && !element.getSimpleName().contentEquals("spawn");
    }

    /** Whether an element is the function that makes a future of a block. */
    boolean isAsync(@Nullable Element element) {
        return element instanceof ExecutableElement method
                && method.getSimpleName().contentEquals("async")
                && method.getEnclosingElement() instanceof TypeElement owner
                && owner.getQualifiedName().contentEquals("dev.pollux.future.Futures");
    }

    /** The internal name of the class that javac will write as the owner of a call on this receiver. */
    Optional<String> internalName(@Nullable TypeMirror receiver) {
        if (!isFuture(receiver) || !(types.asElement(types.erasure(receiver)) instanceof TypeElement type)) {
            return Optional.empty();
        }
        return Optional.of(elements.getBinaryName(type).toString().replace('.', '/'));
    }

    // ---------------------------------------------------------------- methods

    /** Whether a method is one of the JDK, of which there is no source to look at. */
    boolean isOfTheJdk(ExecutableElement method) {
        String name = elements.getPackageOf(method).getQualifiedName().toString();
        return name.startsWith("java.") || name.startsWith("javax.");
    }

    /** The class of a type and all that it extends or implements, as far as they can be found; empty if it has no class. */
    Set<TypeElement> lineage(@Nullable TypeMirror type) {
        Set<TypeElement> found = new LinkedHashSet<>();
        if (type != null) {
            switch (type.getKind()) {
                case DECLARED, TYPEVAR, INTERSECTION -> addLineage(type, found);
                default -> {}
            }
        }
        return found;
    }

    private void addLineage(TypeMirror type, Set<TypeElement> found) {
        if (types.asElement(type) instanceof TypeElement element && !found.add(element)) {
            return;
        }
        supertypes(type).stream().flatMap(List::stream).forEach(each -> addLineage(each, found));
    }

    /** The class that a method or a constructor is declared in. */
    static TypeElement ownerOf(ExecutableElement method) {
        return (TypeElement) Objects.requireNonNull(method.getEnclosingElement());
    }

    /** Whether a method that was called on a value of a type is one that the type has, or overrides one. */
    boolean isMemberOf(TypeElement type, ExecutableElement method) {
        TypeElement owner = ownerOf(method);
        return isSubtype(type.asType(), types.erasure(owner.asType()))
                || ElementFilter.methodsIn(elements.getAllMembers(type)).stream()
                        .anyMatch(each -> elements.overrides(method, each, owner));
    }

    // ---------------------------------------------------------------- lambdas

    /** Whether a lambda or a method reference is an async block. */
    boolean isBlock(TreePath functional) {
        return parts(typeOf(functional)).stream().anyMatch(this::isSuspending);
    }

    /** Whether a class implements the interface of async blocks. */
    boolean isBlockClass(Element element) {
        return lineage(element.asType()).stream().anyMatch(type -> isSuspending(type.asType()));
    }

    /** Whether the type of a lambda is known; if not, javac reports why. */
    boolean isResolved(TreePath functional) {
        List<? extends TypeMirror> parts = parts(typeOf(functional));
        return !parts.isEmpty() && parts.stream().allMatch(part -> part.getKind() == TypeKind.DECLARED);
    }

    /** Whether a lambda has to be more than its functional interface, by a cast to an intersection. */
    boolean hasFurtherTypes(TreePath functional) {
        return parts(typeOf(functional)).size() > 1;
    }

    private static List<? extends TypeMirror> parts(@Nullable TypeMirror type) {
        if (type == null) {
            return List.of();
        }
        return type instanceof IntersectionType intersection ? intersection.getBounds() : List.of(type);
    }

    /** Asks the weaver's own list: a block that passed the checks but was not woven would be a silent trap. */
    private boolean isSuspending(TypeMirror type) {
        return types.asElement(type) instanceof TypeElement element
                && Abi.BLOCKS.contains(element.getQualifiedName().toString().replace('.', '/'));
    }

    /** Whether the functional interface of a lambda or a method reference throws the value of its body away. */
    boolean discardsResult(TreePath functional) {
        return parts(typeOf(functional)).stream()
                .filter(part -> part.getKind() == TypeKind.DECLARED)
                .flatMap(part ->
                        ElementFilter.methodsIn(elements.getAllMembers((TypeElement) types.asElement(part))).stream())
                .filter(FutureTypes::isFunctional)
                .anyMatch(method -> method.getReturnType().getKind() == TypeKind.VOID);
    }

    private static boolean isFunctional(ExecutableElement method) {
        return method.getModifiers().contains(Modifier.ABSTRACT)
                && !METHODS_OF_OBJECT.contains(method.getSimpleName().toString());
    }

    /** The name of the functional interface of a lambda, as one would say it. */
    String nameOf(TreePath functional) {
        Element element = types.asElement(typeOf(functional));
        return element == null || !element.getKind().isInterface()
                ? "its functional interface"
                : element.getSimpleName().toString();
    }
}
