package dev.pollux.compiler.fuzz;

import dev.pollux.compiler.kit.CaseClasses;
import dev.pollux.compiler.kit.Env;
import dev.pollux.compiler.kit.Env.Script;
import dev.pollux.compiler.kit.Outcome;
import dev.pollux.compiler.weave.WeaveException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Compiles generated methods, weaves them, has the JVM verify them, and compares them with their blocking twins. */
final class Trial {

    private static final int METHODS_PER_CLASS = 25;

    private final List<GeneratedMethod> methods;
    private final Map<String, List<GeneratedMethod>> classes = new LinkedHashMap<>();
    private final UnaryOperator<Map<String, byte[]>> tampering;
    private final List<String> leftOut = new ArrayList<>();
    private int runs;

    Trial(List<GeneratedMethod> methods) {
        this(methods, UnaryOperator.identity());
    }

    /** With something done to the woven classes before they run. */
    Trial(List<GeneratedMethod> methods, UnaryOperator<Map<String, byte[]>> tampering) {
        this.methods = methods;
        this.tampering = tampering;
        for (int from = 0; from < methods.size(); from += METHODS_PER_CLASS) {
            int to = Math.min(from + METHODS_PER_CLASS, methods.size());
            classes.put("Fuzz" + classes.size(), methods.subList(from, to));
        }
    }

    /** How many runs were compared. */
    int runs() {
        return runs;
    }

    /** Methods that could not be tried, and why: javac refused them, or they are too large for a class file. */
    List<String> leftOut() {
        return leftOut;
    }

    /** Runs everything, and returns a mismatch for each method that has one. */
    List<Mismatch> run() throws ReflectiveOperationException {
        CaseClasses compiled;
        ClassLoader woven;
        try {
            compiled = compile();
            woven = weave(compiled);
        } catch (AssertionError | RuntimeException e) {
            return oneByOne(method -> leaveOut(method, e));
        } catch (WeaveException | LinkageError e) {
            return oneByOne(method -> isNoFaultOfOurs(e) ? leaveOut(method, e) : List.of(Mismatch.invalid(method, e)));
        }
        return compare(woven, compiled.loadTwin());
    }

    private CaseClasses compile() {
        Map<String, String> sources = new LinkedHashMap<>();
        classes.forEach((name, group) -> sources.put(name, ClassSource.of(name, group)));
        return CaseClasses.ofNewestSources(sources);
    }

    /** Whether a block is too large for a method, or javac itself wrote an invalid class. */
    private boolean isNoFaultOfOurs(Throwable failure) {
        if (failure instanceof WeaveException) {
            return failure.getMessage().contains("65535");
        }
        CaseClasses compiled = compile();
        try {
            link(compiled.plain().keySet(), compiled.loadTwin());
            return false;
        } catch (LinkageError | ClassNotFoundException e) {
            return true;
        }
    }

    private List<Mismatch> leaveOut(GeneratedMethod method, Throwable failure) {
        leftOut.add("seed " + method.seed() + ": " + failure);
        return List.of();
    }

    /** Finds the methods that made the whole fail. */
    private List<Mismatch> oneByOne(Function<GeneratedMethod, List<Mismatch>> failed)
            throws ReflectiveOperationException {
        if (methods.size() == 1) {
            return failed.apply(methods.get(0));
        }
        List<Mismatch> found = new ArrayList<>();
        for (GeneratedMethod method : methods) {
            Trial alone = new Trial(List.of(method), tampering);
            found.addAll(alone.run());
            leftOut.addAll(alone.leftOut);
            runs += alone.runs;
        }
        return found;
    }

    private ClassLoader weave(CaseClasses compiled) throws WeaveException, ClassNotFoundException {
        Map<String, byte[]> bytes = compiled.woven();
        ClassLoader woven = CaseClasses.load(tampering.apply(bytes));
        link(bytes.keySet(), woven);
        return woven;
    }

    /** Has the JVM verify classes. */
    private static void link(Set<String> names, ClassLoader loader) throws ClassNotFoundException {
        for (String name : names) {
            Class.forName(name.replace('/', '.'), true, loader);
        }
    }

    private List<Mismatch> compare(ClassLoader woven, ClassLoader twin) throws ReflectiveOperationException {
        List<Mismatch> found = new ArrayList<>();
        for (var entry : classes.entrySet()) {
            Class<?> wovenClass = woven.loadClass("fuzz." + entry.getKey());
            Class<?> twinClass = twin.loadClass("fuzz." + entry.getKey());
            for (GeneratedMethod method : entry.getValue()) {
                compare(method, scenario(wovenClass, method), scenario(twinClass, method))
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    private static Method scenario(Class<?> type, GeneratedMethod method) throws NoSuchMethodException {
        Method scenario = type.getDeclaredMethod(method.name(), Env.class);
        scenario.setAccessible(true);
        return scenario;
    }

    private Optional<Mismatch> compare(GeneratedMethod method, Method woven, Method twin) {
        int awaits = Outcome.run(twin, new Script("all ready", 0, -1, -1), true).awaits();
        boolean drops = method.freedom().comparableWhenDropped();
        for (Script script : Schedules.of(awaits, drops, new Dice(method.seed()))) {
            runs++;
            Outcome wovenOutcome = Outcome.run(woven, script, false);
            Outcome twinOutcome = Outcome.run(twin, script, true);
            if (!wovenOutcome.equals(twinOutcome)) {
                return Optional.of(new Mismatch(method, script, wovenOutcome, twinOutcome));
            }
        }
        return Optional.empty();
    }
}
