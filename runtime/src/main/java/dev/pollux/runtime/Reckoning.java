package dev.pollux.runtime;

import dev.pollux.runtime.task.BlockingJobs;
import dev.pollux.runtime.task.Ledger;
import dev.pollux.task.TaskId;
import dev.pollux.task.Unfinished;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

/** Makes the report of a shutdown from the ledger and from what is left. */
final class Reckoning {

    /** A task that ends while the report is made may be missed or counted twice. Then the report is made again. */
    private static final int ATTEMPTS = 200;

    private static final long PAUSE_NANOS = 20_000;

    private final RuntimeCore core;
    private final boolean workersLeft;

    /** @param workersLeft whether threads were waited for in vain */
    Reckoning(RuntimeCore core, boolean workersLeft) {
        this.core = core;
        this.workersLeft = workersLeft;
    }

    ShutdownReport report() {
        ShutdownReport report = attempt();
        for (int i = 0; i < ATTEMPTS && !report.isBalanced(); i++) {
            LockSupport.parkNanos(PAUSE_NANOS);
            report = attempt();
        }
        return report;
    }

    private ShutdownReport attempt() {
        Ledger ledger = core.ledger();
        Map<TaskId, Unfinished> stuck = byTask(core.tasks().alive(core.flavour().busy()));
        Map<TaskId, Unfinished> givenUp = byTask(ledger.givenUp());
        Map<TaskId, Unfinished> interrupted = byTask(ledger.interrupted());
        Map<TaskId, Unfinished> abandoned = new LinkedHashMap<>();
        for (BlockingJobs jobs : core.pools()) {
            stuck.putAll(byTask(jobs.alive()));
            abandoned.putAll(byTask(jobs.runningOn()));
        }
        int abortedBefore = count(abandoned, interrupted);
        givenUp.keySet().removeAll(stuck.keySet()); // their last steps are under way
        interrupted.keySet().removeAll(abandoned.keySet());
        stuck.keySet().removeAll(abandoned.keySet());
        stuck.keySet().removeAll(interrupted.keySet());
        return new ShutdownReport(
                ledger.entered() + abortedBefore,
                ledger.finished(),
                ledger.cancelled(),
                ledger.cleanedUp(),
                List.copyOf(givenUp.values()),
                List.copyOf(interrupted.values()),
                List.copyOf(abandoned.values()),
                withWorkers(stuck),
                undrained());
    }

    private List<String> undrained() {
        List<String> names = new ArrayList<>(core.drains().names());
        names.addAll(core.runningScopes().namesOfCutOff());
        return names;
    }

    /** Returns how many of the jobs are not in the ledger, because they were aborted before the shutdown. */
    private static int count(Map<TaskId, Unfinished> jobs, Map<TaskId, Unfinished> inLedger) {
        return (int)
                jobs.keySet().stream().filter(id -> !inLedger.containsKey(id)).count();
    }

    private List<Unfinished> withWorkers(Map<TaskId, Unfinished> stuck) {
        List<Unfinished> all = new ArrayList<>(stuck.values());
        if (workersLeft && all.isEmpty()) {
            for (Thread thread : core.flavour().workers()) {
                all.add(Unfinished.running(null, "a worker outside of any task", thread));
            }
        }
        return all;
    }

    private static Map<TaskId, Unfinished> byTask(List<Unfinished> list) {
        Map<TaskId, Unfinished> byTask = new LinkedHashMap<>();
        list.forEach(each -> byTask.put(Objects.requireNonNull(each.task()), each));
        return byTask;
    }
}
