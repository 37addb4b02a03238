package dev.pollux.compiler.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.compiler.kit.Blocks;
import dev.pollux.future.Future;
import org.junit.jupiter.api.Test;

/** Blocks that are given something: lambdas of {@code AsyncFunction}. */
class ParameterTest {

    private static final String RESOURCE = """
            final class Resource implements AsyncCloseable {
                final String name;
                Resource(String name) { this.name = name; }
                @Override public Future<Void> closeAsync() { return async(() -> { log("close " + name); }); }
            }
            """;

    @Test
    void using_capturesAndAParameter_allArrive() throws Exception {
        var blocks = Blocks.of(RESOURCE + """
                Future<?> block() {
                    long wide = 1L << 40;
                    double half = 0.5;
                    String captured = "captured";
                    return using(new Resource("r"), resource -> {
                        Object first = leaf.await();
                        return resource.name + wide + half + captured + first + (this == null);
                    });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        blocks.leaf.complete("leaf");

        assertThat(Blocks.poll(block)).isEqualTo("r" + (1L << 40) + "0.5capturedleaffalse");
        assertThat(blocks.log()).containsExactly("close r");
    }

    @Test
    void consumer_withoutAValue_runsWithItsParameter() throws Exception {
        var blocks = Blocks.of("""
                static final class More extends Futures {
                    static Future<Void> given(AsyncConsumer<String> body) { return async(body, "given"); }
                }
                Future<?> block() {
                    return More.given(text -> {
                        log(text + leaf.await());
                    });
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        blocks.leaf.complete(" and awaited");

        assertThat(Blocks.poll(block)).isNull();
        assertThat(blocks.log()).containsExactly("given and awaited");
    }

    @Test
    void using_nothingCaptured_hasTheParameterOnly() throws Exception {
        var blocks = Blocks.of("""
                static Future<?> given(Future<String> opened) {
                    return using(opened.map(name -> (AsyncCloseable) () -> ready((Void) null)), resource -> {
                        return ready(resource != null).await();
                    });
                }
                Future<?> block() { return given(ready("r")); }""");

        assertThat(Blocks.poll(blocks.future("block"))).isEqualTo(true);
    }

    @Test
    void using_theSameLambdaTwice_isRefused() throws Exception {
        var blocks = Blocks.of(RESOURCE + """
                Future<?> block() {
                    AsyncFunction<Resource, Object> once = resource -> leaf.await();
                    using(new Resource("a"), once).drop();
                    return using(new Resource("b"), once);
                }""");

        assertThatThrownBy(() -> blocks.future("block"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was already made into a future");
    }

    @Test
    void future_ofOneLambda_runsAsOftenAsAsked() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    String captured = "run ";
                    AsyncFunction<Integer, String> function = n -> {
                        String mine = captured + n;
                        leaf.await();
                        return mine;
                    };
                    return join(function.future(1), function.future(2)).map(both -> both.first() + ", " + both.second());
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        blocks.leaf.complete("leaf");

        assertThat(Blocks.poll(block)).isEqualTo("run 1, run 2");
    }

    @Test
    void future_ofAnActionThatAwaits_runsAsOftenAsAsked() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    AsyncAction action = () -> log("after " + leaf.await());
                    AsyncConsumer<String> plain = text -> log(text);
                    return join(action.future(), action.future(), plain.future("plain"));
                }""");
        Future<?> block = blocks.future("block");
        Blocks.poll(block);
        blocks.leaf.complete("leaf");
        Blocks.poll(block);

        assertThat(blocks.log()).containsExactly("plain", "after leaf", "after leaf");
    }

    @Test
    void future_ofALambdaThatWasMadeIntoAFuture_isRefused() throws Exception {
        var blocks = Blocks.of("""
                Future<?> block() {
                    AsyncBlock<Object> block = () -> leaf.await();
                    async(block).drop();
                    return block.future();
                }""");

        assertThatThrownBy(() -> blocks.future("block"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was already made into a future");
    }

    @Test
    void apply_calledLikeALambda_tellsWhatToDo() throws Exception {
        var blocks = Blocks.of("""
                Object block() throws Exception {
                    AsyncFunction<String, Object> function = s -> leaf.await();
                    return function.apply("x");
                }""");

        assertThatThrownBy(() -> blocks.call("block")).hasMessageContaining("cannot be called like a lambda");
    }
}
