package dev.pollux.examples.fivestores;

import java.math.BigDecimal;

/** What the customer was asked to pay. */
record Invoice(String number, BigDecimal amount, boolean paid) {}
