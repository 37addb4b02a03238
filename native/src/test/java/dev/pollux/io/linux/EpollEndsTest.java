package dev.pollux.io.linux;

import dev.pollux.runtime.io.EndsContract;
import java.io.IOException;

class EpollEndsTest extends EndsContract {

    @Override
    protected EpollDriver open() throws IOException {
        return new EpollDriver();
    }
}
