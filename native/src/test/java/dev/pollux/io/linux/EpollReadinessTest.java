package dev.pollux.io.linux;

import dev.pollux.runtime.io.ReadinessContract;
import java.io.IOException;

class EpollReadinessTest extends ReadinessContract {

    @Override
    protected EpollDriver open() throws IOException {
        return new EpollDriver();
    }
}
