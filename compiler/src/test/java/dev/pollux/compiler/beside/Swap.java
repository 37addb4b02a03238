package dev.pollux.compiler.beside;

import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;

/** Replaces running classes, as a debugger does. It runs in the JVM of the program. */
public final class Swap {

    private static Instrumentation instrumentation;

    private Swap() {}

    /** Called by the JVM. */
    public static void premain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /** Takes the class files of some loaded classes from another directory. */
    public static void in(String directory, String... classNames) throws Exception {
        ClassDefinition[] definitions = new ClassDefinition[classNames.length];
        for (int i = 0; i < classNames.length; i++) {
            Path classFile = Path.of(directory, classNames[i].replace('.', '/') + ".class");
            definitions[i] = new ClassDefinition(Class.forName(classNames[i]), Files.readAllBytes(classFile));
        }
        instrumentation.redefineClasses(definitions);
    }
}
