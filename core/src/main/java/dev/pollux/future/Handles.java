package dev.pollux.future;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** Finds handles of fields; a misspelt name is a bug of this library and stops the class from loading. */
final class Handles {

    private Handles() {}

    static VarHandle field(MethodHandles.Lookup lookup, String name, Class<?> type) {
        try {
            return lookup.findVarHandle(lookup.lookupClass(), name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
