package dev.pollux.compiler.fuzz;

import java.util.Arrays;
import java.util.Iterator;

/** What the user of {@link FuzzCommand} asked for. */
record FuzzArguments(boolean help, int methods, long seed, int threads) {

    private static final int METHODS = 10_000;

    static FuzzArguments parse(String... arguments) {
        int methods = METHODS;
        long seed = 1;
        int threads = Runtime.getRuntime().availableProcessors();
        Iterator<String> rest = Arrays.asList(arguments).iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            switch (option) {
                case "--help", "-h" -> {
                    return new FuzzArguments(true, methods, seed, threads);
                }
                case "--methods" -> methods = positive(option, rest);
                case "--seed" -> seed = number(option, rest);
                case "--threads" -> threads = positive(option, rest);
                default -> throw new IllegalArgumentException("there is no option \"" + option + "\"");
            }
        }
        return new FuzzArguments(false, methods, seed, threads);
    }

    private static int positive(String option, Iterator<String> rest) {
        long number = number(option, rest);
        if (number < 1 || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(option + " takes a number from 1 to " + Integer.MAX_VALUE);
        }
        return (int) number;
    }

    private static long number(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " takes a number");
        }
        String text = rest.next();
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " takes a number, and \"" + text + "\" is none", e);
        }
    }
}
