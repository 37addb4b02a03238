package dev.pollux.runtime.io;

class NioSocketKindsTest extends SocketKindsContract {

    @Override
    protected NioDriver open() {
        return new NioDriver();
    }
}
