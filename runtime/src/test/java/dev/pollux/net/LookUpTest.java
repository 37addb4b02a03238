package dev.pollux.net;

import static dev.pollux.Pollux.async;
import static dev.pollux.Pollux.join;
import static dev.pollux.Pollux.spawn;
import static dev.pollux.Pollux.spawnBlocking;
import static dev.pollux.Pollux.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.Behaviour;
import dev.pollux.future.AsyncAction;
import dev.pollux.future.Futures;
import dev.pollux.runtime.AsyncRuntime;
import dev.pollux.runtime.RuntimeBuilder;
import dev.pollux.runtime.spi.Resolver;
import dev.pollux.sync.Oneshot;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LookUpTest {

    private static final List<InetAddress> LOOPBACK = List.of(InetAddress.getLoopbackAddress());

    private final List<String> asked = new ArrayList<>();

    private static void run(RuntimeBuilder builder, AsyncAction block) throws Exception {
        try (AsyncRuntime runtime = builder.build()) {
            runtime.blockOn(async(block));
        }
    }

    private void run(Resolver resolver, AsyncAction block) throws Exception {
        run(
                AsyncRuntime.currentThread().resolver(host -> {
                    asked.add(host);
                    return resolver.resolve(host);
                }),
                block);
    }

    @Test
    @Behaviour({"t:net_lookup_host-01", "t:net_lookup_host-02"})
    void lookupHost_ofANumber_asksNobody() throws Exception {
        run(host -> Futures.failed(new AssertionError()), () -> {
            InetSocketAddress known = new InetSocketAddress(InetAddress.getLoopbackAddress(), 80);
            assertThat(Net.lookupHost("127.0.0.1:80").await()).containsExactly(known);
            assertThat(Net.lookupHost("[::1]:80").await()).hasSize(1);
            assertThat(Net.lookupHost(known).await()).containsExactly(known);
        });

        assertThat(asked).isEmpty();
    }

    @Test
    @Behaviour("t:net_lookup_host-03")
    void lookupHost_ofAName_asksTheSystem() throws Exception {
        run(AsyncRuntime.currentThread(), () -> {
            List<InetSocketAddress> found = Net.lookupHost("localhost:80").await();
            assertThat(found).isNotEmpty().allSatisfy(address -> {
                assertThat(address.getAddress().isLoopbackAddress()).isTrue();
                assertThat(address.getPort()).isEqualTo(80);
            });
            try {
                Net.lookupHost("no-such-host.invalid:80").await();
                throw new AssertionError("it was found");
            } catch (UnknownHostException e) {
                assertThat(e).hasMessageContaining("no-such-host.invalid");
            }
        });
    }

    @Test
    void lookupHost_whileTheBlockingPoolIsBusy_doesNotWaitForIt() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        run(AsyncRuntime.currentThread().maxBlockingThreads(1), () -> {
            var stuck = spawnBlocking(() -> {
                answered.await();
                return "done";
            });

            assertThat(Net.lookupHost("localhost:80").await()).isNotEmpty();

            answered.countDown();
            assertThat(stuck.await()).isEqualTo("done");
        });
    }

    @Test
    void connect_toAName_asksTheResolverOfTheRuntime() throws Exception {
        run(host -> Futures.ready(LOOPBACK), () -> {
            TcpListener listener = TcpListener.bind("server.test:0").await();
            TcpStream.connect("server.test:" + listener.localAddress().getPort())
                    .await();
        });

        assertThat(asked).containsExactly("server.test", "server.test"); // one after the other: nothing is cached
    }

    @Test
    void equalLookUpsUnderWay_areOne() throws Exception {
        var answer = Oneshot.<List<InetAddress>>channel();
        run(host -> answer.receiver(), () -> {
            var first = spawn(Net.lookupHost("host.test:1"));
            var second = spawn(Net.lookupHost("host.test:2"));
            yieldNow().await();
            yieldNow().await();
            first.abort();
            yieldNow().await();
            answer.sender().send(LOOPBACK);

            assertThat(second.await()).containsExactly(new InetSocketAddress(LOOPBACK.get(0), 2));
            try {
                first.await();
                throw new AssertionError("it was aborted");
            } catch (CancellationException e) {
                assertThat(asked).containsExactly("host.test");
            }
        });
    }

    @Test
    void differentLookUps_areDifferent_andFailTogether() throws Exception {
        UnknownHostException unknown = new UnknownHostException("test");
        run(host -> Futures.failed(unknown), () -> {
            try {
                join(Net.lookupHost("a.test:1"), Net.lookupHost("b.test:1")).await();
                throw new AssertionError("they were found");
            } catch (UnknownHostException e) {
                assertThat(e).isSameAs(unknown);
            }
        });

        assertThat(asked).contains("a.test");
    }

    @Test
    void aLookUpThatEverybodyGaveUp_isDroppedAndAskedAgain() throws Exception {
        run(host -> asked.size() == 1 ? Futures.pending() : Futures.ready(LOOPBACK), () -> {
            var first = spawn(Net.lookupHost("host.test:1"));
            yieldNow().await();
            first.abort();
            yieldNow().await();

            assertThat(Net.lookupHost("host.test:1").await()).hasSize(1);
        });

        assertThat(asked).hasSize(2);
    }

    @Test
    void aResolverThatFindsNothing_isAnUnknownHost() throws Exception {
        run(host -> Futures.ready(List.of()), () -> {
            try {
                Net.lookupHost("host.test:1").await();
                throw new AssertionError("it was found");
            } catch (UnknownHostException e) {
                assertThat(e).hasMessageContaining("host.test");
            }
        });
    }

    @Test
    void aResolverThatThrows_failsTheLookUp() throws Exception {
        IllegalStateException defect = new IllegalStateException("defect");
        Resolver throwing = host -> {
            throw defect;
        };
        run(throwing, () -> {
            try {
                Net.lookupHost("host.test:1").await();
                throw new AssertionError("it was found");
            } catch (IllegalStateException e) {
                assertThat(e).isSameAs(defect);
            }
        });
    }

    @Test
    void resolver_ofNull_isRefused() {
        assertThatThrownBy(() -> AsyncRuntime.currentThread().resolver(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("resolver");
    }
}
