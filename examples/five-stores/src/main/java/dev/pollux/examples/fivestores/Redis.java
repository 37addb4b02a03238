package dev.pollux.examples.fivestores;

import static dev.pollux.Pollux.async;

import dev.pollux.future.Future;
import dev.pollux.net.TcpStream;
import java.util.ArrayList;
import java.util.List;

/** Visits to the shop, in Redis: the page as a string, the cart as a hash of products. Waiting for it takes no thread. */
record Redis(String address) implements Store<Visit> {

    /** Both questions go out together. A drop closes the connection. */
    @Override
    public Future<Visit> about(int customer) {
        return async(() -> {
            try (RespClient redis = new RespClient(TcpStream.connect(address).await())) {
                redis.send("GET", "customer:" + customer + ":page").await();
                redis.send("HGETALL", "customer:" + customer + ":cart").await();
                String page = redis.text().await();
                return new Visit(page, cart(redis.texts().await()));
            }
        });
    }

    private static List<Order> cart(List<String> productsAndQuantities) {
        List<Order> cart = new ArrayList<>();
        for (int i = 0; i + 1 < productsAndQuantities.size(); i += 2) {
            cart.add(new Order(productsAndQuantities.get(i), Integer.parseInt(productsAndQuantities.get(i + 1))));
        }
        return cart;
    }
}
