package dev.pollux.runtime.task;

import dev.pollux.future.AsyncFrame;
import dev.pollux.future.AwaitTree;
import dev.pollux.future.CleanUp;
import dev.pollux.future.Future;
import dev.pollux.future.Resource;
import dev.pollux.future.Suspension;
import dev.pollux.future.SuspensionReader;
import dev.pollux.runtime.dump.TaskDump;
import dev.pollux.task.TaskId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what tasks do, on any thread, without stopping them. */
public final class TaskReader {

    /*
     * Why a reader may look at a future that is not its own
     * -----------------------------------------------------
     * Only who has set RUNNING may touch a task's future (TaskState, rule 1). A reader does not set it: then it would have to do
     * what wakes and aborts leave to the owner meanwhile, on the wrong thread, and a reader that is slow would delay the task.
     * It reads the state word instead, and then walks a future that nobody owns. It sees that future as the last poll left it,
     * since it read the word which that poll wrote. If the task is polled meanwhile the walk may mix two moments. All it calls is
     * meant for that (`Awaiting.awaiting`) or is kept from doing harm (`toString`; see AwaitTree), and it changes nothing. Afterwards
     * it reads the word once more: if the task runs by then it is read again, as a task that runs, whose future nobody walks.
     */

    private static final int ATTEMPTS = 3;

    /** Calls a task's future, or a blocking job, before any code of the application. */
    private static final Set<String> FIRST_OF_RUNTIME =
            Set.of(Task.class.getName(), CleanUp.class.getName(), BlockingCall.class.getName());

    /**
     * Where a task runs.
     *
     * @param thread the name of the thread
     * @param stack where it is
     */
    public record Place(String thread, List<StackTraceElement> stack) {

        /**
         * Looks where a thread is that polls a task.
         *
         * @param thread the one that runs it
         * @return the place, without the frames of the runtime
         */
        public static Place of(Thread thread) {
            return new Place(thread.getName(), ofPoll(List.of(thread.getStackTrace())));
        }
    }

    private final Function<Runnable, @Nullable Place> places;
    private final SuspensionReader suspensions = new SuspensionReader();
    private final Waits waits;
    private final Resource turn;

    /**
     * Creates a reader.
     *
     * @param places tells where a task runs, if known
     * @param waits is told who waits for whom
     * @param executor what the tasks that are queued wait for a turn on
     */
    public TaskReader(Function<Runnable, @Nullable Place> places, Waits waits, Object executor) {
        this.places = places;
        this.waits = waits;
        this.turn = new Resource(executor, "a turn on");
    }

    /**
     * Reads all live tasks of a book, one after the other.
     *
     * @param tasks the book
     * @param sink is given each task that is alive when its turn comes
     */
    public void readAll(Tasks tasks, Consumer<TaskDump> sink) {
        tasks.forEach(task -> {
            TaskDump read = read(task);
            if (read != null) {
                sink.accept(read);
            }
        });
    }

    /**
     * Reads the jobs of a pool, also those that were aborted and run on.
     *
     * @param jobs of the pool
     * @param sink as for tasks
     */
    public void readAll(BlockingJobs jobs, Consumer<TaskDump> sink) {
        Set<TaskId> read = new HashSet<>(); // one that is aborted meanwhile is read only once
        readAll(jobs.tasks(), job -> {
            read.add(job.id());
            sink.accept(job);
        });
        jobs.forEachRunningOn((call, thread) -> { // last: who leaves the book is here before
            if (read.add(call.taskId())) {
                sink.accept(aborted(call, Place.of(thread)));
            }
        });
    }

    private static TaskDump aborted(BlockingCall<?> call, Place place) {
        return new TaskDump(
                call.taskId(),
                call.taskName(),
                call.toString(),
                TaskDump.State.ABORTED,
                place.thread(),
                null,
                null,
                place.stack());
    }

    private @Nullable TaskDump read(Task<?> task) {
        for (int i = 0; i < ATTEMPTS; i++) {
            int state = task.peek();
            Future<?> future = task.future();
            if (future == null) {
                return null; // it has ended
            }
            if (!TaskState.isAtRest(state) || (future instanceof BlockingCall<?> call && call.runner() != null)) {
                return running(task, future);
            }
            Suspension suspension = suspensions.read(future);
            if (TaskState.isAtRest(task.peek())) {
                note(task, state, future, suspension);
                return resting(task, state, future, suspension.tree());
            }
        }
        Future<?> future = task.future();
        return future == null ? null : running(task, future);
    }

    private void note(Task<?> task, int state, Future<?> future, Suspension suspension) {
        if (TaskState.isQueued(state)) {
            waits.queued(task, turnOf(future), suspension);
        } else {
            waits.parked(task, state, suspension);
        }
    }

    private Resource turnOf(Future<?> future) {
        return future instanceof BlockingCall<?> call ? new Resource(call.jobs(), "a thread for") : turn;
    }

    private TaskDump running(Task<?> task, Future<?> future) {
        Place place = future instanceof BlockingCall<?> call ? placeOf(call) : places.apply(task);
        String thread = place == null ? null : place.thread();
        List<StackTraceElement> stack = place == null ? List.of() : place.stack();
        waits.running(task, turnOf(future), thread, stack);
        return new TaskDump(
                task.id(),
                task.label().name(),
                labelOfRunning(future),
                TaskDump.State.RUNNING,
                thread,
                unchanged(task),
                null,
                stack);
    }

    private static @Nullable Place placeOf(BlockingCall<?> call) {
        Thread runner = call.runner();
        return runner == null ? null : Place.of(runner);
    }

    private static TaskDump resting(Task<?> task, int state, Future<?> future, AwaitTree tree) {
        TaskDump.State now = TaskDump.State.WAITING;
        if (TaskState.isQueued(state)) {
            now = TaskDump.State.QUEUED;
        } else if (future instanceof Cleaning<?> cleaning && cleaning.isDecided()) {
            now = TaskDump.State.CLEANING_UP;
        }
        return new TaskDump(task.id(), task.label().name(), tree.label(), now, null, unchanged(task), tree, List.of());
    }

    private static @Nullable Duration unchanged(Task<?> task) {
        long changed = task.changedNanos();
        return changed == Task.UNKNOWN ? null : Duration.ofNanos(Math.max(0, System.nanoTime() - changed));
    }

    /** A future that is being polled is asked for no more than where its block stands, which is one number. */
    private static String labelOfRunning(Future<?> future) {
        return future instanceof AsyncFrame<?> || future instanceof BlockingCall<?>
                ? labelOf(future)
                : future.getClass().getName();
    }

    /** What an object says of itself, if it can. */
    static String labelOf(Object object) {
        try {
            return String.valueOf(object);
        } catch (Throwable t) { // foreign code
            return object.getClass().getName();
        }
    }

    /**
     * Cuts the frames of the runtime that are below a poll off a stack.
     *
     * @param stack of a thread that polls a task, innermost frame first
     * @return the part of it that is the task's
     */
    public static List<StackTraceElement> ofPoll(List<StackTraceElement> stack) {
        for (int i = 0; i < stack.size(); i++) {
            if (FIRST_OF_RUNTIME.contains(stack.get(i).getClassName())) {
                return stack.subList(0, i);
            }
        }
        return stack;
    }
}
