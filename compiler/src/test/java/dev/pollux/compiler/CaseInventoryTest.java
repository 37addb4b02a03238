package dev.pollux.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.kit.Case;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Keeps count of the numbered cases: each is proved by a method of that name in {@code src/test/cases*}, by a test marked with
 * {@link Case} or named like one, or by a test of another module.
 */
class CaseInventoryTest {

    private static final int CASES = 175;
    private static final int REFUSALS = 15;

    /** Cases whose subject is another module's. The named source says which of its tests proves it. */
    private static final Map<Integer, String> ELSEWHERE = Map.of(
            105, "runtime/src/test/java/dev/pollux/runtime/StressTest.java",
            115, "runtime/src/test/java/dev/pollux/runtime/AsyncCleanUpTest.java",
            154, "test/src/test/java/dev/pollux/test/runtime/BudgetTest.java",
            114, "core/src/test/java/dev/pollux/future/SelectTest.java",
            117, "runtime/src/test/java/dev/pollux/runtime/ShutdownTest.java",
            151, "runtime/src/test/java/dev/pollux/runtime/task/TaskTest.java",
            156, "core/src/test/java/dev/pollux/future/AwaitTreeTest.java");

    private static final Pattern CASE_METHOD = Pattern.compile("\\bFuture<\\?> (case(\\d{3})_\\w+)\\(Env e\\)");
    private static final Pattern CASE_NAME = Pattern.compile("case(\\d{3})_\\w+");

    private static final Map<Integer, Set<String>> PROOFS = new TreeMap<>();
    private static final Map<Integer, Set<String>> REFUSAL_PROOFS = new TreeMap<>();

    @BeforeAll
    static void collect() throws IOException, URISyntaxException {
        try (Stream<Path> corpora = Files.list(Path.of("src/test"))) {
            for (Path corpus : corpora.toList()) {
                if (corpus.getFileName().toString().startsWith("cases")) {
                    eachFile(corpus, ".java", CaseInventoryTest::collectScenarios);
                }
            }
        }
        Path tests = Path.of(CaseInventoryTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        eachFile(tests, ".class", CaseInventoryTest::collectTests);
    }

    private static void eachFile(Path directory, String suffix, Consumer<Path> visitor) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            files.filter(file -> file.toString().endsWith(suffix)).forEach(visitor);
        }
    }

    private static void collectScenarios(Path source) {
        for (MatchResult method : CASE_METHOD.matcher(read(source)).results().toList()) {
            add(PROOFS, Integer.parseInt(method.group(2)), method.group(1));
        }
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void collectTests(Path classFile) {
        ClassNode type = new ClassNode();
        try {
            new ClassReader(Files.readAllBytes(classFile)).accept(type, ClassReader.SKIP_CODE);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        for (MethodNode method : type.methods) {
            if (method.visibleAnnotations != null) {
                collectTest(type.name + "." + method.name, method);
            }
        }
    }

    private static void collectTest(String name, MethodNode method) {
        boolean runs = method.visibleAnnotations.stream().anyMatch(note -> note.desc.startsWith("Lorg/junit/jupiter/"));
        var named = CASE_NAME.matcher(method.name);
        if (runs && named.matches()) {
            add(PROOFS, Integer.parseInt(named.group(1)), name);
        }
        for (AnnotationNode note : method.visibleAnnotations) {
            if (note.desc.equals(Type.getDescriptor(Case.class))) {
                assertThat(runs)
                        .as("%s is marked as a case and is no test", name)
                        .isTrue();
                numbers(note, "value").forEach(number -> add(PROOFS, number, name));
                numbers(note, "refused").forEach(number -> add(REFUSAL_PROOFS, number, name));
            }
        }
    }

    @SuppressWarnings("unchecked") // what ASM gives for an array of ints
    private static List<Integer> numbers(AnnotationNode note, String element) {
        int at = note.values.indexOf(element);
        return at < 0 ? List.of() : (List<Integer>) note.values.get(at + 1);
    }

    private static void add(Map<Integer, Set<String>> proofs, int number, String proof) {
        proofs.computeIfAbsent(number, n -> new TreeSet<>()).add(proof);
    }

    // ---------------------------------------------------------------- the count

    @Test
    void everyCase_isProvedByATest() {
        Set<Integer> accountedFor = new TreeSet<>(PROOFS.keySet());
        accountedFor.addAll(ELSEWHERE.keySet());

        assertThat(accountedFor).containsExactlyElementsOf(upTo(CASES));
        assertThat(ELSEWHERE.keySet()).as("proved here").doesNotContainAnyElementsOf(PROOFS.keySet());
    }

    @Test
    void everyRefusal_isProvedByATest() {
        assertThat(REFUSAL_PROOFS.keySet()).containsExactlyElementsOf(upTo(REFUSALS));
    }

    @Test
    void everyCaseElsewhere_isNamedThere() {
        ELSEWHERE.forEach(
                (number, source) -> assertThat(read(Path.of("..", source)).lines())
                        .as("%s names case %d", source, number)
                        .anyMatch(line -> line.matches(".*// case " + number + "\\b.*")));
    }

    private static List<Integer> upTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }
}
