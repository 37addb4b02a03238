package cases;

import static dev.pollux.future.Futures.async;

import dev.pollux.compiler.kit.Env;
import dev.pollux.future.Future;

/** Monitors that are closed whenever the block awaits. */
class G_Monitors {

    static final class Counter {
        private int value;

        synchronized int next() {
            return ++value;
        }

        synchronized Future<Integer> later(Env e) {
            return async(() -> next() + e.of(next()).await());
        }
    }

    static boolean free(Object lock) {
        return !Thread.holdsLock(lock);
    }

    static Future<?> case118_awaitAfterAClosedMonitor(Env e) {
        Object lock = new Object();
        return async(() -> {
            int total;
            synchronized (lock) {
                total = 1;
            }
            total += e.of(2).await();
            synchronized (lock) {
                total *= 10;
            }
            String between = "" + free(lock) + e.s(" between").await();
            for (int i = 0; i < 2; i++) {
                synchronized (lock) {
                    total += i;
                }
                total += e.of(i).await();
            }
            return total + between;
        });
    }

    static Future<?> case118_lockIsAwaited(Env e) {
        Object lock = new Object();
        return async(() -> {
            synchronized (e.of(lock).await()) {
                e.log(Thread.holdsLock(lock));
            }
            e.of(1).await();
            return free(lock);
        });
    }

    static Future<?> case120_nestedAndInCalledMethods(Env e) {
        Counter counter = new Counter();
        Object lock = new Object();
        return async(() -> {
            int total;
            synchronized (lock) {
                synchronized (counter) {
                    total = counter.next();
                }
                total += counter.next();
            }
            total += e.of(counter.next()).await() + counter.later(e).await();
            return total + " " + free(lock) + free(counter);
        });
    }

    static Future<?> case120_blockInsideAMonitor(Env e) {
        Object lock = new Object();
        Future<Boolean> made;
        synchronized (lock) {
            made = async(() -> {
                e.of(1).await();
                return free(lock);
            });
        }
        return made;
    }

    static Future<?> case121_earlyExits(Env e) {
        Object lock = new Object();
        return async(() -> {
            StringBuilder seen = new StringBuilder();
            for (int i = 0; i < 5; i++) {
                int bound = e.of(i).await();
                try {
                    synchronized (lock) {
                        if (bound == 0) {
                            continue;
                        }
                        if (bound == 1) {
                            throw new IllegalStateException("thrown");
                        }
                        if (bound == 3) {
                            break;
                        }
                        seen.append(bound);
                    }
                } catch (IllegalStateException x) {
                    seen.append(x.getMessage()).append(e.s("!").await());
                } finally {
                    seen.append(free(lock) ? "free " : "locked ");
                }
            }
            return seen.toString();
        });
    }

    static Future<?> case121_returnFromAMonitor(Env e) {
        Object lock = new Object();
        Future<String> inner = async(() -> {
            String before = e.s("before ").await();
            synchronized (lock) {
                if (!before.isEmpty()) {
                    return before;
                }
            }
            return e.s("never").await();
        });
        return async(() -> inner.await() + free(lock));
    }
}
