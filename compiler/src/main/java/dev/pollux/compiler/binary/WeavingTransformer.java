package dev.pollux.compiler.binary;

import dev.pollux.compiler.weave.Woven;
import java.io.PrintStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Weaves each class that is loaded or redefined, and defines the states of its blocks beside it. */
public final class WeavingTransformer implements ClassFileTransformer {

    private final StateDefiner states;
    private final PrintStream errors;

    /**
     * Called by {@link Agent}, from another class loader.
     *
     * @param instrumentation the JVM's
     * @throws ReflectiveOperationException if the agent has not opened {@code java.lang}
     */
    public WeavingTransformer(Instrumentation instrumentation) throws ReflectiveOperationException {
        this(new StateDefiner(instrumentation), System.err);
    }

    WeavingTransformer(StateDefiner states, PrintStream errors) {
        this.states = states;
        this.errors = errors;
    }

    /** The JVM drops what is thrown here and loads the class as it was; so everything is said before. */
    @Override
    @SuppressWarnings("CatchingUnchecked")
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            String className,
            @Nullable Class<?> redefined,
            ProtectionDomain domain,
            byte[] classFile) {
        if (loader == null || loader == WeavingTransformer.class.getClassLoader()) {
            return null; // the JDK, and the agent itself
        }
        try {
            return weave(loader, redefined != null, domain, classFile);
        } catch (Exception | Error broken) {
            errors.println("pollux: " + className + " is not woven: " + broken
                    + (broken.getCause() == null ? "" : ": " + broken.getCause()));
            return null;
        }
    }

    private byte @Nullable [] weave(ClassLoader loader, boolean again, ProtectionDomain domain, byte[] classFile)
            throws Exception {
        Outcome outcome = new BinaryWeaver(ClassFiles.of(loader)).weave(classFile);
        outcome.problems().forEach(problem -> errors.println("pollux: " + problem));
        Woven woven = outcome.woven();
        if (woven == null) {
            return null;
        }
        for (Map.Entry<String, byte[]> state : woven.frames().entrySet()) {
            String name = state.getKey().replace('/', '.');
            if (again) {
                states.redefine(loader, name, state.getValue(), domain);
            } else {
                states.define(loader, name, state.getValue(), domain);
            }
        }
        return woven.host();
    }
}
