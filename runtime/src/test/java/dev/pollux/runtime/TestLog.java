package dev.pollux.runtime;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what is logged to one logger, and keeps it off the console. */
public final class TestLog extends Handler implements AutoCloseable {

    private final Logger logger;
    private final boolean before;
    private final List<String> messages = new CopyOnWriteArrayList<>();

    private TestLog(Logger logger) {
        this.logger = logger;
        this.before = logger.getUseParentHandlers();
        logger.setUseParentHandlers(false);
        logger.addHandler(this);
    }

    public static TestLog of(String name) {
        return new TestLog(Logger.getLogger(name));
    }

    public List<String> messages() {
        return messages;
    }

    @Override
    public void publish(LogRecord entry) {
        messages.add(entry.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(before);
    }
}
