package dev.pollux.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command {@code ./pollux explain}. */
@DisabledOnOs(OS.WINDOWS) // it is a shell script
class ExplainTest {

    private static final Path ROOT = Path.of("..");

    private record Answer(int exit, String text) {}

    @ParameterizedTest
    @EnumSource
    void explain_codeOrName_printsItsPage(Code code) throws Exception {
        String page = Files.readString(ROOT.resolve("docs/diagnostics/" + code.name() + ".md"));

        assertThat(explain(code.name())).isEqualTo(new Answer(0, page));
        assertThat(explain(code.title())).isEqualTo(new Answer(0, page));
    }

    @Test
    void explain_nothing_listsEveryCode() throws Exception {
        List<String> expected = Arrays.stream(Code.values())
                .map(code -> code.name() + " " + code.title() + " ("
                        + code.kind().name().toLowerCase(Locale.ROOT) + ")")
                .toList();

        Answer answer = explain();

        assertThat(answer.exit()).isZero();
        assertThat(answer.text().lines()).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PX9999", "PX00", "*", "unused", "a b"})
    void explain_unknownCode_failsAndTellsHowToListThem(String code) throws Exception {
        assertThat(explain(code))
                .isEqualTo(
                        new Answer(1, "pollux: there is no diagnostic \"" + code + "\"; ./pollux explain lists all\n"));
    }

    private static Answer explain(String... arguments) throws IOException, InterruptedException {
        List<String> command = Stream.concat(Stream.of("sh", "pollux", "explain"), Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text);
    }
}
