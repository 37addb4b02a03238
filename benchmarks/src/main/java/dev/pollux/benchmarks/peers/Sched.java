package dev.pollux.benchmarks.peers;

/** Runs the workload that its argument names, and prints a line of JSON for each thing measured. */
public final class Sched {

    /** What the contract wants to be told about a workload that a peer has nothing for. */
    static final int NOT_APPLICABLE = 3;

    private static final int MISUSED = 2;

    private Sched() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1) {
            run(arguments[0]);
        } else {
            System.err.println("usage: Sched WORKLOAD, as in Sched W1 or Sched S1");
            System.exit(MISUSED);
        }
    }

    private static void run(String workload) throws Exception {
        switch (workload) { // and no map: its lambdas would be part of the start-up that W15 is about
            case "W1" -> Spawning.spawnAndJoin();
            case "W2" -> Spawning.spawnFromOutside();
            case "W3" -> Yielding.manyTasks();
            case "W4" -> PingPong.pairs();
            case "W5" -> Spawning.chain();
            case "W6" -> Channels.manyToOne();
            case "W7" -> Channels.thereAndBack();
            case "W8" -> {
                Channels.skynet();
                Skynet.joined();
            }
            case "W9" -> Sleepers.memory();
            case "W10" -> Timers.lateness();
            case "W11" -> Locking.mutex();
            case "W12" -> Blocking.burstAndSequence();
            case "W13" -> Fairness.ticksBesideHogs();
            case "W14" -> Channels.ring();
            case "W15" -> StartUp.hello();
            case "W16" -> Yielding.underTimeout();
            default -> runSync(workload);
        }
    }

    private static void runSync(String workload) throws Exception {
        switch (workload) {
            case "S1" -> Requests.calls();
            case "S2" -> Announcing.broadcast();
            case "S3" -> Announcing.watch();
            case "S4" -> Notifying.oneAndAll();
            case "S5" -> Reading.readersAndWriters();
            case "S6" -> Permitting.permits();
            case "S7" -> Messages.betweenTasks();
            case "S8" -> Messages.noneAtAll();
            default -> System.exit(NOT_APPLICABLE);
        }
    }
}
