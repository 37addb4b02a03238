package dev.pollux.compiler.binary;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import java.util.Set;

/**
 * The Java agent: weaves classes as they are loaded.
 *
 * <p>It works in a class loader of its own. So the program does not see what the agent is made of, and the one thing that the
 * agent needs and nobody else should have, access to {@code ClassLoader.defineClass}, is given to that loader alone.
 */
public final class Agent {

    private Agent() {}

    /**
     * Called by the JVM for {@code -javaagent:pollux-compiler.jar}.
     *
     * @param arguments none are known
     * @param instrumentation the JVM's
     * @throws ReflectiveOperationException if the jar is incomplete
     */
    public static void premain(String arguments, Instrumentation instrumentation) throws ReflectiveOperationException {
        if (arguments != null && !arguments.isEmpty()) {
            throw new IllegalArgumentException("the Pollux agent takes no options, but got " + arguments);
        }
        URL jar = Agent.class.getProtectionDomain().getCodeSource().getLocation();
        ClassLoader apart = new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of(),
                Map.of("java.lang", Set.of(apart.getUnnamedModule())),
                Set.of(),
                Map.of());
        Class<?> transformer = apart.loadClass(WeavingTransformer.class.getName());
        instrumentation.addTransformer((ClassFileTransformer)
                transformer.getConstructor(Instrumentation.class).newInstance(instrumentation));
    }
}
