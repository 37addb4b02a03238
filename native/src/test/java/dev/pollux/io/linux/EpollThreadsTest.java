package dev.pollux.io.linux;

import dev.pollux.runtime.io.DriverThreadsContract;
import java.io.IOException;

class EpollThreadsTest extends DriverThreadsContract {

    @Override
    protected EpollDriver open() throws IOException {
        return new EpollDriver();
    }
}
