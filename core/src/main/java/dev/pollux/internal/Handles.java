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
        return field(lookup, lookup.lookupClass(), name, type);
    }

    /**
     * Finds the handle of a field of a class nested with the one that looks it up.
     *
     * @param lookup of the class around it
     * @param owner the class of the field
     * @param name the name of the field
     * @param type the declared type of the field
     * @return its handle
     */
    public static VarHandle field(MethodHandles.Lookup lookup, Class<?> owner, String name, Class<?> type) {
        try {
            return lookup.findVarHandle(owner, name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
