package dev.pollux.examples.fivestores;

import dev.pollux.examples.fivestores.Answer.Known;
import dev.pollux.examples.fivestores.Answer.Missing;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the stores know about a customer, as far as they answered. */
record Report(
        int customer,
        Answer<List<Order>> orders,
        Answer<List<Invoice>> invoices,
        Answer<Visit> visit,
        Answer<List<String>> notes,
        Answer<Map<String, String>> catalogue) {

    /** How many stores answered. */
    long known() {
        return Stream.of(orders, invoices, visit, notes, catalogue)
                .filter(Known.class::isInstance)
                .count();
    }

    /** For people: a line for each store, and products by the names that the catalogue has for them, if it answered. */
    String text() {
        return """
                customer %d, by %d of 5 stores
                  orders     %s
                  invoices   %s
                  visit      %s
                  notes      %s
                  catalogue  %s""".formatted(
                        customer,
                        known(),
                        line(orders, this::products),
                        line(invoices, list -> joined(list, Report::invoice)),
                        line(visit, this::visit),
                        line(notes, list -> joined(list, Function.identity())),
                        line(catalogue, names -> names.size() + " products"));
    }

    private static <T> String line(Answer<T> answer, Function<T, String> words) {
        return answer instanceof Known<T> known
                ? words.apply(known.value())
                : "? (" + ((Missing<T>) answer).reason() + ")";
    }

    private String visit(Visit visit) {
        return visit.page() == null
                ? "not in the shop"
                : "looks at " + visit.page() + "; cart: " + products(visit.cart());
    }

    private String products(List<Order> list) {
        return joined(list, order -> order.quantity() + " x " + name(order.product()));
    }

    private String name(String product) {
        return catalogue instanceof Known<Map<String, String>> names
                ? names.value().getOrDefault(product, product)
                : product;
    }

    private static String invoice(Invoice invoice) {
        return invoice.number() + " " + invoice.amount() + (invoice.paid() ? " paid" : " open");
    }

    private static <T> String joined(List<T> list, Function<? super T, String> words) {
        return list.isEmpty() ? "none" : list.stream().map(words).collect(Collectors.joining(", "));
    }
}
