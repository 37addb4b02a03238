package dev.pollux.runtime.task;

import java.util.ArrayList;
import java.util.List;

/** The awaits at which async code stood when it failed, innermost first: the part of a Java stack that is left without the machinery. */
final class AwaitChain {

    /** Part of the name of every class that the Pollux compiler makes. */
    private static final String FRAME_CLASS = "$async$";

    private AwaitChain() {}

    /** Puts together what is known: the stack of the failure, and those of the polls to which it was delivered. */
    static List<StackTraceElement> of(Failure failure) {
        Delivery delivery = failure.delivery();
        if (delivery == null) {
            return of(failure.thrown());
        }
        List<StackTraceElement> place = of(delivery.place());
        Failure inner = delivery.by();
        List<StackTraceElement> chain = inner == null ? of(delivery.thrown()) : of(inner);
        if (inner != null || !endsWith(chain, place)) { // a stage may fail within the very poll that is told so
            chain.addAll(place);
        }
        return chain;
    }

    /** Reads it off a stack, down to where that of the task begins. */
    static List<StackTraceElement> of(Throwable thrown) {
        List<StackTraceElement> chain = new ArrayList<>();
        StackTraceElement inner = null;
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (isBeginOfTask(frame)) {
                break; // what is below polls that task, and may be a block itself
            }
            if (inner != null && isBlock(frame) && !isBlock(inner)) {
                chain.add(inner);
            }
            inner = frame;
        }
        return chain;
    }

    private static boolean isBlock(StackTraceElement frame) {
        return frame.getClassName().contains(FRAME_CLASS);
    }

    /** A handle is a task as well, and may be on the stack. But it is not run. */
    private static boolean isBeginOfTask(StackTraceElement frame) {
        return frame.getMethodName().equals("run") && frame.getClassName().equals(Task.class.getName());
    }

    private static boolean endsWith(List<StackTraceElement> chain, List<StackTraceElement> end) {
        int from = chain.size() - end.size();
        return from >= 0 && chain.subList(from, chain.size()).equals(end);
    }
}
