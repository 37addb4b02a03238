package dev.pollux.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DefectsTest {

    @AfterEach
    void restoreHandler() {
        Thread.currentThread().setUncaughtExceptionHandler(null);
    }

    @Test
    void report_tellsTheHandlerOfThisThread() {
        List<Throwable> told = new ArrayList<>();
        Thread.currentThread().setUncaughtExceptionHandler((thread, defect) -> told.add(defect));
        var defect = new IllegalStateException("defect");

        Defects.report(defect);

        assertThat(told).containsExactly(defect);
    }

    @Test
    void report_handlerThatThrows_hurtsNobody() {
        Thread.currentThread().setUncaughtExceptionHandler((thread, defect) -> {
            throw new IllegalStateException("handler");
        });

        assertThatCode(() -> Defects.report(new IllegalStateException("defect")))
                .doesNotThrowAnyException();
    }
}
