package dev.pollux.compiler.kit;

import dev.pollux.compiler.weave.WeaveException;
import dev.pollux.compiler.weave.Weaver;
import dev.pollux.compiler.weave.WeaverOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.DiagnosticCollector;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Java sources compiled by the javac of this JVM, without annotation processing, to be loaded woven or as a blocking twin. */
public final class CaseClasses {

    private final Map<String, byte[]> plain;

    private CaseClasses(Map<String, byte[]> plain) {
        this.plain = plain;
    }

    public static CaseClasses compile(Path... sources) {
        return compile(List.of(), sources);
    }

    /** Compiles files, or every Java file below a directory. */
    public static CaseClasses compile(List<String> options, Path... sources) {
        return compile(ToolProvider.getSystemJavaCompiler(), options, sources);
    }

    /** Compiles with another compiler than the javac of this JVM. */
    public static CaseClasses compile(JavaCompiler compiler, List<String> options, Path... sources) {
        try {
            Path out = Files.createTempDirectory("cases");
            List<String> arguments = arguments(options);
            arguments.addAll(List.of("-d", out.toString()));
            var diagnostics = new DiagnosticCollector<JavaFileObject>();
            try (var files = new WithoutPlugins(compiler.getStandardFileManager(null, null, null))) {
                if (!compiler.getTask(null, files, diagnostics, arguments, null, files.below(sources))
                        .call()) {
                    throw new AssertionError("cases do not compile: "
                            + diagnostics.getDiagnostics().stream().limit(3).toList());
                }
            }
            Map<String, byte[]> classes = readAll(out);
            delete(out);
            return new CaseClasses(classes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static CaseClasses ofSource(String name, String source, String... options) {
        return ofSources(Map.of(name, source), options);
    }

    /** Compiles sources, given by the names of their classes. */
    public static CaseClasses ofSources(Map<String, String> sources, String... options) {
        return new CaseClasses(MemoryJavac.compile(sources, arguments(List.of(options))));
    }

    /** Compiles sources in the newest Java that this JVM knows. */
    public static CaseClasses ofNewestSources(Map<String, String> sources) {
        return new CaseClasses(MemoryJavac.compile(sources, withoutRelease(List.of())));
    }

    private static List<String> arguments(List<String> options) {
        List<String> arguments = withoutRelease(options);
        if (!options.contains("--release")) {
            arguments.addAll(List.of("--release", "17"));
        }
        return arguments;
    }

    private static List<String> withoutRelease(List<String> options) {
        List<String> arguments =
                new ArrayList<>(List.of("-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path")));
        if (options.stream().noneMatch(option -> option.startsWith("-g"))) {
            arguments.add("-g");
        }
        arguments.addAll(options);
        return arguments;
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Reads every class file below a directory, by internal name. */
    public static Map<String, byte[]> readAll(Path directory) throws IOException {
        Map<String, byte[]> classes = new HashMap<>();
        try (var files = Files.walk(directory)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                String name = directory.relativize(file).toString().replace(".class", "");
                classes.put(name.replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return classes;
    }

    /** Writes class files, given by internal name, as a compiler would. */
    public static void write(Map<String, byte[]> classes, Path directory) throws IOException {
        for (var entry : classes.entrySet()) {
            Path file = directory.resolve(entry.getKey() + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
    }

    /** The class files as javac wrote them, by internal name. */
    public Map<String, byte[]> plain() {
        return plain;
    }

    /** The class files after weaving, by internal name, the states' classes included. */
    public Map<String, byte[]> woven() throws WeaveException {
        return woven(WeaverOptions.NONE);
    }

    /** The same in a different way. */
    public Map<String, byte[]> woven(WeaverOptions options) throws WeaveException {
        var weaver = new Weaver(name -> name.endsWith("Future"), options);
        Map<String, byte[]> woven = new HashMap<>(plain);
        for (var entry : plain.entrySet()) {
            weaver.weave(entry.getValue()).ifPresent(result -> {
                woven.put(entry.getKey(), result.host());
                woven.putAll(result.frames());
            });
        }
        return woven;
    }

    public ClassLoader loadWoven() throws WeaveException {
        return load(woven());
    }

    /** Loads class files, given by internal name. */
    public static ClassLoader load(Map<String, byte[]> classes) {
        return new Loader(classes);
    }

    /** Loads the classes with each await turned into a loop that polls until the future is ready. */
    public ClassLoader loadTwin() {
        Map<String, byte[]> twin = new HashMap<>();
        plain.forEach((name, bytes) -> twin.put(name, blocking(bytes)));
        return load(twin);
    }

    private static byte[] blocking(byte[] classFile) {
        var reader = new ClassReader(classFile);
        var writer = new ClassWriter(0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        var inner = super.visitMethod(access, name, descriptor, signature, exceptions);
                        return new MethodVisitor(Opcodes.ASM9, inner) {
                            @Override
                            public void visitMethodInsn(
                                    int opcode, String owner, String name, String descriptor, boolean itf) {
                                if (name.equals("await") && descriptor.startsWith("()L")) {
                                    super.visitMethodInsn(
                                            Opcodes.INVOKESTATIC,
                                            "dev/pollux/compiler/kit/Blocking",
                                            "await",
                                            "(Ldev/pollux/future/Future;)Ljava/lang/Object;",
                                            false);
                                    super.visitTypeInsn(
                                            Opcodes.CHECKCAST,
                                            Type.getReturnType(descriptor).getInternalName());
                                } else {
                                    super.visitMethodInsn(opcode, owner, name, descriptor, itf);
                                }
                            }
                        };
                    }
                },
                0);
        return writer.toByteArray();
    }

    /** Keeps javac from starting the plugin that it would find on this JVM's class path. */
    private static final class WithoutPlugins extends ForwardingJavaFileManager<StandardJavaFileManager> {
        WithoutPlugins(StandardJavaFileManager files) {
            super(files);
        }

        @Override
        public ClassLoader getClassLoader(Location location) {
            return ClassLoader.getPlatformClassLoader();
        }

        Iterable<? extends JavaFileObject> below(Path... sources) throws IOException {
            List<Path> found = new ArrayList<>();
            for (Path source : sources) {
                try (var files = Files.walk(source)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .sorted()
                            .forEach(found::add);
                }
            }
            return fileManager.getJavaFileObjectsFromPaths(found);
        }
    }

    private static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes) {
            super(CaseClasses.class.getClassLoader());
            this.classes = classes;
            setDefaultAssertionStatus(true);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = classes.get(name.replace('.', '/'));
            if (bytes == null) {
                throw new ClassNotFoundException(name);
            }
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
