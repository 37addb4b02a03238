package dev.pollux.compiler.javac;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Keeps what javac writes in memory, as IDEs and scripting engines do. */
final class MemoryFileManager extends ForwardingJavaFileManager<JavaFileManager> {

    /** Whether what was written can be read through another file object of the same name. */
    private final boolean readable;

    /** Where unreadable files seem to lie; an earlier build may have left some there. */
    private final Path disk;

    private final Map<String, byte[]> files = new TreeMap<>();

    MemoryFileManager(boolean readable, Path disk) {
        super(ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null));
        this.readable = readable;
        this.disk = disk;
    }

    Map<String, byte[]> files() {
        return files;
    }

    void writeTo(Path directory) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
            Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
        return new MemoryFile(className.replace('.', '/') + kind.extension);
    }

    @Override
    public FileObject getFileForOutput(Location location, String packageName, String relativeName, FileObject sibling) {
        return new MemoryFile(packageName.replace('.', '/') + "/" + relativeName);
    }

    @Override
    public boolean isSameFile(FileObject one, FileObject other) {
        return one.toUri().equals(other.toUri());
    }

    private final class MemoryFile extends SimpleJavaFileObject {

        private final String path;

        MemoryFile(String path) {
            super(
                    readable
                            ? URI.create("memory:///" + path.replace("$", "%24"))
                            : disk.resolve(path).toUri(),
                    Kind.CLASS);
            this.path = path;
        }

        @Override
        public OutputStream openOutputStream() {
            return new ByteArrayOutputStream() {
                @Override
                public void close() {
                    files.put(path, toByteArray());
                }
            };
        }

        @Override
        public InputStream openInputStream() throws IOException {
            if (!readable) {
                return Files.newInputStream(disk.resolve(path));
            }
            byte[] written = files.get(path);
            if (written == null) {
                throw new FileNotFoundException(path);
            }
            return new ByteArrayInputStream(written);
        }
    }
}
