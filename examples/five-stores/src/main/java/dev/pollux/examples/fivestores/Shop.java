package dev.pollux.examples.fivestores;

import static dev.pollux.Pollux.async;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The five stores of a shop, and who keeps what. */
final class Shop {

    private Shop() {}

    /**
     * Knows where the stores are; opens nothing yet.
     *
     * @param patience after which a driver is to give up what it cannot be told to give up
     */
    static FiveStores at(Addresses addresses, Duration patience) {
        Database postgres = Database.postgres(addresses.postgres(), patience);
        Database mariadb = Database.mariadb(addresses.mariadb(), patience);
        return new FiveStores(
                orders(postgres),
                invoices(mariadb),
                new Redis(addresses.redis()),
                notes(Database.sqlite(addresses.notes())),
                catalogue(Database.h2("catalogue")));
    }

    static Store<List<Order>> orders(Database postgres) {
        return customer -> postgres.select(
                row -> new Order(row.getString(1), row.getInt(2)),
                "SELECT product, quantity FROM orders WHERE customer = ? ORDER BY id",
                customer);
    }

    static Store<List<Invoice>> invoices(Database mariadb) {
        return customer -> mariadb.select(
                row -> new Invoice(row.getString(1), row.getBigDecimal(2), row.getBoolean(3)),
                "SELECT number, amount, paid FROM invoice WHERE customer = ? ORDER BY number",
                customer);
    }

    /** The file is made, with the notes of the example, if it is not there. */
    static Store<List<String>> notes(Database sqlite) {
        return customer -> async(() -> {
            sqlite.execute(resource("sqlite.sql")).await();
            return sqlite.select(
                            row -> row.getString(1), "SELECT text FROM note WHERE customer = ? ORDER BY id", customer)
                    .await();
        });
    }

    /** The names of all products, whoever asks: they are few. */
    static Store<Map<String, String>> catalogue(Database h2) {
        return customer -> async(() -> {
            h2.execute(resource("h2.sql")).await();
            var names = h2.select(
                            row -> Map.entry(row.getString(1), row.getString(2)), "SELECT code, name FROM product")
                    .await();
            return names.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        });
    }

    private static String resource(String name) throws IOException {
        try (InputStream script = Shop.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException("not in the jar: " + name);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
