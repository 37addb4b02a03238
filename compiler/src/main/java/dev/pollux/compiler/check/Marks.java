package dev.pollux.compiler.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Finds the marks of variables and types: by the annotations of Pollux, and of well-known types by name. */
final class Marks {

    private static final Map<String, Code> ANNOTATIONS = Map.of(
            "dev.pollux.future.NotAcrossAwait", Code.PX0021,
            "dev.pollux.future.ThreadConfined", Code.PX0022);

    private static final String CONTEXT = "it is closed in order to restore a context of the thread that opened it";
    private static final String TRANSACTION = "a transaction of Spring belongs to the thread that began it";
    private static final Map<String, String> KNOWN = Map.of(
            "org.slf4j.MDC.MDCCloseable", CONTEXT,
            "org.apache.logging.log4j.CloseableThreadContext.Instance", CONTEXT,
            "io.opentelemetry.context.Scope", CONTEXT,
            "io.opentracing.Scope", CONTEXT,
            "io.micrometer.observation.Observation.Scope", CONTEXT,
            "io.micrometer.context.ContextSnapshot.Scope", CONTEXT,
            "brave.propagation.CurrentTraceContext.Scope", CONTEXT,
            "org.springframework.transaction.TransactionStatus", TRANSACTION);

    private final FutureTypes types;
    private final Map<TypeElement, Optional<Mark>> seen = new HashMap<>();

    Marks(FutureTypes types) {
        this.types = types;
    }

    /** The mark of a variable, or else of its type. */
    Optional<Mark> ofVariable(Element variable) {
        return annotated(variable).or(() -> ofType(variable.asType()));
    }

    /** The mark of a type, of the class of its elements if it is an array, or of one of the supertypes. */
    Optional<Mark> ofType(@Nullable TypeMirror type) {
        return type instanceof ArrayType array
                ? ofType(array.getComponentType())
                : types.lineage(type).stream()
                        .flatMap(each -> seen.computeIfAbsent(each, Marks::ofClass).stream())
                        .findFirst();
    }

    private static Optional<Mark> ofClass(TypeElement type) {
        String reason = KNOWN.get(type.getQualifiedName().toString());
        return reason == null ? annotated(type) : Optional.of(new Mark(Code.PX0021, reason));
    }

    private static Optional<Mark> annotated(Element element) {
        for (AnnotationMirror annotation : element.getAnnotationMirrors()) {
            Code code = ANNOTATIONS.get(annotation.getAnnotationType().toString());
            if (code != null) {
                return Optional.of(new Mark(code, reasonOf(annotation)));
            }
        }
        return Optional.empty();
    }

    private static String reasonOf(AnnotationMirror annotation) {
        return annotation.getElementValues().values().stream()
                .map(AnnotationValue::getValue)
                .map(Object::toString)
                .findFirst()
                .orElse("");
    }
}
