package dev.pollux.compiler.javac;

import com.sun.source.util.JavacTask;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/**
 * Knows which class names mean futures: the receivers of awaits seen in the source, and whatever else the compiler can look up.
 *
 * <p>Bytecode names the static type of the receiver as owner of a call, not the class that declares the method.
 */
final class FutureNames {

    private static final String FUTURE = "dev/pollux/future/Future";

    private final Elements elements;
    private final Types types;
    private final Set<String> known = new HashSet<>(Set.of(FUTURE));

    FutureNames(JavacTask task) {
        this.elements = task.getElements();
        this.types = task.getTypes();
    }

    void add(Collection<String> receivers) {
        known.addAll(receivers);
    }

    boolean isFuture(String internalName) {
        return known.contains(internalName) || isSubtype(lookUp(internalName), lookUp(FUTURE));
    }

    private boolean isSubtype(@Nullable TypeElement type, @Nullable TypeElement future) {
        return type != null
                && future != null
                && type.asType().getKind() == TypeKind.DECLARED
                && types.isSubtype(types.erasure(type.asType()), types.erasure(future.asType()));
    }

    /** A dollar sign separates a member class from its outer class, unless it is part of a name. */
    private @Nullable TypeElement lookUp(String internalName) {
        String binaryName = internalName.replace('/', '.');
        return Stream.of(binaryName, binaryName.replace('$', '.'))
                .map(elements::getTypeElement)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }
}
