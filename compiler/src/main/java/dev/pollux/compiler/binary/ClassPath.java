package dev.pollux.compiler.binary;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Directories and jars in which classes are looked up, and the JDK behind them. */
final class ClassPath implements ClassFiles, Closeable {

    private final List<ClassTree> trees = new ArrayList<>();
    private final ClassFiles jdk = ClassFiles.of(ClassLoader.getPlatformClassLoader());

    /** Opens what is there; other entries do no harm, as for java and javac. */
    ClassPath(List<Path> entries) throws IOException {
        for (Path entry : entries) {
            if (Files.exists(entry)) {
                trees.add(ClassTree.open(entry));
            }
        }
    }

    @Override
    public byte @Nullable [] find(String internalName) {
        try {
            for (ClassTree tree : trees) {
                byte[] found = tree.readClass(internalName);
                if (found != null) {
                    return found;
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return jdk.find(internalName);
    }

    @Override
    public void close() throws IOException {
        for (ClassTree tree : trees) {
            tree.close();
        }
    }
}
