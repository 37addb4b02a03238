package dev.pollux.examples.fivestores;

import java.nio.file.Path;
import java.util.Map;

/** Where the stores are: two JDBC URLs, a host with a port, a file. */
record Addresses(String postgres, String mariadb, String redis, String notes) {

    /** By variables of the environment, or else at the ports that the servers have by default. */
    static Addresses from(Map<String, String> environment) {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        return new Addresses(
                environment.getOrDefault("POSTGRES_URL", "jdbc:postgresql://127.0.0.1:5432/shop?user=shop"),
                environment.getOrDefault("MARIADB_URL", "jdbc:mariadb://127.0.0.1:3306/shop?user=shop"),
                environment.getOrDefault("REDIS_ADDRESS", "127.0.0.1:6379"),
                environment.getOrDefault(
                        "NOTES_FILE", temporary.resolve("five-stores-notes.db").toString()));
    }
}
