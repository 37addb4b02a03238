package dev.pollux.future;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method or a constructor that blocks the calling thread, so that the compiler warns of calls in async blocks.
 *
 * <p>Methods that override it are not marked by that, and methods that call it need no mark in the same compilation: the
 * compiler finds out.
 */
@Documented
@Target({ElementType.METHOD, ElementType.CONSTRUCTOR})
@Retention(RetentionPolicy.CLASS)
public @interface Blocking {}
