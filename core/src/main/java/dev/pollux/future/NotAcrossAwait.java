package dev.pollux.future;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a type, or a variable, whose value must not live across an await: the guard of a lock, an open transaction of the thread,
 * a scope kept in a {@link ThreadLocal}.
 *
 * <p>The compiler warns, with PX0021, of an async block that awaits while it still needs such a value. Subtypes are marked as well.
 */
@Documented
@Target({ElementType.TYPE, ElementType.LOCAL_VARIABLE, ElementType.PARAMETER})
@Retention(RetentionPolicy.CLASS)
public @interface NotAcrossAwait {

    /**
     * Says why, for the warning.
     *
     * @return a sentence without its full stop
     */
    String value() default "";
}
