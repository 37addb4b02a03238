package dev.pollux.compiler.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.kit.CaseClasses;
import dev.pollux.compiler.kit.Env;
import dev.pollux.compiler.kit.Env.Script;
import dev.pollux.compiler.kit.Outcome;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Compiles generated methods, weaves them, has the JVM verify them, and compares them with their blocking twins. */
final class Trial {

    private static final int METHODS_PER_CLASS = 10;

    private final Map<String, List<GeneratedMethod>> classes = new LinkedHashMap<>();
    private final UnaryOperator<Map<String, byte[]>> tampering;
    private int schedules;

    Trial(List<GeneratedMethod> methods) {
        this(methods, UnaryOperator.identity());
    }

    /** With something done to the woven classes before they run. */
    Trial(List<GeneratedMethod> methods, UnaryOperator<Map<String, byte[]>> tampering) {
        this.tampering = tampering;
        for (int from = 0; from < methods.size(); from += METHODS_PER_CLASS) {
            int to = Math.min(from + METHODS_PER_CLASS, methods.size());
            classes.put("Fuzz" + classes.size(), methods.subList(from, to));
        }
    }

    /** How many runs were compared. */
    int schedules() {
        return schedules;
    }

    /** Runs everything, and returns a mismatch for each method that has one. */
    List<Mismatch> run() throws Exception {
        Map<String, String> sources = new LinkedHashMap<>();
        classes.forEach((name, methods) -> sources.put(name, ClassSource.of(name, methods)));
        CaseClasses compiled = CaseClasses.ofSources(sources);
        Map<String, byte[]> bytes = compiled.woven();
        assertSame(bytes, compiled.woven());
        ClassLoader woven = CaseClasses.load(tampering.apply(bytes));
        for (String name : bytes.keySet()) {
            Class.forName(name.replace('/', '.'), true, woven); // links it, hence verifies it
        }
        ClassLoader twin = compiled.loadTwin();
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

    private static void assertSame(Map<String, byte[]> first, Map<String, byte[]> second) {
        assertThat(first.keySet()).isEqualTo(second.keySet());
        first.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(second.get(name)));
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
            schedules++;
            Outcome wovenOutcome = Outcome.run(woven, script, false);
            Outcome twinOutcome = Outcome.run(twin, script, true);
            if (!wovenOutcome.equals(twinOutcome)) {
                return Optional.of(new Mismatch(method, script, wovenOutcome, twinOutcome));
            }
        }
        return Optional.empty();
    }
}
