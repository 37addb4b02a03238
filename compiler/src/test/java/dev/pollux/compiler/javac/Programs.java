package dev.pollux.compiler.javac;

/** Sources for the tests of the hooks. */
public final class Programs {

    /** What {@link #MAIN} prints once it is woven. */
    public static final String PRINTED = "ab,ab after 3 polls";

    /** A program whose block waits twice, for futures that are pending once each. */
    public static final String MAIN = """
            package app;

            import static dev.pollux.future.Futures.async;

            import dev.pollux.future.Context;
            import dev.pollux.future.Future;
            import dev.pollux.future.Poll;
            import dev.pollux.future.Waker;

            public final class Main {
                static Future<String> twice(String text) {
                    return async(() -> new Later(text).await() + "," + new Later(text).await());
                }

                public static void main(String[] arguments) throws Exception {
                    Future<String> future = twice("ab");
                    int polls = 1;
                    Poll<String> poll = future.poll(Context.of(Waker.noop()));
                    while (!poll.isReady()) {
                        polls++;
                        poll = future.poll(Context.of(Waker.noop()));
                    }
                    System.out.println(poll.get() + " after " + polls + " polls");
                }

                private Main() {}
            }
            """;

    /** What {@link #MAIN} waits for. */
    public static final String LATER = """
            package app;

            import dev.pollux.future.Context;
            import dev.pollux.future.Future;
            import dev.pollux.future.Poll;

            public final class Later implements Future<String> {
                private final String text;
                private boolean polled;

                public Later(String text) {
                    this.text = text;
                }

                @Override
                public Poll<String> poll(Context cx) {
                    if (polled) {
                        return Poll.ready(text);
                    }
                    polled = true;
                    cx.waker().wake();
                    return Poll.pending();
                }
            }
            """;

    /** A program without any async block. */
    public static final String PLAIN = """
            package app;

            public final class Plain {
                Runnable lambda = () -> System.out.println("plain");

                record Pair(int first, int second) {}
            }
            """;

    private Programs() {}
}
