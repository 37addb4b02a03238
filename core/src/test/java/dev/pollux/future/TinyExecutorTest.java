package dev.pollux.future;

import static dev.pollux.future.Futures.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bring your own runtime: everything here runs on twenty lines of executor. */
@Timeout(60)
class TinyExecutorTest {

    private final TinyExecutor executor = new TinyExecutor();
    private final Event<String> event = new Event<>();
    private final Event<String> never = new Event<>();

    private Future<Boolean> happenLater(String what) {
        return yieldOnce().map(x -> {
            event.happen(what);
            return true;
        });
    }

    private static Future<Integer> yieldOnce() {
        int[] polls = {0};
        return pollFn(cx -> {
            cx.waker().wake();
            return ++polls[0] == 1 ? Poll.pending() : Poll.ready(1);
        });
    }

    @Test
    void run_join_overlapsWaits() throws Exception {
        executor.spawn(happenLater("x"));

        assertThat(executor.run(join(event.happened(), yieldOnce(), ready(3)))).isEqualTo(new Join3<>("x", 1, 3));
    }

    @Test
    void run_tryJoin_failsEarly() {
        var failure = new Exception("planned");

        assertThatThrownBy(() ->
                        executor.run(tryJoin(never.happened(), yieldOnce().andThen(x -> failed(failure)))))
                .hasCause(failure);
    }

    @Test
    void run_select_takesTheFirst() throws Exception {
        executor.spawn(happenLater("x"));

        String winner =
                executor.run(select(when(never.happened(), x -> "never"), when(event.happened(), x -> x + "!")));

        assertThat(winner).isEqualTo("x!");
    }

    @Test
    void run_joinAllOfManyYields_finishes() throws Exception {
        List<Future<Integer>> many = new ArrayList<>();
        IntStream.range(0, 1_000).forEach(i -> many.add(yieldOnce().map(x -> i)));

        assertThat(executor.run(joinAll(many)))
                .isEqualTo(IntStream.range(0, 1_000).boxed().toList());
    }

    @Test
    void run_block_runsIt() throws Exception {
        assertThat(executor.run(async(() -> "done"))).isEqualTo("done");
    }
}
