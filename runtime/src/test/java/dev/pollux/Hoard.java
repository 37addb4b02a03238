package dev.pollux;

import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** All the file descriptors that a process may have. For one that is started with few. */
public final class Hoard implements Closeable {

    private final Deque<Closeable> held = new ArrayDeque<>();

    /** Loads what a class, or a library of the JDK, would want a descriptor for later. */
    public Hoard(Class<?> main) throws Exception {
        System.getLogger("dev.pollux").log(System.Logger.Level.TRACE, "");
        for (Class<?> part : List.of(Future.class, AsyncRuntime.class, main)) {
            load(part);
        }
        Selector.open().close();
        SocketChannel.open().close();
        ServerSocketChannel.open().close();
        take();
        close();
    }

    /** Takes what there is. */
    public void take() {
        try {
            while (true) {
                held.push(DatagramChannel.open());
            }
        } catch (IOException e) {
            return;
        }
    }

    /** Gives all back. */
    @Override
    public void close() throws IOException {
        while (!held.isEmpty()) {
            held.pop().close();
        }
    }

    private static void load(Class<?> part) throws Exception {
        Path root =
                Path.of(part.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(root)) {
            load(part, root);
        } else {
            try (FileSystem jar = FileSystems.newFileSystem(root)) {
                load(part, jar.getPath("/"));
            }
        }
    }

    private static void load(Class<?> part, Path root) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(root)) {
            walk.filter(file -> file.toString().endsWith(".class")).forEach(files::add);
        }
        for (Path file : files) {
            String name = root.relativize(file).toString();
            try {
                Class.forName(
                        name.substring(0, name.length() - ".class".length()).replace('/', '.'),
                        false,
                        part.getClassLoader());
            } catch (ClassNotFoundException | LinkageError e) {
                // for a newer JDK, or for tools that are not here
            }
        }
    }
}
