package dev.pollux.compiler.javac;

import dev.pollux.compiler.check.Code;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic.Kind;

/**
 * The half of the compiler that has access to class files. It claims no annotation and makes no source.
 *
 * <p>In its first moment it hands its filer to {@link PolluxPlugin}; if the plugin did not start, it listens to the compilation
 * itself.
 */
public final class PolluxProcessor extends AbstractProcessor {

    /** Called by javac. */
    public PolluxProcessor() {}

    @Override
    public Set<String> getSupportedAnnotationTypes() {
        return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latestSupported();
    }

    @Override
    public Set<String> getSupportedOptions() {
        return Options.names();
    }

    @Override
    public synchronized void init(ProcessingEnvironment environment) {
        super.init(environment);
        Options options = new Options(environment.getOptions());
        if (!Rendezvous.meet(environment) && !CompilerHook.install(environment) && !options.weaveLater()) {
            String message = Code.PX0007.message(
                    "the Pollux compiler cannot get at the compiler that runs it, "
                            + environment.getClass().getName(),
                    "async blocks are compiled as a part of javac 17 or later; other compilers, and build tools that"
                            + " hide javac, leave them as they are.",
                    "compile with javac (IDE: delegate the build to Maven or Gradle), with the jar of pollux-compiler"
                            + " on the annotation processor path; or pass -Apollux.weave=later to this compiler, and"
                            + " weave its classes by -javaagent:pollux-compiler.jar when the program starts, or by"
                            + " java -jar pollux-compiler.jar weave DIRECTORY.");
            environment.getMessager().printMessage(Kind.ERROR, message);
            return;
        }
        for (String mistake : options.mistakes()) {
            environment.getMessager().printMessage(Kind.ERROR, "Pollux: " + mistake);
        }
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        return false;
    }
}
