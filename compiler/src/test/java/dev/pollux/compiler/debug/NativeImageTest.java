package dev.pollux.compiler.debug;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.pollux.compiler.javac.Compilation;
import dev.pollux.compiler.javac.Output;
import java.io.File;
import java.lang.invoke.MethodHandles.Lookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GraalVM's native-image sees all code at build time if nothing is looked up by name and no class is made at run time. */
class NativeImageTest {

    /** Fields may be looked up by constant names, which native-image follows; nothing else. */
    private static final ArchRule LOOKS_NOTHING_UP = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.lang.reflect..")
            .orShould()
            .callMethodWhere(target(owner(type(Class.class)))
                    .and(target(nameMatching("forName|newInstance|get(Declared)?(Method|Field|Constructor)s?"))))
            .orShould()
            .callMethodWhere(
                    target(owner(type(Lookup.class))).and(not(target(nameMatching("findVarHandle|lookupClass")))))
            .orShould()
            .callMethodWhere(target(owner(assignableTo(ClassLoader.class))))
            .orShould()
            .callMethodWhere(target(owner(type(ServiceLoader.class))));

    private static final String PROGRAM = """
            package app;

            import static dev.pollux.future.Futures.*;

            import dev.pollux.future.*;

            public final class Main {
                static Future<Integer> level(int depth) {
                    return async(() -> depth == 0 ? ready(1).await() : level(depth - 1).await() + depth);
                }

                public static void main(String[] arguments) throws Exception {
                    Poll<Integer> poll = level(3).poll(Context.of(Waker.noop()));
                    System.out.println("answer " + poll.get());
                }
            }
            """;

    @TempDir
    Path directory;

    private Compilation program() {
        Compilation program = Compilation.in(directory).source("app/Main.java", PROGRAM);
        assertThat(program.compile().text()).isEmpty();
        return program;
    }

    // ---------------------------------------------------------------- what can be seen without the tool

    @Test
    void case172_wovenClasses_lookNothingUpAndMakeNoClass() {
        JavaClasses woven = new ClassFileImporter().importPath(program().classes());

        assertThat(woven.contain("app.Main$async$0")).isTrue();
        LOOKS_NOTHING_UP.check(woven);
    }

    @Test
    void case172_core_looksNothingUpAndMakesNoClass() {
        JavaClasses core = new ClassFileImporter().importPackages("dev.pollux.future");

        assertThat(core.contain("dev.pollux.future.AsyncFrame")).isTrue();
        LOOKS_NOTHING_UP.check(core);
    }

    @Test
    void case172_classThatLooksSomethingUp_isFound() {
        JavaClasses own = new ClassFileImporter().importClasses(Reflecting.class, Defining.class);

        String found = LOOKS_NOTHING_UP.evaluate(own).getFailureReport().toString();

        assertThat(found).contains("java.lang.Class.forName").contains("Lookup.defineClass");
    }

    static final class Reflecting {
        static Class<?> find(String name) throws ClassNotFoundException {
            return Class.forName(name);
        }
    }

    static final class Defining {
        static Class<?> define(Lookup lookup, byte[] classFile) throws IllegalAccessException {
            return lookup.defineClass(classFile);
        }
    }

    // ---------------------------------------------------------------- with it

    @Test
    void case172_nativeImage_whereTheToolIs_runsABlock() {
        Compilation program = program();
        Optional<Path> tool = onPath("native-image");
        if (tool.isEmpty()) {
            System.out.println("case 172: no native-image on the PATH, so the program is run by the JVM instead");
            assertThat(program.run("app.Main").text().strip()).isEqualTo("answer 7");
            return;
        }
        String classPath = program.classes() + File.pathSeparator + Compilation.corePath();
        Path image = directory.resolve("image");

        Output built = Output.of(
                List.of(tool.get().toString(), "--no-fallback", "-cp", classPath, "-o", image.toString(), "app.Main"));

        assertThat(built.exit()).as(built.text()).isZero();
        assertThat(Output.of(List.of(image.toString())).text().strip()).isEqualTo("answer 7");
    }

    private static Optional<Path> onPath(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(entry -> Path.of(entry, tool))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
