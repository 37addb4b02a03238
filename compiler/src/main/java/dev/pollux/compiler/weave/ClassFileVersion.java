package dev.pollux.compiler.weave;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * Lets classes through that are newer than the library which reads them.
 *
 * <p>The weaver runs inside the very javac that wrote the class, so a new version number must not stop it. New versions rarely
 * change what a method body looks like; if one does, the checks after weaving fail.
 */
public final class ClassFileVersion {

    private static final int MINOR = 4;
    private static final int MAJOR = 6;
    private static final int NEWEST_READ = Opcodes.V26;

    private ClassFileVersion() {}

    /**
     * Opens a class file of any version.
     *
     * @param classFile what a compiler wrote
     * @return a reader of it
     */
    public static ClassReader reader(byte[] classFile) {
        if (majorOf(classFile) <= NEWEST_READ) {
            return new ClassReader(classFile);
        }
        byte[] lowered = classFile.clone();
        lowered[MAJOR] = 0;
        lowered[MAJOR + 1] = NEWEST_READ;
        return new ClassReader(lowered);
    }

    /** Gives the woven class the version of the original. */
    static byte[] restore(byte[] original, byte[] woven) {
        System.arraycopy(original, MINOR, woven, MINOR, 4);
        return woven;
    }

    private static int majorOf(byte[] classFile) {
        return ((classFile[MAJOR] & 0xff) << 8) | (classFile[MAJOR + 1] & 0xff);
    }
}
