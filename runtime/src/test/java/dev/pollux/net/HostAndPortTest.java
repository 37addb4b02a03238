package dev.pollux.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostAndPortTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:7070, 127.0.0.1, 7070, true",
        "localhost:0, localhost, 0, false",
        "[::1]:65535, ::1, 65535, true",
        "1.2.3:80, 1.2.3, 80, false",
        "1.2.3.256:80, 1.2.3.256, 80, false",
        "example.org:443, example.org, 443, false"
    })
    void parse_ofAnAddress_findsHostAndPort(String text, String host, int port, boolean numeric) {
        HostAndPort parsed = HostAndPort.parse(text);

        assertThat(parsed).isEqualTo(new HostAndPort(host, port)).hasToString(text);
        assertThat(parsed.isNumeric()).isEqualTo(numeric);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "localhost",
                ":80",
                "localhost:",
                "localhost:port",
                "localhost:-1",
                "localhost:+1",
                "localhost:65536",
                "localhost:999999",
                "localhost:1 ",
                "::1:80",
                "[::1]",
                "[localhost]:80",
                "[]:80",
                " :80"
            })
    void parse_ofSomethingElse_saysWhatWasExpected(String text) {
        assertThatThrownBy(() -> HostAndPort.parse(text))
                .isInstanceOf(InvalidAddressException.class)
                .hasMessageContaining("expected")
                .hasMessageEndingWith(", got \"" + text + '"');
    }
}
