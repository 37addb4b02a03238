package dev.pollux.examples.fivestores;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.join;

import dev.pollux.future.Future;
import dev.pollux.time.Moment;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Five stores that know different things about the same customers. */
record FiveStores(
        Store<List<Order>> orders,
        Store<List<Invoice>> invoices,
        Store<Visit> visit,
        Store<List<String>> notes,
        Store<Map<String, String>> catalogue) {

    /**
     * Asks all of them at once, and waits until the last has answered or time is up. The report has what came, and says what did not.
     * Whoever is late by then is cancelled.
     */
    Future<Report> about(int customer, Duration limit) {
        return async(() -> {
            Moment deadline = Moment.now().plus(limit);
            var answers = join(
                            Answer.by(deadline, orders, customer),
                            Answer.by(deadline, invoices, customer),
                            Answer.by(deadline, visit, customer),
                            Answer.by(deadline, notes, customer),
                            Answer.by(deadline, catalogue, customer))
                    .await();
            return new Report(
                    customer, answers.first(), answers.second(), answers.third(), answers.fourth(), answers.fifth());
        });
    }
}
