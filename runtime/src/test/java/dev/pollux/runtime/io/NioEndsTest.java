package dev.pollux.runtime.io;

class NioEndsTest extends EndsContract {

    @Override
    protected NioDriver open() {
        return new NioDriver();
    }
}
