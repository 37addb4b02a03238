package dev.pollux.future;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwaitTreeTest {

    /** A future that never ends, and waits for whatever it is told. */
    private static final class Waiting implements Future<String>, Awaiting {
        private final String name;
        private final List<Future<?>> children = new ArrayList<>();

        Waiting(String name) {
            this.name = name;
        }

        Waiting on(Future<?> child) {
            children.add(child);
            return this;
        }

        @Override
        public Poll<String> poll(Context cx) {
            return Poll.pending();
        }

        @Override
        public List<Future<?>> awaiting() {
            return children;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void of_futures_printsALinePerLevel() {
        var shared = new Waiting("shared");
        var root = new Waiting("root").on(new Waiting("left").on(shared)).on(new Waiting("right").on(shared));

        assertThat(AwaitTree.of(root).toString()).isEqualTo("""
                root
                  left
                    shared
                  right
                    shared
                """);
    }

    @Test // case 156
    void of_aCircle_saysSoAndStopsThere() {
        var first = new Waiting("first");
        var second = new Waiting("second").on(new Waiting("beside"));
        first.on(second);
        second.on(first);

        assertThat(AwaitTree.of(first).toString()).isEqualTo("""
                first
                  second
                    beside
                    first again: this is a circle, which never ends
                """);
    }

    @Test // case 156
    void of_aFutureThatAwaitsItself_saysSo() {
        var self = new Waiting("self");
        self.on(self);

        assertThat(AwaitTree.of(self).toString()).contains("self again: this is a circle");
    }

    @Test
    void of_aVeryDeepChain_isCutOff() {
        var chain = new Waiting("leaf");
        for (int i = 0; i < 5000; i++) {
            chain = new Waiting("level").on(chain);
        }

        assertThat(AwaitTree.of(chain).toString()).endsWith("level ...\n").doesNotContain("leaf");
    }
}
