package dev.pollux.examples.fivestores;

import static dev.pollux.Pollux.run;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;

/** Prints what the five stores know about a customer. */
public final class Main {

    private static final String USAGE = "five-stores [customer [milliseconds]], such as: five-stores 42 5000";

    private Main() {}

    /**
     * Asks for a customer.
     *
     * @param args the number of the customer, 42 if there is none, and how many milliseconds the stores have, 5000 if there is none
     * @throws Exception if this program is broken; stores may be
     */
    public static void main(String[] args) throws Exception {
        System.exit(answer(args, System.getenv(), System.out));
    }

    static int answer(String[] args, Map<String, String> environment, PrintStream out) throws Exception {
        int customer;
        Duration limit;
        try {
            customer = args.length > 0 ? Integer.parseInt(args[0]) : 42;
            limit = Duration.ofMillis(args.length > 1 ? Integer.parseUnsignedInt(args[1]) : 5_000);
        } catch (NumberFormatException e) {
            out.println(USAGE);
            return 2;
        }
        run(() -> {
            var stores = Shop.at(Addresses.from(environment), limit);
            out.println(stores.about(customer, limit).await().text());
        });
        return 0;
    }
}
