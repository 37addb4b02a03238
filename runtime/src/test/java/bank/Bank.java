package bank;

import dev.pollux.future.Future;
import dev.pollux.future.Futures;
import dev.pollux.sync.Mutex;

/** The program whose dump the guide shows: two transfers in opposite directions. */
public final class Bank {

    private final Mutex<Integer> savings = new Mutex<>(100);
    private final Mutex<Integer> wages = new Mutex<>(100);

    public Future<Void> save(int amount, Future<?> meeting) {
        return transfer(wages, savings, amount, meeting);
    }

    public Future<Void> spend(int amount, Future<?> meeting) {
        return transfer(savings, wages, amount, meeting);
    }

    private Future<Void> transfer(Mutex<Integer> from, Mutex<Integer> to, int amount, Future<?> meeting) {
        return Futures.async(() -> {
            try (var source = from.lock().await()) {
                meeting.await();
                try (var target = to.lock().await()) {
                    source.set(source.get() - amount);
                    target.set(target.get() + amount);
                }
            }
        });
    }

    public Future<Integer> balance() {
        return Futures.async(() -> {
            try (var account = savings.lock().await()) {
                return account.get();
            }
        });
    }
}
