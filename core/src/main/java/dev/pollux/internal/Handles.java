package dev.pollux.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Finds handles of fields; a misspelt name is a bug of this library and stops the class from loading. */
public final class Handles {

    private Handles() {}

    /**
     * Finds the handle of a field of the class that looks it up.
     *
     * @param lookup of that class
     * @param name the name of the field
     * @param type the declared type of the field
     * @return its handle
     */
    public static VarHandle field(MethodHandles.Lookup lookup, String name, Class<?> type) {
        try {
            return lookup.findVarHandle(lookup.lookupClass(), name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
