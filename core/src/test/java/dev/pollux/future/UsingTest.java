package dev.pollux.future;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The blocks here do not await, so a probe stands for the resource that opens and for the one that closes. */
class UsingTest {

    private final List<String> log = new ArrayList<>();
    private final Probe<AsyncCloseable> opening = Probe.named("opening", log);
    private final Probe<@Nullable Void> closing = Probe.named("closing", log);
    private final AsyncCloseable resource = () -> closing;
    private final Context cx = Context.of(Waker.noop());

    @Test
    void poll_opensUsesAndCloses() throws Exception {
        Future<String> using = Futures.using(opening, r -> {
            assertThat(r).isSameAs(resource);
            log.add("use");
            return "v";
        });
        assertThat(using.pollRaw(cx)).isSameAs(Poll.PENDING);
        assertThat(AwaitTree.of(using).children()).hasSize(1);
        opening.complete(resource);
        assertThat(using.pollRaw(cx)).isSameAs(Poll.PENDING);
        closing.complete(null);

        assertThat(using.pollRaw(cx)).isEqualTo("v");
        assertThat(log).containsExactly("poll opening", "poll opening", "use", "poll closing", "poll closing");
        using.drop();
        assertThat(closing.drops).isZero();
    }

    @Test
    void poll_blockFails_closesAndThrowsThat() {
        IOException failure = new IOException("block");
        Future<String> using = Futures.using(resource, r -> {
            throw failure;
        });
        closing.fail(new IllegalStateException("closing"));

        assertThatThrownBy(() -> using.pollRaw(cx))
                .isSameAs(failure)
                .satisfies(e -> assertThat(e.getSuppressed())
                        .extracting(Throwable::getMessage)
                        .containsExactly("closing"));
    }

    @Test
    void poll_closingFails_throwsThat() {
        Future<String> using = Futures.using(resource, r -> "v");
        closing.fail(new IllegalStateException("closing"));

        assertThatThrownBy(() -> using.pollRaw(cx)).hasMessage("closing");
    }

    @Test
    void poll_closeAsyncItselfThrows_throwsThat() {
        AsyncCloseable broken = () -> {
            throw new IllegalStateException("broken");
        };

        assertThatThrownBy(() -> Futures.using(broken, r -> "v").pollRaw(cx)).hasMessage("broken");
    }

    @Test
    void poll_noResource_usesAndClosesNothing() throws Exception {
        Future<String> using = Futures.using(Futures.<@Nullable AsyncCloseable>ready(null), r -> "got " + r);

        assertThat(using.pollRaw(cx)).isEqualTo("got null");
    }

    @Test
    void drop_whileOpening_dropsThat() throws Exception {
        Future<String> using = Futures.using(opening, r -> "v");
        using.pollRaw(cx);

        assertThat(CleanUp.ofDropping(using, cx)).isNull();
        assertThat(opening.drops).isEqualTo(1);
        assertThat(closing.polls).isZero();
    }

    @Test
    void drop_whileClosing_finishesThat() throws Exception {
        Future<String> using = Futures.using(resource, r -> "v");
        using.pollRaw(cx);

        CleanUp rest = Objects.requireNonNull(CleanUp.ofDropping(using, cx));
        assertThat(rest.pollRaw(cx)).isSameAs(Poll.PENDING);
        closing.complete(null);

        assertThat(rest.pollRaw(cx)).isNull();
        assertThat(closing.drops).isZero();
    }

    @Test
    void drop_beforeTheFirstPoll_closesAnOpenResource() throws Exception {
        Future<String> using = Futures.using(resource, r -> "v");
        closing.complete(null);

        assertThat(CleanUp.ofDropping(using, cx)).isNull();
        assertThat(log).containsExactly("poll closing");
    }

    /** The clean-up of the user is asked twice in one poll if one is not careful, and then not waited for. */
    @Test
    void closing_userCleansUp_waitsForIt() throws Exception {
        Probe<@Nullable Void> goodbye = Probe.named("goodbye", log);
        Closing end = new Closing(resource);
        end.dropFirst(new Future<Void>() {
            @Override
            public Poll<Void> poll(Context c) {
                return Poll.pending();
            }

            @Override
            public void drop() {
                CleanUp.leave(goodbye);
            }
        });

        assertThat(end.pollRaw(cx)).isSameAs(Poll.PENDING);
        assertThat(log).containsOnly("poll goodbye");
        goodbye.complete(null);
        assertThat(end.pollRaw(cx)).isSameAs(Poll.PENDING);
        assertThat(log).last().isEqualTo("poll closing");
        closing.complete(null);
        assertThat(end.pollRaw(cx)).isNull();
    }

    @Test
    void drop_withoutAnOwner_asksTheResourceToClose() throws Exception {
        Future<String> using = Futures.using(resource, r -> "v");

        using.drop();

        assertThat(log).containsExactly("poll closing", "drop closing");
    }

    @Test
    void closing_givenUpAfterTheUserFailedToDrop_tellsOfIt() {
        IllegalStateException failure = new IllegalStateException("user");
        Closing end = new Closing(resource);
        end.dropFirst(Probe.<Void>create().failingToDrop(failure));
        assertThat(end.pollRaw(cx)).isSameAs(Poll.PENDING);

        assertThatThrownBy(end::drop).isSameAs(failure);
        end.drop();
        assertThat(log).containsExactly("poll closing", "drop closing");
    }
}
