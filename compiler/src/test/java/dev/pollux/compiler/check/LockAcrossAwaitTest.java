package dev.pollux.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.javac.Result;
import dev.pollux.compiler.kit.Case;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockAcrossAwaitTest {

    private static final String HEADER = """
            import static dev.pollux.future.Futures.async;
            import dev.pollux.future.*;
            import dev.pollux.future.Future;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.concurrent.locks.*;
            @SuppressWarnings("pollux:blocking-call")
            class Test {
                final ReentrantLock lock = new ReentrantLock();
                final Lock other = new ReentrantLock();
                final ReadWriteLock files = new ReentrantReadWriteLock();
                final StampedLock stamped = new StampedLock();
                int state;
                void work() throws java.io.IOException { state++; }
            """;

    @TempDir
    Path directory;

    private Result verify(String members) {
        return MarkedSource.verifyUnit(directory, HEADER + members + "}\n");
    }

    private Result verifyBlocks(String... statements) {
        return verify(MarkedSource.blocks("Void", "Future<String> f, int n, List<String> list", statements));
    }

    @Test
    @Case(122)
    void lock_heldAcrossAnAwait_namesTheCallAndBothLines() {
        Result result = verifyBlocks("""
                lock.lock();
                f/*PX0020*/.await();
                lock.unlock();
                """);

        assertThat(result.success()).isTrue();
        assertThat(result.only("PX0020").message())
                .contains("[PX0020 lock-across-await]")
                .contains("await() of line 17 while the lock is held that lock.lock() takes in line 16")
                .contains("release the lock before the await");
    }

    @Test
    void lock_ofEveryKind_warns() {
        verifyBlocks(
                "other.lock(); f/*PX0020*/.await(); other.unlock();",
                "other.lockInterruptibly(); f/*PX0020*/.await(); other.unlock();",
                "this.lock.lock(); f/*PX0020*/.await(); lock.unlock();",
                "files.readLock().lock(); f/*PX0020*/.await(); files.readLock().unlock();",
                "Lock w = files.writeLock(); w.lock(); f/*PX0020*/.await(); w.unlock();",
                "long s = stamped.writeLock(); f/*PX0020*/.await(); stamped.unlockWrite(s);",
                "long s = stamped.readLock(); f/*PX0020*/.await(); stamped.unlock(s);");
    }

    @Test
    void lock_releasedInAFinally_warnsAtEachAwaitOfTheBody() {
        verifyBlocks("""
                lock.lock();
                try {
                    f/*PX0020*/.await();
                    if (n > 1) {
                        return;
                    }
                    f/*PX0020*/.await();
                } finally {
                    lock.unlock();
                }
                f.await();
                """);
    }

    @Test
    void lock_releasedBeforeTheAwaitOnOneWayOnly_warns() {
        verifyBlocks("""
                lock.lock();
                if (n > 1) {
                    lock.unlock();
                }
                f/*PX0020*/.await();
                if (n <= 1) {
                    lock.unlock();
                }
                """);
    }

    @Test
    void lock_takenAtTheEndOfATurn_warnsInTheNext() {
        verifyBlocks("""
                for (int i = 0; i < n; i++) {
                    f/*PX0020*/.await();
                    if (i > 0) {
                        lock.unlock();
                    }
                    lock.lock();
                }
                """);
    }

    @Test
    void lock_heldInAHandlerAndInAFinally_warns() {
        verifyBlocks("""
                lock.lock();
                try {
                    work();
                    lock.unlock();
                } catch (java.io.IOException e) {
                    f/*PX0020*/.await();
                    lock.unlock();
                } finally {
                    f.await();
                }
                """);
    }

    @Test
    void lock_heldOverLabelledJumps_warns() {
        verifyBlocks("""
                outer:
                while (true) {
                    lock.lock();
                    for (String each : list) {
                        if (each.isEmpty()) {
                            break outer;
                        }
                        lock.unlock();
                        continue outer;
                    }
                    lock.unlock();
                }
                f/*PX0020*/.await();
                lock.unlock();
                """);
    }

    @Test
    void lock_heldInAnArmOfASwitch_warns() {
        verifyBlocks("""
                lock.lock();
                String value = switch (n) {
                    case 0 -> f/*PX0020*/.await();
                    case 1 -> {
                        lock.unlock();
                        yield f.await();
                    }
                    default -> "";
                };
                lock.unlock();
                """);
    }

    @Test
    void tryLock_heldAcrossAnAwait_warns() {
        verifyBlocks("""
                if (n > 1 && lock.tryLock()) {
                    try {
                        f/*PX0020*/.await();
                    } finally {
                        lock.unlock();
                    }
                }
                boolean got = lock.tryLock(1, TimeUnit.SECONDS);
                if (!got) {
                    f.await();
                }
                f/*PX0020*/.await();
                if (got) {
                    lock.unlock();
                }
                """);
    }

    @Test
    void tryLock_thatFailed_isFine() {
        verifyBlocks("""
                while (!lock.tryLock()) {
                    f.await();
                }
                lock.unlock();
                boolean got = lock.tryLock();
                try {
                    if (!got) {
                        f.await();
                    }
                } finally {
                    if (got) {
                        lock.unlock();
                    }
                }
                if (n > 1 || !lock.tryLock()) {
                    f.await();
                } else {
                    lock.unlock();
                }
                """);
    }

    @Test
    void lock_releasedBeforeTheAwait_isFine() {
        verifyBlocks("""
                lock.lock();
                lock.unlock();
                f.await();
                lock.lock();
                try {
                    work();
                } finally {
                    lock.unlock();
                }
                f.await();
                for (String each : list) {
                    lock.lock();
                    try {
                        if (each.isEmpty()) {
                            continue;
                        }
                        work();
                    } finally {
                        lock.unlock();
                    }
                    f.await();
                }
                """);
    }

    @Test
    void lock_releasedOnAllWaysToTheAwait_isFine() {
        verifyBlocks("""
                lock.lock();
                switch (n) {
                    case 0:
                        lock.unlock();
                        break;
                    case 1:
                    case 2:
                        work();
                        lock.unlock();
                        break;
                    default:
                        lock.unlock();
                }
                f.await();
                lock.lock();
                int size = n > 1 ? list.size() : 0;
                if (size > 1) {
                    lock.unlock();
                    f.await();
                    return;
                }
                lock.unlock();
                """);
    }

    @Test
    void handlerAfterTheRelease_isFine() {
        verifyBlocks("""
                try {
                    lock.lock();
                    try {
                        work();
                    } finally {
                        lock.unlock();
                    }
                    f.await();
                } catch (java.io.IOException e) {
                    f.await();
                    lock.lock();
                    lock.unlock();
                }
                """);
    }

    @Test
    void anotherLock_isFine() {
        verifyBlocks("""
                lock.lock();
                other.unlock();
                lock.unlock();
                f.await();
                other.lock();
                other.unlock();
                """);
    }

    @Test
    void lockInALambdaOrAClass_isFine() {
        verifyBlocks("""
                Runnable locked = () -> { lock.lock(); state++; lock.unlock(); };
                locked.run();
                f.await();
                Object taking = new Object() {
                    void take() { lock.lock(); }
                    void leave() { lock.unlock(); }
                };
                """);
    }

    @Test
    void lockAroundTheBlock_isFine() {
        verify("""
                Future<String> test(Future<String> f) {
                    lock.lock();
                    try {
                        return async(() -> f.await());
                    } finally {
                        lock.unlock();
                    }
                }
                """);
    }

    @Test
    void lockLooks_ofOthers_areFine() {
        verify("""
                static class Door { void lock() { } void unlock() { } boolean tryLock() { return true; } }
                Future<Void> test(Door door, Semaphore permits, Future<String> f) {
                    return async(() -> {
                        door.lock();
                        permits.acquire();
                        f.await();
                        permits.release();
                        door.unlock();
                    });
                }
                """);
    }

    @Test
    void nestedBlock_isLookedAtOnItsOwn() {
        verify("""
                Future<Future<String>> test(Future<String> f) {
                    return async(() -> {
                        lock.lock();
                        Future<String> inner = async(() -> {
                            lock.lock();
                            String value = f/*PX0020*/.await();
                            lock.unlock();
                            return value;
                        });
                        lock.unlock();
                        f.await();
                        return inner;
                    });
                }
                """);
    }

    @Test
    void suppression_silences() {
        verify("""
                @SuppressWarnings("pollux:lock-across-await")
                Future<Void> test(Future<String> f) {
                    return async(() -> {
                        lock.lock();
                        f.await();
                        lock.unlock();
                    });
                }
                """);
    }
}
