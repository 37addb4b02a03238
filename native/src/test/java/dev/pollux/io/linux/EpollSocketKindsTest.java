package dev.pollux.io.linux;

import dev.pollux.runtime.io.SocketKindsContract;
import java.io.IOException;

class EpollSocketKindsTest extends SocketKindsContract {

    @Override
    protected EpollDriver open() throws IOException {
        return new EpollDriver();
    }
}
