package dev.pollux.examples.fivestores;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.sleep;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.spawnBlocking;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.examples.fivestores.Answer.Known;
import dev.pollux.examples.fivestores.Answer.Missing;
import dev.pollux.future.Futures;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.time.Moment;
import dev.pollux.time.Time;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With stores that are futures, and a clock that stands still while there is something to do. */
@Timeout(60)
class FiveStoresTest {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final List<Order> ORDERS = List.of(new Order("T-100", 2));
    private static final List<Invoice> INVOICES = List.of(new Invoice("R-1", new BigDecimal("49.90"), true));
    private static final Visit VISIT = new Visit("/tea", List.of());
    private static final List<String> NOTES = List.of("likes tea");
    private static final Map<String, String> CATALOGUE = Map.of("T-100", "teapot");

    private final AsyncRuntime runtime =
            AsyncRuntime.currentThread().startPaused(true).build();

    @AfterEach
    void stop() {
        runtime.close();
    }

    private static <T> Store<T> knowing(T value) {
        return customer -> Futures.ready(value);
    }

    private static <T> Store<T> after(Duration time, T value) {
        return customer -> sleep(time).map(done -> value);
    }

    private static <T> Store<T> down(String why) {
        return customer -> Futures.failed(new IOException(why));
    }

    private static FiveStores all() {
        return new FiveStores(knowing(ORDERS), knowing(INVOICES), knowing(VISIT), knowing(NOTES), knowing(CATALOGUE));
    }

    private static FiveStores withInvoices(Store<List<Invoice>> invoices) {
        return new FiveStores(knowing(ORDERS), invoices, knowing(VISIT), knowing(NOTES), knowing(CATALOGUE));
    }

    private Report ask(FiveStores stores) throws Exception {
        return runtime.blockOn(stores.about(42, LIMIT));
    }

    // ---------------------------------------------------------------- answers

    @Test
    void about_allAnswer_isWhole() throws Exception {
        assertThat(ask(all()))
                .isEqualTo(new Report(
                        42,
                        new Known<>(ORDERS),
                        new Known<>(INVOICES),
                        new Known<>(VISIT),
                        new Known<>(NOTES),
                        new Known<>(CATALOGUE)));
    }

    @Test
    void about_asksEachStoreForThatCustomer() throws Exception {
        List<Integer> asked = new ArrayList<>();
        Store<List<Invoice>> noting = customer -> {
            asked.add(customer);
            return Futures.ready(INVOICES);
        };

        ask(withInvoices(noting));

        assertThat(asked).containsExactly(42);
    }

    @Test
    void about_slowStores_areAskedAtOnce() throws Exception {
        var slow = Duration.ofMillis(1_900);
        var stores = new FiveStores(
                after(slow, ORDERS),
                after(slow, INVOICES),
                after(slow, VISIT),
                after(slow, NOTES),
                after(slow, CATALOGUE));

        assertThat(ask(stores).known()).isEqualTo(5);
    }

    // ---------------------------------------------------------------- partial results

    @Test
    void about_oneIsDown_saysWhyAndHasTheOthers() throws Exception {
        Report report = ask(withInvoices(down("Connection refused")));

        assertThat(report.invoices()).isEqualTo(new Missing<>("Connection refused"));
        assertThat(report.known()).isEqualTo(4);
    }

    @Test
    void about_oneFailsBeforeThereIsAFuture_saysWhyAndHasTheOthers() throws Exception {
        Report report = ask(withInvoices(customer -> {
            throw new IllegalStateException("no such driver\nand a second line");
        }));

        assertThat(report.invoices()).isEqualTo(new Missing<>("no such driver"));
        assertThat(report.known()).isEqualTo(4);
    }

    @Test
    void about_aFailureWithoutAMessage_isNamed() throws Exception {
        Report report = ask(withInvoices(customer -> Futures.failed(new NumberFormatException())));

        assertThat(report.invoices()).isEqualTo(new Missing<>("java.lang.NumberFormatException"));
    }

    @Test
    void about_allAreDown_isAReportAllTheSame() throws Exception {
        Report report = ask(new FiveStores(down("a"), down("b"), down("c"), down("d"), down("e")));

        assertThat(report)
                .isEqualTo(new Report(
                        42,
                        new Missing<>("a"),
                        new Missing<>("b"),
                        new Missing<>("c"),
                        new Missing<>("d"),
                        new Missing<>("e")));
        assertThat(report.known()).isZero();
    }

    @Test
    void about_anError_isNotTakenForAStoreThatIsDown() {
        var broken = withInvoices(customer -> Futures.failed(new AssertionError("broken")));

        assertThatThrownBy(() -> ask(broken)).isInstanceOf(AssertionError.class).hasMessage("broken");
    }

    // ---------------------------------------------------------------- the deadline

    @Test
    void about_oneIsLate_takesTheLimitAndHasTheOthers() throws Exception {
        runtime.blockOn(async(() -> {
            Moment start = Moment.now();

            Report report = withInvoices(after(LIMIT.plusMillis(1), INVOICES))
                    .about(42, LIMIT)
                    .await();

            assertThat(start.until(Moment.now())).isEqualTo(LIMIT);
            assertThat(report.invoices()).isEqualTo(new Missing<>("no answer in time"));
            assertThat(report.known()).isEqualTo(4);
            return null;
        }));
    }

    @Test
    void about_allAreLate_shareTheDeadline() throws Exception {
        runtime.blockOn(async(() -> {
            Moment start = Moment.now();
            var stores = new FiveStores(
                    customer -> Futures.pending(),
                    customer -> Futures.pending(),
                    customer -> Futures.pending(),
                    customer -> Futures.pending(),
                    customer -> Futures.pending());

            assertThat(stores.about(42, LIMIT).await().known()).isZero();
            assertThat(start.until(Moment.now())).isEqualTo(LIMIT);
            return null;
        }));
    }

    @Test
    void about_aStoreThatIsLate_isCancelled() throws Exception {
        List<String> events = new ArrayList<>();

        Report report = ask(withInvoices(noticing(events)));

        assertThat(report.known()).isEqualTo(4);
        assertThat(events).containsExactly("cancelled");
    }

    @Test
    void about_dropped_cancelsTheStores() throws Exception {
        List<String> events = new ArrayList<>();
        runtime.blockOn(async(() -> {
            var asking = spawn(withInvoices(noticing(events)).about(42, LIMIT));
            sleep(Duration.ofSeconds(1)).await();
            asking.abort();
            sleep(Duration.ofMillis(1)).await();
            return null;
        }));

        assertThat(events).containsExactly("cancelled");
    }

    private static Store<List<Invoice>> noticing(List<String> events) {
        return customer -> async(() -> {
            try {
                return Futures.<List<Invoice>>pending().await();
            } finally {
                events.add("cancelled");
            }
        });
    }

    @Test
    void about_aThreadThatIsStuck_holdsUpNobody() throws Exception {
        var held = new CountDownLatch(1);
        Store<List<Invoice>> blocked = customer -> async(() -> spawnBlocking(() -> {
                    held.await();
                    return INVOICES;
                })
                .await());

        try {
            runtime.blockOn(async(() -> {
                var asking = spawn(withInvoices(blocked).about(42, LIMIT));
                yieldNow().await(); // the job is there
                Time.advance(LIMIT).await(); // by hand: with a job under way the clock does not jump
                Report report = asking.await();
                assertThat(report.invoices()).isEqualTo(new Missing<>("no answer in time"));
                assertThat(report.known()).isEqualTo(4);
                return null;
            }));
        } finally {
            held.countDown();
        }
    }
}
