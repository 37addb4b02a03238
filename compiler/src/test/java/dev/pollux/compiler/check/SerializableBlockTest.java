package dev.pollux.compiler.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollux.compiler.javac.Result;
import dev.pollux.compiler.kit.Case;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerializableBlockTest {

    @TempDir
    Path directory;

    @Test
    @Case(value = 127, refused = 9)
    void asyncLambda_castToAnIntersection_isAnErrorWithTheCure() {
        Result result = MarkedSource.verify(directory, """
                interface Marker { }
                Object serializable = (AsyncAction & Serializable) /*PX0008*/() -> { };
                Object marked = (Marker & AsyncBlock<String>) /*PX0008*/() -> "";
                """);

        assertThat(result.reports().get(0).message()).contains("[PX0008 serializable-block]", "drop the cast");
    }

    @Test
    void otherLambdas_areFine() {
        MarkedSource.verify(directory, """
                Object serializable = (Runnable & Serializable) () -> { };
                Object block = (AsyncAction) () -> { };
                AsyncBlock<Serializable> value = () -> (Runnable & Serializable) () -> { };
                """);
    }
}
