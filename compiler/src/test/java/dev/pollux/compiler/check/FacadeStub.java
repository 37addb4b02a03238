package dev.pollux.compiler.check;

import dev.pollux.compiler.javac.Compilation;

/** The signatures of the facade of pollux-runtime that the checks know by name; that module is built after this one. */
final class FacadeStub {

    private FacadeStub() {}

    static Compilation addTo(Compilation compilation) {
        return compilation.source("dev/pollux/task/JoinHandle.java", """
                        package dev.pollux.task;

                        public interface JoinHandle<T> extends dev.pollux.future.Future<T> {}
                        """).source("dev/pollux/Pollux.java", """
                        package dev.pollux;

                        import dev.pollux.future.AsyncAction;
                        import dev.pollux.future.AsyncBlock;
                        import dev.pollux.future.Future;
                        import dev.pollux.task.JoinHandle;

                        public final class Pollux {
                            public static <T> JoinHandle<T> spawn(Future<T> future) { return cx -> null; }
                            public static <T> JoinHandle<T> spawn(AsyncBlock<T> block) { return cx -> null; }
                            public static JoinHandle<Void> spawn(AsyncAction block) { return cx -> null; }
                            public static <T> T run(Future<T> future) throws Exception { return null; }
                            public static <T> T run(AsyncBlock<T> block) throws Exception { return null; }
                            public static void run(AsyncAction block) throws Exception { }
                        }
                        """);
    }
}
