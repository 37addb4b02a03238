package dev.pollux.benchmarks.peers;

/** W15 without a runtime: what the start of a JVM takes, and so the least that a peer on one can. */
public final class Hello {

    private Hello() {}

    public static void main(String[] arguments) {
        if (!arguments[0].equals("W15")) {
            System.exit(Sched.NOT_APPLICABLE);
        }
        System.out.println("hello");
    }
}
