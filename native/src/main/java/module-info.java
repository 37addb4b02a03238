/** An I/O driver for Linux that calls the kernel directly, through the foreign-function API. */
@org.jspecify.annotations.NullMarked
module dev.pollux.io.linux {
    requires transitive dev.pollux.runtime;
    requires static jdk.net; // only the credentials of a Unix socket's peer load it
    requires static org.jspecify;

    exports dev.pollux.io.linux;

    provides dev.pollux.runtime.spi.IoDriverProvider with
            dev.pollux.io.linux.EpollProvider;
}
