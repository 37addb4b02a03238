package dev.pollux.compiler.binary;

import dev.pollux.compiler.analyse.Abi;
import dev.pollux.compiler.weave.ClassFileVersion;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/** Recognises the classes of states whose blocks are gone: other compilers do not know that the weaver has made them. */
final class StaleStates {

    private static final Pattern NAME = Pattern.compile("(.+)\\$async\\$\\d+\\.class");

    private StaleStates() {}

    /** Returns the name of the class file that a state belongs to, or null if a file does not look like a state. */
    static @Nullable String hostOf(String fileName) {
        Matcher matcher = NAME.matcher(fileName);
        return matcher.matches() ? matcher.group(1) + ".class" : null;
    }

    static boolean isStale(byte[] state, byte @Nullable [] host) {
        ClassReader type = ClassFileVersion.reader(state);
        return Abi.FRAME.equals(type.getSuperName())
                && (type.getAccess() & Opcodes.ACC_SYNTHETIC) != 0
                && (host == null || !mentions(host, type.getClassName()));
    }

    /** Class files hold a name as its kind, its length in two bytes, and its characters. */
    private static boolean mentions(byte[] classFile, String name) {
        String characters = new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String entry = "\1" + (char) (characters.length() >> 8) + (char) (characters.length() & 0xff) + characters;
        return new String(classFile, StandardCharsets.ISO_8859_1).contains(entry);
    }
}
