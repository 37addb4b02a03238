package dev.pollux.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.javac.Result;
import dev.pollux.compiler.kit.Case;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwaitHoldingMonitorTest {

    @TempDir
    Path directory;

    @Test
    @Case(value = 119, refused = 4)
    void await_insideSynchronized_namesTheLockAndItsLine() {
        Result result = MarkedSource.verify(directory, """
                final Object[] locks = {};
                Future<Void> test(Future<String> future) {
                    return async(() -> {
                        synchronized (locks[0]) {
                            if (locks.length > 0) {
                                future/*PX0004*/.await();
                            }
                        }
                    });
                }
                """);

        assertThat(result.only("PX0004").message())
                .contains("[PX0004 await-holding-monitor]", "synchronized (locks[0]) of line 12", "before the await");
    }

    @Test
    @Case(119)
    void await_insideNestedSynchronized_namesTheInnermost() {
        Result result = MarkedSource.verify(directory, """
                Future<Void> test(Future<String> future) {
                    return async(() -> {
                        synchronized (this) {
                            synchronized (Test.class) {
                                future/*PX0004*/.await();
                            }
                        }
                    });
                }
                """);

        assertThat(result.only("PX0004").message()).contains("synchronized (Test.class)");
    }

    @Test
    @Case({118, 120})
    void await_outsideTheMonitor_isFine() {
        MarkedSource.verify(directory, """
                synchronized Future<Void> before(Future<Object> future) {
                    return async(() -> {
                        synchronized (this) {
                            hashCode();
                        }
                        synchronized (future.await()) {
                            hashCode();
                        }
                        future.await();
                        locked();
                    });
                }
                synchronized void locked() { }
                """);
    }

    @Test
    @Case(120)
    void block_insideSynchronized_isFine() {
        MarkedSource.verify(directory, """
                Future<Future<String>> test(Future<String> future) {
                    synchronized (this) {
                        return async(() -> {
                            synchronized (this) {
                                return async(() -> future.await());
                            }
                        });
                    }
                }
                """);
    }
}
