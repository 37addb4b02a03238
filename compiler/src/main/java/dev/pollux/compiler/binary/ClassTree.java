package dev.pollux.compiler.binary;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderNotFoundException;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The class files in a directory or a jar, by their paths in it. What is written to a jar gets there when this is closed. */
final class ClassTree implements Closeable {

    private static final String EXTENSION = ".class";

    private final Path root;
    private final @Nullable FileSystem jar;

    private ClassTree(Path root, @Nullable FileSystem jar) {
        this.root = root;
        this.jar = jar;
    }

    static ClassTree open(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            return new ClassTree(place, null);
        }
        try {
            FileSystem jar = FileSystems.newFileSystem(place, Map.of());
            return new ClassTree(jar.getPath("/"), jar);
        } catch (ProviderNotFoundException e) {
            throw new IOException(place + " is neither a directory nor a jar", e);
        }
    }

    /** In an order that does not depend on the file system. */
    List<String> classFiles() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(EXTENSION))
                    .sorted()
                    .toList();
        }
    }

    byte @Nullable [] read(String name) throws IOException {
        Path file = root.resolve(name);
        return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
    }

    byte @Nullable [] readClass(String internalName) throws IOException {
        return read(internalName + EXTENSION);
    }

    /** Writes a file that belongs to another one. In a jar it gets the time of that one, so that weaving is repeatable. */
    void write(String name, byte[] content, String origin) throws IOException {
        FileTime time = Files.getLastModifiedTime(root.resolve(origin));
        Files.write(root.resolve(name), content);
        if (jar != null) {
            Files.setLastModifiedTime(root.resolve(name), time);
        }
    }

    void delete(String name) throws IOException {
        Files.delete(root.resolve(name));
    }

    /** A jar that was signed would be invalid after any change. */
    boolean isSigned() throws IOException {
        Path information = root.resolve("META-INF");
        if (jar == null || !Files.isDirectory(information)) {
            return false;
        }
        try (Stream<Path> files = Files.list(information)) {
            return files.anyMatch(file -> file.toString().endsWith(".SF"));
        }
    }

    @Override
    public void close() throws IOException {
        if (jar != null) {
            jar.close();
        }
    }
}
