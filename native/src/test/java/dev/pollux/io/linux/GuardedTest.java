package dev.pollux.io.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GuardedTest {

    private int givenBack;

    private final Guarded guarded = new Guarded() {
        @Override
        void giveBack() {
            givenBack++;
        }
    };

    @Test
    void close_withoutCalls_givesBackAtOnce_andOnce() {
        assertThat(guarded.close()).isTrue();
        assertThat(guarded.close()).isFalse();

        assertThat(givenBack).isEqualTo(1);
        assertThat(guarded.enter()).isFalse();
    }

    @Test
    void close_duringCalls_leavesItToTheLast() {
        guarded.enter();
        guarded.enter();

        guarded.close();
        guarded.exit();
        assertThat(givenBack).isZero();
        assertThat(guarded.enter()).isFalse();
        guarded.exit();

        assertThat(givenBack).isEqualTo(1);
        assertThat(guarded.close()).isFalse();
        assertThat(givenBack).isEqualTo(1);
    }

    @Test
    void exit_ofAnOpenOne_givesNothingBack() {
        guarded.enter();
        guarded.exit();

        assertThat(givenBack).isZero();
        assertThat(guarded.enter()).isTrue();
    }
}
