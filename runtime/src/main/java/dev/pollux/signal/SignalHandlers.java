package dev.pollux.signal;

import dev.pollux.sync.Watch;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One handler per kind of signal, which stays, and counts. The JVM calls it on a thread of its own; all it does is wake who listens.
 *
 * <p>{@code sun.misc.Signal} is called by handles: javac warns of every mention of it, by a warning that cannot be switched off, and a
 * Java runtime may lack it.
 */
final class SignalHandlers {

    private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
    private static final Map<String, Watch.Sender<Long>> COUNTS = new ConcurrentHashMap<>();

    private SignalHandlers() {}

    /** Starts to count, if need be. */
    static Watch.Sender<Long> of(String name) {
        return COUNTS.computeIfAbsent(name, SignalHandlers::install);
    }

    private static Watch.Sender<Long> install(String name) {
        Watch.Sender<Long> count = Watch.sender(0L);
        try {
            handle(name, count);
        } catch (IllegalArgumentException e) {
            throw new SignalUnavailableException(
                    "cannot listen to " + name + ": " + e.getMessage()
                            + ". Choose one that the JVM leaves to programs, such as TERM or HUP, and run without -Xrs",
                    e);
        } catch (ReflectiveOperationException e) {
            throw new SignalUnavailableException(
                    "cannot listen to " + name + ": this Java runtime lacks signals; add the module jdk.unsupported"
                            + " (--add-modules jdk.unsupported)",
                    e);
        } catch (Throwable t) {
            throw new SignalUnavailableException("cannot listen to " + name + ": " + t, t);
        }
        return count;
    }

    private static void handle(String name, Watch.Sender<Long> count) throws Throwable {
        Class<?> signal = LOOKUP.findClass("sun.misc.Signal");
        Class<?> handler = LOOKUP.findClass("sun.misc.SignalHandler");
        Object named = LOOKUP.findConstructor(signal, MethodType.methodType(void.class, String.class))
                .invoke(name);
        MethodHandle counting = LOOKUP.findStatic(
                        SignalHandlers.class,
                        "count",
                        MethodType.methodType(void.class, Watch.Sender.class, Object.class))
                .bindTo(count)
                .asType(MethodType.methodType(void.class, signal));
        Object counter = MethodHandleProxies.asInterfaceInstance(handler, counting);
        LOOKUP.findStatic(signal, "handle", MethodType.methodType(handler, signal, handler))
                .invoke(named, counter);
    }

    @SuppressWarnings({"unused", "UnusedMethod"}) // called by a handle
    private static void count(Watch.Sender<Long> count, Object signal) {
        count.sendModify(before -> before + 1);
    }
}
