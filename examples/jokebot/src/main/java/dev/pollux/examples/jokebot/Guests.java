package dev.pollux.examples.jokebot;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.fromStage;

import dev.pollux.future.Future;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who is here. Guests may come and go on any thread. */
final class Guests {

    private final Set<Guest> present = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<@Nullable Void> everybodyLeft = new CompletableFuture<>();
    private volatile boolean closing; // written by seeOff, read by guests who leave

    Guest enter() {
        var guest = new Guest();
        present.add(guest);
        return guest;
    }

    /** Asks everybody to leave and waits until they have. Nobody may enter any more. Returns how many were asked. */
    Future<Integer> seeOff() {
        return async(() -> {
            closing = true;
            int asked = 0;
            for (Guest guest : present) {
                guest.askToLeave();
                asked++;
            }
            noticeEmptiness();
            fromStage(everybodyLeft).await();
            return asked;
        });
    }

    /** Both sides write first and look second, seeOff at who is here and a guest at `closing`: one of them sees the end. */
    private void noticeEmptiness() {
        if (closing && present.isEmpty()) {
            everybodyLeft.complete(null);
        }
    }

    /** One of them, until closed. */
    final class Guest implements AutoCloseable {

        private final CompletableFuture<@Nullable Void> leave = new CompletableFuture<>();

        private Guest() {}

        private void askToLeave() {
            leave.complete(null);
        }

        Future<@Nullable Void> askedToLeave() {
            return fromStage(leave);
        }

        @Override
        public void close() {
            present.remove(this);
            noticeEmptiness();
        }
    }
}
