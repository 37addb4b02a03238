package dev.pollux.future;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.future.Suspension.Hold;
import dev.pollux.future.Suspension.Wait;
import dev.pollux.sync.Mpsc;
import dev.pollux.sync.Mutex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Vector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SuspensionTest {

    /** A block as the compiler makes them, which stands at its first await. */
    private static final class Block extends AsyncFrame<Object> {

        private final Future<?> awaited;
        private final Object[] kept;

        Block(Future<?> awaited, Object... kept) {
            this.awaited = awaited;
            this.kept = kept;
            Future<Object> claimed = claim(this);
            try {
                claimed.pollRaw(Context.of(Waker.noop()));
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public Object pollRaw(Context cx) throws Exception {
            enter();
            awaited.poll(cx);
            return suspend(1, awaited);
        }

        @Override
        protected void clear() {}

        @Override
        protected @Nullable Object[] values() {
            return kept;
        }

        @Override
        protected StackTraceElement site(int at) {
            return new StackTraceElement("User", "block", "User.java", 10 + at);
        }
    }

    private static final class Leaf extends RawFuture<Object> implements Waiting {

        private final @Nullable Resource resource;

        Leaf(@Nullable Resource resource) {
            this.resource = resource;
        }

        @Override
        public Object pollRaw(Context cx) {
            return Poll.PENDING;
        }

        @Override
        public @Nullable Resource waitingFor() {
            return resource;
        }
    }

    private final Mutex<String> mutex = new Mutex<>("value");
    private final Mutex.Guard<String> guard = mutex.tryLock();

    @Test
    void waits_areTheLeavesWithTheLineOfTheBlockAbove() {
        Future<?> lock = mutex.lock();
        Block block = new Block(new Block(lock));

        Suspension read = Suspension.of(block);

        Wait wait = read.waits().get(0);
        assertThat(read.waits()).hasSize(1);
        assertThat(wait.leaf()).isSameAs(lock);
        assertThat(wait.resource()).isEqualTo(new Resource(mutex, "the lock of"));
        assertThat(wait.line()).hasToString("User.block(User.java:11)");
        assertThat(read.tree()).isEqualTo(AwaitTree.of(block));
        assertThat(read.tree().innermostSite()).hasToString("User.block(User.java:11)");
        assertThat(read.isMovable()).isFalse();
    }

    @Test
    void leaf_thatSaysNothing_isAWaitForNothingKnown() {
        Future<String> silent = cx -> Poll.pending();

        assertThat(Suspension.of(silent).waits()).containsExactly(new Wait(silent, null, null));
        assertThat(Suspension.of(silent).isMovable()).isFalse();
    }

    @Test
    void leaf_thatWaitsForTimeOrNothing_makesMovable() {
        assertThat(Suspension.of(new Leaf(Resource.OUTSIDE)).waits()).isEmpty();
        assertThat(Suspension.of(new Leaf(Resource.OUTSIDE)).isMovable()).isTrue();
        assertThat(Suspension.of(new Leaf(null)).isMovable()).isTrue();
        assertThat(Suspension.of(new Leaf(null)).moved().isMovable()).isTrue();
    }

    @Test
    void leaf_thatThrows_saysNothing() {
        Future<Object> broken = new RawFuture<>() {
            @Override
            public Object pollRaw(Context cx) {
                return Poll.PENDING;
            }

            @Override
            public String toString() {
                throw new IllegalStateException("broken");
            }
        };

        assertThat(Suspension.of(broken).waits()).containsExactly(new Wait(broken, null, null));
        assertThat(Suspension.of(broken).tree().label())
                .isEqualTo(broken.getClass().getName());
    }

    @Test
    void pending_saysThatNobodyCanEndIt() {
        Resource end = Suspension.of(Futures.pending()).waits().get(0).resource();

        assertThat(end).hasToString("the end of pending");
        assertThat(((Awaited) end.of()).holders(end.what())).isZero();
    }

    @Test
    void holds_areFoundInVariables() {
        var channel = Mpsc.<Integer>bounded(1);
        Block block = new Block(Futures.pending(), guard, null, "text", channel.sender());

        assertThat(Suspension.of(block).holds()).extracting(Hold::holding).containsExactly(guard, channel.sender());
        assertThat(Suspension.of(block).holds().get(1).line()).hasToString("User.block(User.java:11)");
    }

    @Test
    void holds_areFoundOneLevelIntoPlainCollections() {
        List<Object> places = List.of(
                List.of(guard),
                new ArrayList<>(List.of("text", guard)),
                Arrays.asList("text", guard),
                Map.of("key", guard),
                Optional.of(guard),
                new Object[] {null, guard});

        for (Object place : places) {
            assertThat(Suspension.of(new Block(Futures.pending(), place)).holds())
                    .as(place.toString())
                    .extracting(Hold::holding)
                    .containsExactly(guard);
        }
        assertThat(Suspension.of(new Block(Futures.pending(), List.of(List.of(guard))))
                        .holds())
                .isEmpty();
    }

    @Test
    @Timeout(30)
    @SuppressWarnings("JdkObsolete") // that is the point
    void collection_thatMayBlock_isNotLookedInto() throws Exception {
        Vector<Object> locked = new Vector<>(List.of(guard));
        Thread reader = new Thread(() -> Suspension.of(new Block(Futures.pending(), locked)));
        synchronized (locked) {
            reader.start();
            reader.join();
        }
        assertThat(reader.isAlive()).isFalse();
    }

    @Test
    void holding_thatWasReleased_isNone() {
        guard.close();

        assertThat(Suspension.of(new Block(Futures.pending(), guard)).holds()).isEmpty();
    }

    @Test
    void holding_thatThrows_isPassedBy() {
        Holding broken = () -> {
            throw new IllegalStateException("broken");
        };

        assertThat(Suspension.of(new Block(Futures.pending(), broken, guard)).holds())
                .extracting(Hold::holding)
                .containsExactly(guard);
    }

    @Test
    void line_ofALock_isInOrder() {
        Future<?> first = mutex.lock();
        Future<?> second = mutex.lock();
        Block one = new Block(first);
        Block two = new Block(second);

        assertThat(List.<Object>copyOf(mutex.inLine("the lock of"))).containsExactly(first, second);
        one.drop();
        assertThat(List.<Object>copyOf(mutex.inLine("the lock of"))).containsExactly(second);
        two.drop();
    }

    @Test
    void channel_countsThoseWhoCanEndAWait() {
        var channel = Mpsc.<Integer>bounded(1);
        var copy = channel.sender().copy();
        Resource message = channel.sender().holds();
        Resource room = channel.receiver().holds();
        Awaited shared = (Awaited) message.of();

        assertThat(shared.holders(message.what())).isEqualTo(2);
        copy.close();
        assertThat(shared.holders(message.what())).isEqualTo(1);
        assertThat(shared.holders(room.what())).isEqualTo(1);
    }

    // ---------------------------------------------------------------- many, one after the other

    @Test
    void reader_equalFutures_shareTheirTree() {
        SuspensionReader reader = new SuspensionReader();

        Suspension one = reader.read(new Block(new Block(Futures.pending())));
        Suspension other = reader.read(new Block(new Block(Futures.pending())));

        assertThat(other.tree()).isSameAs(one.tree());
    }

    @Test
    void reader_differentFutures_readsEachAsItIs() {
        SuspensionReader reader = new SuspensionReader();
        List<Future<?>> different = List.of(
                new Block(Probe.named("a", new ArrayList<>())),
                new Block(Probe.named("b", new ArrayList<>())),
                new Block(new Block(Probe.named("a", new ArrayList<>()))),
                Futures.join(Futures.pending(), Futures.pending()),
                Futures.join(Futures.pending(), Probe.named("a", new ArrayList<>())));

        for (int round = 0; round < 2; round++) {
            for (Future<?> future : different) {
                assertThat(reader.read(future)).isEqualTo(Suspension.of(future));
            }
        }
    }
}
