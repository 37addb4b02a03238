package dev.pollux.compiler.check;

import dev.pollux.compiler.javac.Compilation;

/** The signatures of the facade of pollux-runtime that the checks know by name; that module is built after this one. */
final class FacadeStub {

    private FacadeStub() {}

    static Compilation addTo(Compilation compilation) {
        return compilation
                .source("dev/pollux/task/JoinHandle.java", """
                        package dev.pollux.task;

                        public interface JoinHandle<T> extends dev.pollux.future.Future<T> {}
                        """)
                .source("dev/pollux/Pollux.java", """
                        package dev.pollux;

                        import dev.pollux.future.AsyncAction;
                        import dev.pollux.future.AsyncBlock;
                        import dev.pollux.future.Future;
                        import dev.pollux.task.JoinHandle;
                        import java.time.Duration;
                        import java.util.concurrent.Callable;
                        import java.util.concurrent.CompletionStage;

                        public final class Pollux extends dev.pollux.future.Futures {
                            public static <T> JoinHandle<T> spawn(Future<T> future) { return cx -> null; }
                            public static <T> JoinHandle<T> spawn(AsyncBlock<T> block) { return cx -> null; }
                            public static JoinHandle<Void> spawn(AsyncAction block) { return cx -> null; }
                            public static <T> JoinHandle<T> spawnBlocking(Callable<T> job) { return cx -> null; }
                            public static <T> T run(Future<T> future) throws Exception { return null; }
                            public static <T> T run(AsyncBlock<T> block) throws Exception { return null; }
                            public static void run(AsyncAction block) throws Exception { }
                            public static Future<Void> sleep(Duration duration) { return cx -> null; }
                            public static <T> Future<T> timeout(Duration limit, Future<T> future) { return cx -> null; }
                            public static <T> Future<T> fromStage(CompletionStage<T> stage) { return cx -> null; }
                        }
                        """)
                .source("dev/pollux/runtime/AsyncRuntime.java", """
                        package dev.pollux.runtime;

                        import dev.pollux.future.Future;

                        public final class AsyncRuntime implements AutoCloseable {
                            public static AsyncRuntime currentThread() { return new AsyncRuntime(); }
                            public <T> T blockOn(Future<T> future) throws Exception { return null; }
                            public void close() { }
                        }
                        """);
    }
}
