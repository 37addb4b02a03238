package dev.pollux;

import dev.pollux.future.Future;
import dev.pollux.runtime.AsyncRuntime;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Another JVM with the class path of this one. */
public final class Child {

    private Child() {}

    /** Runs a main class to its end, and returns all that it prints. */
    public static String run(int maxDescriptors, List<String> options, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "ulimit -n " + maxDescriptors + " && exec \"$@\"", "sh"));
        command.addAll(command(options, main, arguments));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(child.getInputStream().readAllBytes(), Charset.defaultCharset());
        return printed + "exit " + child.waitFor();
    }

    /** What starts a main class. */
    public static List<String> command(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(main), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** A class path also where tests run on the module path, on which their classes patch a module. */
    private static String classPath(Class<?> main) {
        return Stream.of(
                        System.getProperty("java.class.path"),
                        System.getProperty("jdk.module.path"),
                        rootOf(main),
                        rootOf(AsyncRuntime.class),
                        rootOf(Future.class))
                .filter(part -> part != null && !part.isEmpty())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The directory or the jar that a class really comes from. */
    private static String rootOf(Class<?> type) {
        String name = type.getName().replace('.', '/') + ".class";
        String found = type.getResource("/" + name).toString();
        String root = found.substring(0, found.length() - name.length());
        return Path.of(URI.create(root.startsWith("jar:") ? root.substring("jar:".length(), root.indexOf('!')) : root))
                .toString();
    }

    /** The options that let it have the same I/O driver. */
    public static List<String> sameDriver() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--enable-native-access") || argument.startsWith("-Dpollux.io"))
                .toList();
    }
}
