/** The runtime of Pollux: executors, timers, a reactor and a blocking pool that drive futures. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // the one that a package is exported to comes later, and not on every JDK
module dev.pollux.runtime {
    requires transitive dev.pollux.core;
    requires static transitive org.jspecify;
    requires static jdk.net; // only the credentials of a Unix socket's peer load it
    requires static jdk.jfr; // only a runtime with flightRecorder(true) loads it
    requires java.management; // the stacks of blocked threads
    requires static jdk.unsupported; // only who listens to signals needs it

    exports dev.pollux;
    exports dev.pollux.fs;
    exports dev.pollux.io;
    exports dev.pollux.io.codec;
    exports dev.pollux.net;
    exports dev.pollux.net.tls;
    exports dev.pollux.process;
    exports dev.pollux.runtime;
    exports dev.pollux.runtime.dump;
    exports dev.pollux.runtime.io to
            dev.pollux.io.linux; // which has another driver, with the same readiness
    exports dev.pollux.runtime.metrics;
    exports dev.pollux.runtime.spi;
    exports dev.pollux.signal;
    exports dev.pollux.task;
    exports dev.pollux.time;

    uses dev.pollux.runtime.spi.IoDriverProvider;
}
