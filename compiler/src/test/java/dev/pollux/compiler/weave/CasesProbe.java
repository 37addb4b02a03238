package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.kit.CaseClasses;
import dev.pollux.compiler.kit.Env;
import java.lang.reflect.Method;
import org.junit.jupiter.api.Test;

/** What {@link DifferentialTest} does, as one test that compiles its cases once: so a mutation run can afford it. */
class CasesProbe {

    private static final CaseClasses CLASSES = CaseClasses.compile(DifferentialTest.CASES);

    @Test
    void woven_everyCase_behavesLikeTheBlockingTwin() throws Exception {
        ClassLoader woven = CLASSES.loadWoven();
        ClassLoader twin = CLASSES.loadTwin();
        int compared = 0;
        for (String name : CLASSES.plain().keySet().stream().sorted().toList()) {
            for (Method method : DifferentialTest.scenarios(woven.loadClass(name.replace('/', '.')))) {
                Method blocking = twin.loadClass(method.getDeclaringClass().getName())
                        .getDeclaredMethod(method.getName(), Env.class);
                blocking.setAccessible(true);
                method.setAccessible(true);
                DifferentialTest.compare(method, blocking);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(100);
    }
}
