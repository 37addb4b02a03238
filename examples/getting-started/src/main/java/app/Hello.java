package app;

import static dev.pollux.Pollux.*;

import dev.pollux.future.Future;
import java.time.Duration;

public class Hello {

    static Future<String> greet(String name) {
        return async(() -> {
            sleep(Duration.ofMillis(500)).await();
            return "Hello, " + name + "!";
        });
    }

    public static void main(String[] args) throws Exception {
        run(() -> {
            var both = join(greet("Castor"), greet("Pollux")).await();
            System.out.println(both.first() + " " + both.second());
        });
    }
}
