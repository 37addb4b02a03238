package dev.pollux.compiler.kit;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import dev.pollux.future.Waker;

/** What the blocking twin of a case calls instead of {@code await}. */
public final class Blocking {

    private Blocking() {}

    public static Object await(Future<?> future) throws Exception {
        while (true) {
            Object answer = future.pollRaw(Context.of(Waker.noop()));
            if (answer != Poll.PENDING) {
                return answer;
            }
        }
    }
}
