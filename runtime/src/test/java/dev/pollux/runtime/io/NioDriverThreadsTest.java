package dev.pollux.runtime.io;

class NioDriverThreadsTest extends DriverThreadsContract {

    @Override
    protected NioDriver open() {
        return new NioDriver();
    }
}
