package dev.pollux.examples.fivestores;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the customer does in the shop at this moment: the page, {@code null} if there is none, and what lies in the cart. */
record Visit(@Nullable String page, List<Order> cart) {}
