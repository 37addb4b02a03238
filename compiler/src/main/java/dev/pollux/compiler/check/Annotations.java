package dev.pollux.compiler.check;

import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Looks for annotations by name, since the compiler does not load the library. */
final class Annotations {

    private Annotations() {}

    static boolean has(Element element, String annotation) {
        for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
            if (mirror.getAnnotationType().asElement() instanceof TypeElement type
                    && type.getQualifiedName().contentEquals(annotation)) {
                return true;
            }
        }
        return false;
    }
}
