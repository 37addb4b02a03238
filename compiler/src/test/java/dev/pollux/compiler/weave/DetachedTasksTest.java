package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.kit.CaseClasses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runtime is not on this module's class path, so a stand-in with the same names notes what happens to handles. */
class DetachedTasksTest {

    @TempDir
    Path sources;

    @BeforeEach
    void standIn() throws Exception {
        write("dev/pollux/task/JoinHandle.java", """
                package dev.pollux.task;
                public interface JoinHandle<T> extends dev.pollux.future.Future<T> { }
                """);
        write("dev/pollux/Pollux.java", """
                package dev.pollux;
                import dev.pollux.future.*;
                import dev.pollux.task.JoinHandle;
                import java.util.*;
                public class Pollux {
                    public static final List<String> DROPPED = new ArrayList<>();
                    public static JoinHandle<Object> spawn(String name) {
                        return new JoinHandle<>() {
                            @Override public Poll<Object> poll(Context cx) { return Poll.ready(name); }
                            @Override public void drop() { DROPPED.add(name); }
                        };
                    }
                }
                """);
    }

    private void write(String path, String text) throws Exception {
        Path file = sources.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void handleThatIsThrownAway_isDropped_anyOtherIsNot() throws Exception {
        write("User.java", """
                import static dev.pollux.Pollux.spawn;
                import dev.pollux.task.JoinHandle;
                import java.util.List;
                public class User {
                    static JoinHandle<Object> field;
                    static JoinHandle<Object> start() { return field = spawn("kept in a field"); }
                    public static List<String> run() {
                        spawn("statement");
                        var kept = spawn("kept in a variable");
                        start();
                        Runnable later = () -> spawn("in a lambda");
                        later.run();
                        spawn("chained").toString();
                        for (int i = 0; i < 2; i++) spawn("loop " + i);
                        return dev.pollux.Pollux.DROPPED;
                    }
                }
                """);
        ClassLoader loader = CaseClasses.compile(sources).loadWoven();

        Object dropped = loader.loadClass("User").getMethod("run").invoke(null);

        assertThat(dropped).isEqualTo(List.of("statement", "in a lambda", "loop 0", "loop 1"));
    }
}
