package dev.pollux.io.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.Child;
import dev.pollux.future.Future;
import dev.pollux.io.linux.started.Names;
import dev.pollux.runtime.AsyncRuntime;
import java.io.File;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Programs that are started in different ways; a warning of the JDK would be among what they print. */
@Timeout(120)
class NativeAccessTest {

    @Test
    void withoutTheOption_theDriverIsThatOfTheJdk_andNothingIsPrinted() throws Exception {
        assertThat(run()).isEqualTo("java.nio\nexit 0");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_24) // the first with the option
    void withNativeAccessDenied_theDriverIsThatOfTheJdk_andNothingIsPrinted() throws Exception {
        assertThat(run("--illegal-native-access=deny")).isEqualTo("java.nio\nexit 0");
    }

    @Test
    void withTheOption_theDriverIsThis_andNothingElseIsPrinted() throws Exception {
        assertThat(run("--enable-native-access=ALL-UNNAMED")).isEqualTo("epoll\nexit 0");
    }

    @Test
    void withTheProperty_theDriverIsTheOneItNames() throws Exception {
        assertThat(run("--enable-native-access=ALL-UNNAMED", "-Dpollux.io=java.nio"))
                .isEqualTo("java.nio\nexit 0");
        assertThat(run("-Dpollux.io=epoll")).contains("--enable-native-access").endsWith("exit 1");
    }

    @Test
    void asAModule_itIsFoundByItself() throws Exception {
        String modules = Stream.of(Future.class, AsyncRuntime.class, EpollProvider.class)
                .map(type ->
                        type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .collect(Collectors.joining(File.pathSeparator));
        String[] start = {"--module-path", modules, "--add-modules", "dev.pollux.runtime"};

        assertThat(run(start)).isEqualTo("java.nio\nexit 0");
        assertThat(run(Stream.concat(Stream.of(start), Stream.of("--enable-native-access=dev.pollux.io.linux"))
                        .toArray(String[]::new)))
                .isEqualTo("epoll\nexit 0");
    }

    private static String run(String... options) throws Exception {
        return Child.run(1024, List.of(options), Names.class);
    }
}
