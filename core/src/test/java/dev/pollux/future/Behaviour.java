package dev.pollux.future;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the behaviours of the reference systems that a test shows to hold here. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.SOURCE)
public @interface Behaviour {

    /** Identifiers from the list of behaviours. */
    String[] value();
}
