package dev.pollux.io.linux;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM with the class path of this one. */
final class Child {

    private Child() {}

    /** Runs a main class to its end, and returns all that it prints. */
    static String run(int maxDescriptors, List<String> options, Class<?> main)
            throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                new ArrayList<>(List.of("sh", "-c", "ulimit -n " + maxDescriptors + " && exec \"$@\"", "sh", java));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(child.getInputStream().readAllBytes(), Charset.defaultCharset());
        return printed + "exit " + child.waitFor();
    }
}
