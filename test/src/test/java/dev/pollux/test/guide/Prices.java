package dev.pollux.test.guide;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.spawn;

import dev.pollux.future.Future;
import dev.pollux.task.JoinHandle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks shops for prices, each shop once. */
final class Prices {

    private final Function<String, Future<Integer>> shop;
    private final Map<String, Integer> known = new HashMap<>();

    Prices(Function<String, Future<Integer>> shop) {
        this.shop = shop;
    }

    /** Asks for all at the same time. */
    Future<Integer> total(List<String> goods) {
        return async(() -> {
            List<JoinHandle<Integer>> asked =
                    goods.stream().map(name -> spawn(price(name))).toList();
            int total = 0;
            for (JoinHandle<Integer> each : asked) {
                total += each.await();
            }
            return total;
        });
    }

    private Future<Integer> price(String name) {
        return async(() -> {
            @Nullable Integer price = known.get(name);
            if (price == null) {
                price = shop.apply(name).await();
                known.put(name, price);
            }
            return price;
        });
    }
}
