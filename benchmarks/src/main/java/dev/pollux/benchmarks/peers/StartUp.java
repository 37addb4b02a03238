package dev.pollux.benchmarks.peers;

import static dev.pollux.Pollux.*;

import java.time.Duration;

/** W15: a program that starts a runtime and a task, and prints what the task yields. What is timed is the process. */
final class StartUp {

    private StartUp() {}

    static void hello() throws Exception {
        String greeting = run(() -> {
            return spawn(() -> {
                        sleep(Duration.ZERO).await();
                        return "hello";
                    })
                    .await();
        });
        System.out.println(greeting);
    }
}
