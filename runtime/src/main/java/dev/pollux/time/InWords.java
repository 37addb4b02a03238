package dev.pollux.time;

import java.math.BigDecimal;
import java.time.Duration;

/** Writes durations as people do: {@code 20 ms}, {@code 1.5 s}, {@code 2 h 30 min}. */
final class InWords {

    private InWords() {}

    static String of(Duration duration) {
        if (duration.toSeconds() == 0) {
            BigDecimal millis = BigDecimal.valueOf(duration.toNanos(), 6);
            return millis.stripTrailingZeros().toPlainString() + " ms";
        }
        String iso = duration.toString(); // PT2H30M1.5S
        return iso.substring("PT".length())
                .replace("H", " h ")
                .replace("M", " min ")
                .replace("S", " s")
                .strip();
    }
}
