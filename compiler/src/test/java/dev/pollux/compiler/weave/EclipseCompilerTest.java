package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.kit.CaseClasses;
import dev.pollux.compiler.kit.EclipseCases;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The cases of {@link DifferentialTest}, compiled by Eclipse's compiler, whose code has other shapes than that of javac. */
class EclipseCompilerTest {

    @TempDir
    static Path directory;

    @TestFactory
    Stream<DynamicTest> woven_fromEclipse_behavesLikeTheBlockingTwin() throws Exception {
        CaseClasses classes = EclipseCases.compile(directory);

        List<DynamicTest> tests = DifferentialTest.tests(classes, WeaverOptions.NONE);

        assertThat(tests).hasSizeGreaterThan(100);
        return tests.stream();
    }
}
