package dev.pollux.future;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a type, or a variable, whose value only one thread may use, from its beginning to its end.
 *
 * <p>An async block may go on in another thread after an await. So the compiler warns, with PX0022, of a block that needs such a
 * value before and after one, unless it is given directly to a method that polls it in the calling thread, as {@code run} and
 * {@code blockOn} do. Subtypes are marked as well.
 */
@Documented
@Target({ElementType.TYPE, ElementType.LOCAL_VARIABLE, ElementType.PARAMETER})
@Retention(RetentionPolicy.CLASS)
public @interface ThreadConfined {

    /**
     * Says why, for the warning.
     *
     * @return a sentence without its full stop
     */
    String value() default "";
}
