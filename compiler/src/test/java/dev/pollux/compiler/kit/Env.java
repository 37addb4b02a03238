package dev.pollux.compiler.kit;

import dev.pollux.future.Context;
import dev.pollux.future.Future;
import dev.pollux.future.Poll;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a case is run with: a source of futures that behave as a script says, and a log of what happened.
 *
 * <p>The n-th future that is polled for the first time is "await n". The script decides for each whether it is ready at once,
 * pends first, fails, or is where the block gets dropped.
 */
public final class Env {

    /** How the awaits of one run behave. */
    public record Script(String name, long pendMask, int failAt, int dropAt) {

        boolean pends(int await) {
            return await < 64 ? (pendMask >> await & 1) == 1 : pendMask == -1;
        }
    }

    /** Stands for the signal that drops a block in the blocking twin: seen by nobody but {@code catch (Throwable)}. */
    public static final class TwinDrop extends Throwable {
        private static final long serialVersionUID = 1L;
    }

    private final Script script;
    private final boolean twin;
    private final List<String> log = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private boolean pendsNoMore;
    private int awaits;

    public Env(Script script, boolean twin) {
        this.script = script;
        this.twin = twin;
    }

    /** A future of {@code value}. */
    public <T> Future<T> of(T value) {
        return new Leaf<>(value);
    }

    /** A future of a string that also is in the log once it has been awaited. */
    public Future<String> s(String value) {
        return of(value);
    }

    public <T> T log(T what) {
        log.add(String.valueOf(what));
        return what;
    }

    /** A resource that logs when it is opened and closed. */
    public Res open(String name) {
        log("open " + name);
        return new Res(name, null);
    }

    /** A resource whose {@code close} throws. */
    public Res openBad(String name) {
        log("open " + name);
        return new Res(name, new IllegalStateException("close " + name));
    }

    public List<String> log() {
        return log;
    }

    public List<Throwable> failures() {
        return failures;
    }

    public int awaits() {
        return awaits;
    }

    /** From now on every future is ready at once. */
    void pendNoMore() {
        pendsNoMore = true;
    }

    /** A resource. */
    public final class Res implements AutoCloseable {
        private final String name;
        private final RuntimeException failure;

        Res(String name, RuntimeException failure) {
            this.name = name;
            this.failure = failure;
        }

        public String name() {
            return name;
        }

        @Override
        public void close() {
            log("close " + name);
            if (failure != null) {
                throw failure;
            }
        }
    }

    private final class Leaf<T> implements Future<T> {
        private final T value;
        private int await = -1;
        private boolean pended;
        private boolean finished;

        Leaf(T value) {
            this.value = value;
        }

        @Override
        public Poll<T> poll(Context cx) throws Exception {
            if (finished) {
                throw new IllegalStateException("leaf polled after it finished");
            }
            if (await < 0) {
                await = awaits++;
                log("await " + await);
            }
            if (await == script.dropAt()) {
                if (twin) {
                    drop();
                    throw Env.<RuntimeException>sneaky(new TwinDrop());
                }
                return Poll.pending();
            }
            if (script.pends(await) && !pended && !pendsNoMore) {
                pended = true;
                return Poll.pending();
            }
            finished = true;
            if (await == script.failAt()) {
                var failure = new IOException("await " + await + " failed");
                failures.add(failure);
                throw failure;
            }
            return Poll.ready(value);
        }

        @Override
        public void drop() {
            if (await >= 0 && !finished) {
                log("drop " + await);
            }
            finished = true;
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <E extends Throwable> RuntimeException sneaky(Throwable t) throws E {
        throw (E) t;
    }
}
