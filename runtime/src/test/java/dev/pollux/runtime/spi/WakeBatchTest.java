package dev.pollux.runtime.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WakeBatchTest {

    @AfterEach
    void restoreHandler() {
        Thread.currentThread().setUncaughtExceptionHandler(null);
    }

    @Test
    void wakeAll_throwingWakerAndThrowingHandler_hurtNobody() {
        Thread.currentThread().setUncaughtExceptionHandler((thread, defect) -> {
            throw new IllegalStateException("handler");
        });
        List<String> woken = new ArrayList<>();
        WakeBatch batch = new WakeBatch();
        batch.add(() -> {
            throw new IllegalStateException("waker");
        });
        batch.add(() -> woken.add("second"));

        assertThatCode(batch::wakeAll).doesNotThrowAnyException();

        assertThat(woken).containsExactly("second");
    }
}
