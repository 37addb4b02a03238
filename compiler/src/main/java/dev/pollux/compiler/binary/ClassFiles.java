package dev.pollux.compiler.binary;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Where class files are looked up. They are read, never loaded. */
@FunctionalInterface
interface ClassFiles {

    /** Returns the class file of a class, given by its internal name, or null if there is none. */
    byte @Nullable [] find(String internalName);

    /** The class files that a class loader would take. */
    static ClassFiles of(ClassLoader loader) {
        return name -> {
            try (InputStream in = loader.getResourceAsStream(name + ".class")) {
                return in == null ? null : in.readAllBytes();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        };
    }
}
