package dev.pollux.compiler.weave;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.objectweb.asm.ClassReader;

/** Reads the length of a method's code out of a class file, as the format says. */
final class CodeLength {

    private final byte[] classFile;
    private final ClassReader reader;
    private final DataInputStream in;

    private CodeLength(byte[] classFile) {
        this.classFile = classFile;
        reader = new ClassReader(classFile);
        in = new DataInputStream(new ByteArrayInputStream(classFile, reader.header, classFile.length - reader.header));
    }

    static int of(byte[] classFile, String method) throws IOException {
        return new CodeLength(classFile).find(method);
    }

    private int find(String method) throws IOException {
        in.skipNBytes(6);
        in.skipNBytes(2L * in.readUnsignedShort());
        for (int fields = in.readUnsignedShort(); fields > 0; fields--) {
            member();
        }
        for (int methods = in.readUnsignedShort(); methods > 0; methods--) {
            in.skipNBytes(2);
            String name = utf8(in.readUnsignedShort());
            in.skipNBytes(2);
            int length = attributes();
            if (name.equals(method)) {
                return length;
            }
        }
        throw new AssertionError("there is no method " + method);
    }

    private void member() throws IOException {
        in.skipNBytes(6);
        attributes();
    }

    /** Skips the attributes of a member and returns the length of its code. */
    private int attributes() throws IOException {
        int code = -1;
        for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
            String name = utf8(in.readUnsignedShort());
            byte[] content = in.readNBytes(in.readInt());
            if (name.equals("Code")) {
                code = new DataInputStream(new ByteArrayInputStream(content, 4, 4)).readInt();
            }
        }
        return code;
    }

    private String utf8(int constant) {
        int at = reader.getItem(constant);
        return new String(classFile, at + 2, reader.readUnsignedShort(at), StandardCharsets.UTF_8);
    }
}
