package dev.pollux.compiler.kit;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** The javac of this JVM, from text to class files, without a disk. Each thread opens the class path once, which saves half the time. */
final class MemoryJavac {

    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();
    private static final ThreadLocal<JavaFileManager> FILES =
            ThreadLocal.withInitial(() -> JAVAC.getStandardFileManager(null, null, null));

    /** For a mutation run, which repeats the same tests for hours. */
    private static final boolean REMEMBERS = Boolean.getBoolean("pollux.javac.remember");

    private static final Map<List<Object>, Map<String, byte[]>> REMEMBERED = new ConcurrentHashMap<>();

    private MemoryJavac() {}

    /** Compiles sources, given by the simple names of their classes. Returns class files by internal name. */
    static Map<String, byte[]> compile(Map<String, String> sources, List<String> options) {
        return REMEMBERS
                ? copy(REMEMBERED.computeIfAbsent(List.of(sources, options), key -> compiled(sources, options)))
                : compiled(sources, options);
    }

    /** Tests may change what they are given. */
    private static Map<String, byte[]> copy(Map<String, byte[]> classes) {
        Map<String, byte[]> copies = new LinkedHashMap<>();
        classes.forEach((name, bytes) -> copies.put(name, bytes.clone()));
        return copies;
    }

    private static Map<String, byte[]> compiled(Map<String, String> sources, List<String> options) {
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        var output = new Output(FILES.get()); // not closed, since that would close the class path
        List<Source> units = new ArrayList<>();
        sources.forEach((name, text) -> units.add(new Source(name, text)));
        if (!JAVAC.getTask(null, output, diagnostics, options, null, units).call()) {
            throw new AssertionError("cases do not compile: "
                    + diagnostics.getDiagnostics().stream().limit(3).toList());
        }
        return output.classes;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("memory:///" + name + Kind.SOURCE.extension), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Output extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, byte[]> classes = new HashMap<>();

        Output(JavaFileManager files) {
            super(files);
        }

        /** Keeps javac from starting the plugin that it would find on this JVM's class path. */
        @Override
        public ClassLoader getClassLoader(Location location) {
            return ClassLoader.getPlatformClassLoader();
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
            String name = className.replace('.', '/');
            return new SimpleJavaFileObject(
                    URI.create("memory:///" + name.replace("$", "%24") + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return new ByteArrayOutputStream() {
                        @Override
                        public void close() {
                            classes.put(name, toByteArray());
                        }
                    };
                }
            };
        }
    }
}
