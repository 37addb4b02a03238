package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.kit.Case;
import dev.pollux.compiler.kit.CaseClasses;
import dev.pollux.compiler.kit.Env;
import dev.pollux.compiler.kit.Env.Script;
import dev.pollux.compiler.kit.Outcome;
import dev.pollux.future.Context;
import dev.pollux.future.Waker;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs each case of {@code src/test/cases} woven and as a blocking twin, and expects the same value or failure and the same
 * log: with every await ready, with every choice of pending awaits, with a failure at each await, with a drop at each await.
 *
 * <p>Cases in newer Java are in directories of their own, and run where the JDK can compile them.
 */
class DifferentialTest {

    static final Path CASES = Path.of("src/test/cases");

    private static final Map<Integer, Path> NEWER_CASES =
            Map.of(21, Path.of("src/test/cases21"), 25, Path.of("src/test/cases25"));

    /** With more awaits than this, not every subset of them is made to pend, only all of them and each alone. */
    private static final int MAX_FOR_SUBSETS = 4;

    /** A case whose handler swallows everything differs from its twin when dropped, on purpose; DropTest looks at those. */
    private static final String SWALLOWS = "Swallows";

    @TestFactory
    Stream<DynamicTest> woven_anySchedule_behavesLikeTheBlockingTwin() throws Exception {
        List<DynamicTest> tests = tests(CaseClasses.compile(CASES), WeaverOptions.NONE);
        assertThat(tests).hasSizeGreaterThan(100);
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> woven_inNewerJava_behavesLikeTheBlockingTwin() throws Exception {
        List<DynamicTest> tests = new ArrayList<>();
        for (var newer : NEWER_CASES.entrySet()) {
            if (newer.getKey() <= Runtime.version().feature()) {
                tests.addAll(tests(
                        CaseClasses.compile(List.of("--release", "" + newer.getKey()), newer.getValue()),
                        WeaverOptions.NONE));
            }
        }
        return tests.stream();
    }

    /** Other options of javac that change the code: the whole corpus again, as one test each. */
    @Case(137)
    @ParameterizedTest
    @ValueSource(strings = {"-g:none -XDstringConcat=inline", "-g:lines -parameters"})
    void woven_withOtherOptions_behavesLikeTheBlockingTwin(String options) throws Throwable {
        List<DynamicTest> tests = tests(CaseClasses.compile(List.of(options.split(" ")), CASES), WeaverOptions.NONE);
        for (DynamicTest test : tests) {
            test.getExecutable().execute();
        }
        assertThat(tests).hasSizeGreaterThan(100);
    }

    @TestFactory
    Stream<DynamicTest> wovenForDebuggers_anySchedule_behavesLikeTheBlockingTwin() throws Exception {
        return tests(CaseClasses.compile(CASES), new WeaverOptions(true, false)).stream();
    }

    /** Without a budget, so that each await and each round of a loop gives way once. */
    @TestFactory
    Stream<DynamicTest> wovenToBePreempted_anySchedule_behavesLikeTheBlockingTwin() throws Exception {
        return tests(CaseClasses.compile(CASES), new WeaverOptions(false, true)).stream();
    }

    static List<DynamicTest> tests(CaseClasses classes, WeaverOptions options) throws Exception {
        ClassLoader woven = CaseClasses.load(classes.woven(options));
        Context cx = options.preemptsLoops() ? Outcome.spentContext() : Context.of(Waker.noop());
        ClassLoader twin = classes.loadTwin();
        List<DynamicTest> tests = new ArrayList<>();
        for (String name : classes.plain().keySet().stream().sorted().toList()) {
            Class<?> wovenClass = woven.loadClass(name.replace('/', '.'));
            for (Method method : scenarios(wovenClass)) {
                Method twinMethod = twin.loadClass(wovenClass.getName()).getDeclaredMethod(method.getName(), Env.class);
                twinMethod.setAccessible(true);
                method.setAccessible(true);
                tests.add(DynamicTest.dynamicTest(
                        wovenClass.getSimpleName() + "." + method.getName(), () -> compare(method, twinMethod, cx)));
            }
        }
        return tests;
    }

    static List<Method> scenarios(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> method.getName().startsWith("case"))
                .filter(method -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {Env.class}))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    static void compare(Method woven, Method twin) {
        compare(woven, twin, Context.of(Waker.noop()));
    }

    private static void compare(Method woven, Method twin, Context cx) {
        Script ready = new Script("all ready", 0, -1, -1);
        int awaits = Outcome.run(twin, ready, true).awaits();
        for (Script script : schedules(awaits)) {
            if (script.dropAt() >= 0 && woven.getName().contains(SWALLOWS)) {
                continue;
            }
            assertThat(Outcome.run(woven, script, cx))
                    .as("%s, %s", woven.getName(), script)
                    .isEqualTo(Outcome.run(twin, script, true));
        }
    }

    private static List<Script> schedules(int awaits) {
        List<Script> scripts = new ArrayList<>();
        scripts.add(new Script("all ready", 0, -1, -1));
        scripts.add(new Script("all pending", -1, -1, -1));
        if (awaits <= MAX_FOR_SUBSETS) {
            for (long mask = 1; mask < 1L << awaits; mask++) {
                scripts.add(new Script("subset", mask, -1, -1));
            }
        }
        for (int await = 0; await < Math.min(awaits, 40); await++) {
            scripts.add(new Script("one pending", 1L << await, -1, -1));
            scripts.add(new Script("fails at once", 0, await, -1));
            scripts.add(new Script("fails after pending", -1, await, -1));
            scripts.add(new Script("dropped", 0, -1, await));
            scripts.add(new Script("dropped, all others pend", -1, -1, await));
        }
        return scripts;
    }
}
