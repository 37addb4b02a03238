package dev.pollux.process;

import dev.pollux.future.CancelSafe;
import dev.pollux.future.Future;
import dev.pollux.future.LosesData;
import dev.pollux.runtime.io.BlockingOperation;
import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to start, and how. No shell is involved: an argument is one argument, whatever is in it. May be used again, by one thread at a
 * time; a future stands for the command as it was when the future was made.
 *
 * <pre>{@code
 * var output = Command.of("git", "log", "--oneline").directory(path).killOnDrop().output(1 << 20).await();
 * }</pre>
 *
 * <p>Streams that are not set are inherited from this process; {@link #output} takes both outputs and gives no input instead.
 *
 * @origin tokio::process::Command (1.53). Differs: starting blocks in the JDK, so it is a future; streams are the JDK's {@link Redirect}.
 */
public final class Command {

    /** What is left of a command when its process is started. */
    record Plan(boolean killOnDrop, boolean pipesIn, boolean pipesOut, boolean pipesErr) {}

    private final List<String> words = new ArrayList<>();
    private final Map<String, @Nullable String> environment = new HashMap<>(); // null removes
    private boolean clearsEnvironment;
    private boolean killOnDrop;
    private boolean mergesErrors;
    private @Nullable File directory;
    private @Nullable Redirect stdin;
    private @Nullable Redirect stdout;
    private @Nullable Redirect stderr;

    private Command(String program) {
        words.add(Objects.requireNonNull(program, "program"));
    }

    /**
     * Makes a command.
     *
     * @param program a path, or a name to be looked for as the system does
     * @param arguments its first ones
     * @return a new command
     */
    public static Command of(String program, String... arguments) {
        return new Command(program).arguments(arguments);
    }

    /**
     * Adds arguments.
     *
     * @param more in order
     * @return this
     */
    public Command arguments(String... more) {
        for (String argument : more) {
            words.add(Objects.requireNonNull(argument, "argument"));
        }
        return this;
    }

    /**
     * Sets a variable of the environment.
     *
     * @param variable its name
     * @param value its value
     * @return this
     */
    public Command environment(String variable, String value) {
        environment.put(Objects.requireNonNull(variable, "variable"), Objects.requireNonNull(value, "value"));
        return this;
    }

    /**
     * Takes a variable out of the environment.
     *
     * @param variable its name
     * @return this
     */
    public Command removeEnvironment(String variable) {
        environment.put(Objects.requireNonNull(variable, "variable"), null);
        return this;
    }

    /**
     * Starts with an empty environment instead of that of this process.
     *
     * @return this
     */
    public Command clearEnvironment() {
        environment.clear();
        clearsEnvironment = true;
        return this;
    }

    /**
     * Sets the directory to start in.
     *
     * @param path which
     * @return this
     */
    public Command directory(Path path) {
        directory = path.toFile();
        return this;
    }

    /**
     * Says where the process reads from.
     *
     * @param from {@link Redirect#PIPE} for {@link ChildProcess#stdin}, {@link Redirect#INHERIT}, {@link Redirect#DISCARD} for nothing
     *     to read, or {@link Redirect#from} a file
     * @return this
     */
    public Command stdin(Redirect from) {
        stdin = from == Redirect.DISCARD
                ? Redirect.from(Redirect.DISCARD.file())
                : Objects.requireNonNull(from, "from");
        return this;
    }

    /**
     * Says where the process writes to.
     *
     * @param to {@link Redirect#PIPE} for {@link ChildProcess#stdout}, {@link Redirect#INHERIT}, {@link Redirect#DISCARD}, {@link
     *     Redirect#to} a file, or {@link Redirect#appendTo}
     * @return this
     */
    public Command stdout(Redirect to) {
        stdout = Objects.requireNonNull(to, "to");
        return this;
    }

    /**
     * Says where the process complains, as {@link #stdout}.
     *
     * @param to as for {@link #stdout}
     * @return this
     */
    public Command stderr(Redirect to) {
        stderr = Objects.requireNonNull(to, "to");
        return this;
    }

    /**
     * Sends what the process complains of to where it writes, in the order in which it came.
     *
     * @return this
     */
    public Command mergeErrors() {
        mergesErrors = true;
        return this;
    }

    /**
     * Kills the process when its {@link ChildProcess} is closed, or the future that runs it dropped. Otherwise it lives on.
     *
     * @return this
     */
    public Command killOnDrop() {
        killOnDrop = true;
        return this;
    }

    // ---------------------------------------------------------------- starting

    /**
     * Starts the process.
     *
     * @return a future of the process. It fails with an {@link java.io.IOException} if there is no such program, for example
     * @cancel Safe: a process that was started for nobody is closed, which kills it if {@link #killOnDrop} was called.
     * @cost One job of the blocking pool.
     */
    @CancelSafe
    public Future<ChildProcess> spawn() {
        return spawn(or(stdin, Redirect.INHERIT), or(stdout, Redirect.INHERIT), or(stderr, Redirect.INHERIT));
    }

    /**
     * Starts the process and waits for its end.
     *
     * @return a future of how it ended
     * @cancel Safe: as for {@link #spawn}.
     * @cost As for {@link #spawn} and {@link ChildProcess#exited}.
     */
    @CancelSafe
    public Future<ExitStatus> status() {
        return new RunToEnd<>(spawn(), ChildProcess::exited);
    }

    /**
     * Starts the process, takes what it writes, and waits for its end.
     *
     * @param limit the most bytes to accept from each output. With more, the pipes are closed, and the future fails
     * @return as for {@link ChildProcess#output}
     * @throws IllegalArgumentException if the limit is negative
     * @cancel Loses what was read so far. The process is closed as for {@link #spawn}.
     * @cost As for {@link #spawn} and {@link ChildProcess#output}.
     */
    @LosesData
    public Future<Output> output(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("negative limit: " + limit);
        }
        Redirect nothing = Redirect.from(Redirect.DISCARD.file());
        return new RunToEnd<>(
                spawn(or(stdin, nothing), or(stdout, Redirect.PIPE), or(stderr, Redirect.PIPE)),
                child -> child.output(limit));
    }

    private Future<ChildProcess> spawn(Redirect in, Redirect out, Redirect err) {
        String name = words.get(0);
        ProcessBuilder builder = new ProcessBuilder(List.copyOf(words))
                .directory(directory)
                .redirectInput(in)
                .redirectOutput(out)
                .redirectErrorStream(mergesErrors);
        if (!mergesErrors) {
            builder.redirectError(err);
        }
        setEnvironment(builder.environment());
        Plan plan =
                new Plan(killOnDrop, in == Redirect.PIPE, out == Redirect.PIPE, err == Redirect.PIPE && !mergesErrors);
        return new BlockingOperation<>(
                "spawn " + name, () -> new ChildProcess(name, builder.start(), plan), ChildProcess::close);
    }

    private void setEnvironment(Map<String, String> target) {
        if (clearsEnvironment) {
            target.clear();
        }
        environment.forEach((variable, value) -> {
            if (value == null) {
                target.remove(variable);
            } else {
                target.put(variable, value);
            }
        });
    }

    private static Redirect or(@Nullable Redirect chosen, Redirect otherwise) {
        return chosen == null ? otherwise : chosen;
    }

    @Override
    public String toString() {
        return "Command" + Arrays.toString(words.toArray());
    }
}
