package dev.pollux.runtime.io;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text whose malformed bytes are refused. */
public final class Utf8 {

    private Utf8() {}

    /**
     * Decodes a text.
     *
     * @param bytes of the text; they are used up
     * @return the text
     * @throws CharacterCodingException if they are not UTF-8
     */
    public static String decode(ByteBuffer bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(bytes)
                .toString();
    }
}
