package dev.pollux.examples.fivestores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.examples.fivestores.Answer.Known;
import dev.pollux.examples.fivestores.Answer.Missing;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Answer<List<Order>> ORDERS = new Known<>(List.of(new Order("T-100", 2), new Order("C-7", 1)));
    private static final Answer<List<Invoice>> INVOICES = new Known<>(List.of(
            new Invoice("R-1", new BigDecimal("49.90"), true), new Invoice("R-2", new BigDecimal("12.50"), false)));
    private static final Answer<Visit> VISIT = new Known<>(new Visit("/tea", List.of(new Order("E-1", 3))));
    private static final Answer<List<String>> NOTES = new Known<>(List.of("likes tea"));

    @Test
    void text_ofAll_namesProductsAsTheCatalogueDoes() {
        var catalogue = new Known<>(Map.of("T-100", "teapot", "E-1", "Earl Grey"));

        assertThat(new Report(42, ORDERS, INVOICES, VISIT, NOTES, catalogue).text())
                .isEqualTo("""
                        customer 42, by 5 of 5 stores
                          orders     2 x teapot, 1 x C-7
                          invoices   R-1 49.90 paid, R-2 12.50 open
                          visit      looks at /tea; cart: 3 x Earl Grey
                          notes      likes tea
                          catalogue  2 products""");
    }

    @Test
    void text_withoutTheCatalogue_hasTheCodesOfProducts() {
        assertThat(new Report(42, ORDERS, INVOICES, VISIT, NOTES, new Missing<>("down")).text())
                .isEqualTo("""
                        customer 42, by 4 of 5 stores
                          orders     2 x T-100, 1 x C-7
                          invoices   R-1 49.90 paid, R-2 12.50 open
                          visit      looks at /tea; cart: 3 x E-1
                          notes      likes tea
                          catalogue  ? (down)""");
    }

    @Test
    void text_ofNothing_saysSo() {
        Report unknown = new Report(
                1,
                new Known<>(List.of()),
                new Known<>(List.of()),
                new Known<>(new Visit(null, List.of())),
                new Known<>(List.of()),
                new Known<>(Map.of()));

        assertThat(unknown.text()).isEqualTo("""
                        customer 1, by 5 of 5 stores
                          orders     none
                          invoices   none
                          visit      not in the shop
                          notes      none
                          catalogue  0 products""");
    }
}
