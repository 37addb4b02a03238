package dev.pollux.runtime;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.yieldNow;

import dev.pollux.future.Future;
import dev.pollux.runtime.dump.TaskDump;
import dev.pollux.runtime.dump.TaskDump.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The wait-for graph of a program that has come to where it hangs, in a form that does not change from run to run. */
final class SettledDump {

    private SettledDump() {}

    /** Lets tasks go on once so many of them have come here. */
    static Future<Void> meet(AtomicInteger arrived, int count) {
        return async(() -> {
            arrived.incrementAndGet();
            while (arrived.get() < count) {
                yieldNow().await();
            }
        });
    }

    /** What is hung, for people. */
    static String of(AsyncRuntime runtime, Class<?> program) throws IOException {
        return readable(settled(runtime), program);
    }

    /** Dumps once nothing moves any more. */
    static RuntimeDump settled(AsyncRuntime runtime) {
        while (true) {
            long before = polls(runtime);
            RuntimeDump dump = runtime.dump();
            boolean resting = dump.tasks().stream().map(TaskDump::state).allMatch(State.WAITING::equals);
            if (resting && polls(runtime) == before) {
                return dump;
            }
        }
    }

    private static long polls(AsyncRuntime runtime) {
        return runtime.metrics().worker(0).pollCount();
    }

    /** Without the numbers of tasks, and with the names of lines in place of the lines. */
    static String readable(RuntimeDump dump, Class<?> program) throws IOException {
        List<String> source =
                Files.readAllLines(Path.of("src/test/java", program.getName().replace('.', '/') + ".java"));
        Pattern place =
                Pattern.compile("(?:app//)?[\\w.$]*" + program.getSimpleName() + "[\\w.$<>]*\\(\\w+\\.java:(\\d+)\\)");
        Matcher lines = place.matcher(dump.waits().toString());
        return lines.replaceAll(
                        found -> Matcher.quoteReplacement(nameOf(source.get(Integer.parseInt(found.group(1)) - 1))))
                .replaceAll("task \\d+", "task")
                .replaceAll("\\S*\\$\\$Lambda\\S*?(?=[:,])", "LAMBDA");
    }

    private static String nameOf(String line) {
        int comment = line.indexOf("// ");
        return comment < 0 ? line.trim() : "{" + line.substring(comment + 3) + "}";
    }
}
