package dev.pollux.runtime.io;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A selector without sockets that writes down how it is called, and runs an action in place of waiting. */
final class ScriptedSelector extends StandInSelector {

    final List<String> calls = new ArrayList<>();
    Runnable whileSelecting = () -> {};

    @Override
    public int selectNow(Consumer<SelectionKey> action) {
        return called("selectNow");
    }

    @Override
    public int select(Consumer<SelectionKey> action) {
        return called("select");
    }

    @Override
    public int select(Consumer<SelectionKey> action, long timeout) {
        return called("select " + timeout);
    }

    @Override
    public Selector wakeup() {
        calls.add("wakeup");
        return this;
    }

    private int called(String call) {
        calls.add(call);
        whileSelecting.run();
        return 0;
    }
}
