package dev.pollux.compiler.kit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The numbers of the cases that a test proves. A test whose name starts like {@code case153_} needs none.
 *
 * <p>{@code CaseInventoryTest} sees to it that no number is left out.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Case {

    /** Situations that must be compiled and behave, 1 to 175. */
    int[] value() default {};

    /** Programs that must be refused with the right words, 1 to 15. */
    int[] refused() default {};
}
