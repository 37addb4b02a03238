package dev.pollux.compiler.debug;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.PrimitiveValue;
import com.sun.jdi.StackFrame;
import com.sun.jdi.StringReference;
import com.sun.jdi.ThreadReference;
import com.sun.jdi.Value;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.LocatableEvent;
import com.sun.jdi.event.StepEvent;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.StepRequest;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A program in a JVM of its own, seen through the interface that debuggers use. */
final class Debuggee implements AutoCloseable {

    private static final long PATIENCE_MILLIS = 60_000;

    private final VirtualMachine vm;
    private @Nullable EventSet stopped;
    private @Nullable LocatableEvent at;

    private Debuggee(VirtualMachine vm) {
        this.vm = vm;
    }

    /** Starts a program and stops it when one of its classes has been loaded. */
    static Debuggee launch(String classPath, String mainClass, String loaded) throws Exception {
        LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        argument(arguments, "home", System.getProperty("java.home"));
        argument(arguments, "options", "-cp " + classPath);
        argument(arguments, "main", mainClass);
        Debuggee debuggee = new Debuggee(connector.launch(arguments));
        var prepared = debuggee.vm.eventRequestManager().createClassPrepareRequest();
        prepared.addClassFilter(loaded);
        prepared.enable();
        debuggee.next(ClassPrepareEvent.class);
        return debuggee;
    }

    private static void argument(Map<String, Connector.Argument> arguments, String name, String value) {
        Objects.requireNonNull(arguments.get(name)).setValue(value);
    }

    // ---------------------------------------------------------------- what a user does

    /** Puts a breakpoint on a line, as a debugger does: at each place that the line has code at. */
    void breakpoint(String className, int line) throws Exception {
        for (Location location : vm.classesByName(className).get(0).locationsOfLine(line)) {
            vm.eventRequestManager().createBreakpointRequest(location).enable();
        }
    }

    /** Lets the program run to the next breakpoint; false if it ended. */
    boolean resume() throws Exception {
        Event event = next(BreakpointEvent.class, VMDisconnectEvent.class);
        return event instanceof BreakpointEvent;
    }

    /** Steps over a line, through no class of the given patterns. */
    void stepOver(String... excluded) throws Exception {
        StepRequest step = vm.eventRequestManager()
                .createStepRequest(here().thread(), StepRequest.STEP_LINE, StepRequest.STEP_OVER);
        for (String pattern : excluded) {
            step.addClassExclusionFilter(pattern);
        }
        step.addCountFilter(1);
        step.enable();
        next(StepEvent.class, BreakpointEvent.class);
        vm.eventRequestManager().deleteEventRequest(step);
    }

    // ---------------------------------------------------------------- what a user sees

    int line() {
        return here().location().lineNumber();
    }

    String method() {
        return here().location().method().name();
    }

    boolean isAtBreakpoint() {
        return here() instanceof BreakpointEvent;
    }

    /** The value of a variable that is in scope: a string, a number, or null. */
    @Nullable Object local(String name) throws Exception {
        StackFrame frame = thread().frame(0);
        return plain(frame.getValue(Objects.requireNonNull(frame.visibleVariableByName(name), name)));
    }

    private static @Nullable Object plain(@Nullable Value value) {
        if (value instanceof StringReference text) {
            return text.value();
        }
        return value instanceof PrimitiveValue number ? (Object) number.intValue() : value;
    }

    private ThreadReference thread() {
        return here().thread();
    }

    private LocatableEvent here() {
        return Objects.requireNonNull(at, "the program is not stopped");
    }

    // ---------------------------------------------------------------- events

    /** Lets the program go on to an event of some kind. */
    private Event next(Class<?>... kinds) throws InterruptedException {
        while (true) {
            if (stopped != null) { // at first it waits by itself, at its start
                stopped.resume();
            }
            stopped = vm.eventQueue().remove(PATIENCE_MILLIS);
            if (stopped == null) {
                throw new AssertionError("the debuggee says nothing any more");
            }
            for (Event event : stopped) {
                for (Class<?> kind : kinds) {
                    if (kind.isInstance(event)) {
                        at = event instanceof LocatableEvent place ? place : null;
                        return event;
                    }
                }
                if (event instanceof VMDisconnectEvent) {
                    throw new AssertionError("the debuggee ended");
                }
            }
        }
    }

    @Override
    public void close() {
        vm.process().destroyForcibly();
    }
}
