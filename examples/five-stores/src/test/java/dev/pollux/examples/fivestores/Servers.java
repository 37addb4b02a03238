package dev.pollux.examples.fivestores;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * The three real servers, started by {@code stores.sh}. They end when told to stop, and also when this process dies: the script then
 * finds the end of its standard input.
 */
final class Servers {

    private final Process script;
    private final Map<String, String> addresses = new HashMap<>();

    private Servers(Process script) {
        this.script = script;
    }

    /** Starts them; skips the test, saying so, where that cannot be, and fails it in CI. */
    static Servers start() throws IOException, InterruptedException {
        ProcessBuilder hold = new ProcessBuilder("./stores.sh", "hold").redirectErrorStream(true);
        hold.environment().put("LIMIT", "10m");
        try {
            Servers servers = new Servers(hold.start());
            servers.readAddresses();
            return servers;
        } catch (IOException e) {
            if (System.getenv("POLLUX_CI") != null) {
                return fail(e);
            }
            System.out.println("skipped: " + e.getMessage());
            return abort(e.getMessage());
        }
    }

    private void readAddresses() throws IOException, InterruptedException {
        BufferedReader lines = script.inputReader();
        StringBuilder said = new StringBuilder();
        String line = lines.readLine();
        while (line != null && !line.isEmpty()) {
            said.append(line).append('\n');
            int end = line.indexOf('=');
            addresses.put(line.substring(0, Math.max(0, end)), line.substring(end + 1));
            line = lines.readLine();
        }
        if (line == null) {
            script.waitFor();
            throw new IOException("the servers did not start: " + said);
        }
    }

    Map<String, String> addresses() {
        return Map.copyOf(addresses);
    }

    void stop() throws IOException, InterruptedException {
        script.getOutputStream().close();
        script.waitFor();
    }
}
