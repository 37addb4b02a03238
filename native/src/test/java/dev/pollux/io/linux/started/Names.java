package dev.pollux.io.linux.started;

import dev.pollux.net.TcpListener;
import dev.pollux.runtime.AsyncRuntime;

/** Prints which driver a runtime has. In a package of its own, because the module has the other for itself. */
public final class Names {

    private Names() {}

    public static void main(String[] args) throws Exception {
        try (AsyncRuntime runtime = AsyncRuntime.currentThread().build()) {
            runtime.blockOn(TcpListener.bind("127.0.0.1:0"));
            System.out.println(runtime.metrics().ioDriver().orElseThrow());
        }
    }
}
