package dev.pollux.stream;

import static dev.pollux.future.Futures.pending;
import static dev.pollux.stream.Streams.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollux.future.Behaviour;
import dev.pollux.future.Futures;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SizeHintTest {

    private static final SizeHint TWO_TO_FIVE = SizeHint.between(2, 5);

    private static Stream<Integer> hinting(SizeHint hint) {
        ProbeStream<Integer> stream = ProbeStream.create();
        stream.hint = hint;
        return stream.give(1, 2, 3);
    }

    @Test
    void sizeHint_boundsThatAreNoRange_areRefused() {
        assertThatThrownBy(() -> SizeHint.between(2, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SizeHint.atLeast(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void arithmetic_boundsAreKept() {
        assertThat(TWO_TO_FIVE.plus(SizeHint.exactly(1))).isEqualTo(SizeHint.between(3, 6));
        assertThat(TWO_TO_FIVE.plus(SizeHint.atLeast(1))).isEqualTo(SizeHint.atLeast(3));
        assertThat(SizeHint.atLeast(1).plus(TWO_TO_FIVE)).isEqualTo(SizeHint.atLeast(3));
        assertThat(TWO_TO_FIVE.atMost(3)).isEqualTo(SizeHint.between(2, 3));
        assertThat(TWO_TO_FIVE.atMost(1)).isEqualTo(SizeHint.exactly(1));
        assertThat(SizeHint.UNKNOWN.atMost(3)).isEqualTo(SizeHint.between(0, 3));
        assertThat(TWO_TO_FIVE.minus(3)).isEqualTo(SizeHint.between(0, 2));
        assertThat(SizeHint.atLeast(4).minus(3)).isEqualTo(SizeHint.atLeast(1));
        assertThat(TWO_TO_FIVE.withoutLower()).isEqualTo(SizeHint.between(0, 5));
    }

    @Test
    void arithmetic_sumsTooLarge_areNoBound() {
        var most = SizeHint.exactly(Long.MAX_VALUE);

        assertThat(most.plus(SizeHint.exactly(1))).isEqualTo(new SizeHint(Long.MAX_VALUE, OptionalLong.empty()));
        assertThat(most.plus(SizeHint.NONE)).isEqualTo(most);
    }

    @Test
    void hint_adaptersThatKeepEachValue_isThatOfTheSource() {
        assertThat(hinting(TWO_TO_FIVE).map(x -> x).sizeHint()).isEqualTo(TWO_TO_FIVE);
        assertThat(hinting(TWO_TO_FIVE).then(x -> Futures.ready(x)).sizeHint()).isEqualTo(TWO_TO_FIVE);
        assertThat(hinting(TWO_TO_FIVE).enumerate().sizeHint()).isEqualTo(TWO_TO_FIVE);
        assertThat(hinting(TWO_TO_FIVE).inspect(x -> {}).sizeHint()).isEqualTo(TWO_TO_FIVE);
        assertThat(hinting(TWO_TO_FIVE).fuse().sizeHint()).isEqualTo(TWO_TO_FIVE);
        assertThat(hinting(TWO_TO_FIVE).mapErr(failure -> failure).sizeHint()).isEqualTo(TWO_TO_FIVE);
    }

    @Test
    void hint_adaptersThatMayLeaveValuesOut_hasNoLowerBound() {
        var upToFive = SizeHint.between(0, 5);

        assertThat(hinting(TWO_TO_FIVE).filter(x -> true).sizeHint()).isEqualTo(upToFive);
        assertThat(hinting(TWO_TO_FIVE).filterMap(x -> x).sizeHint()).isEqualTo(upToFive);
        assertThat(hinting(TWO_TO_FIVE).takeWhile(x -> true).sizeHint()).isEqualTo(upToFive);
        assertThat(hinting(TWO_TO_FIVE).mapWhile(x -> x).sizeHint()).isEqualTo(upToFive);
        assertThat(hinting(TWO_TO_FIVE).scan(0, Integer::sum).sizeHint()).isEqualTo(upToFive);
        assertThat(hinting(TWO_TO_FIVE).takeUntil(pending()).sizeHint()).isEqualTo(upToFive);
        assertThat(hinting(TWO_TO_FIVE).skipWhile(x -> false).sizeHint()).isEqualTo(upToFive);
    }

    @Test
    void hint_takeAndSkip_countWhatIsLeft() throws Exception {
        var take = of(1, 2, 3, 4).take(3);
        var skip = of(1, 2, 3, 4).skip(1);
        assertThat(take.sizeHint()).isEqualTo(SizeHint.exactly(3));
        assertThat(skip.sizeHint()).isEqualTo(SizeHint.exactly(3));

        PolledStream.of(take).assertNext(1);
        PolledStream.of(skip).assertNext(2);

        assertThat(take.sizeHint()).isEqualTo(SizeHint.exactly(2));
        assertThat(skip.sizeHint()).isEqualTo(SizeHint.exactly(2));
        assertThat(repeat(1).take(3).sizeHint()).isEqualTo(SizeHint.exactly(3));
    }

    @Test
    void hint_skipWhileThatLetAValuePass_isThatOfTheSource() throws Exception {
        var stream = of(1, 2, 3).skipWhile(x -> x < 2);

        PolledStream.of(stream).assertNext(2);

        assertThat(stream.sizeHint()).isEqualTo(SizeHint.exactly(1));
    }

    @Test
    @Behaviour("st:stream_chain-03")
    void hint_chain_isTheSumUnlessThatIsTooLarge() throws Exception {
        var stream = of(1, 2).chain(of(3));
        assertThat(stream.sizeHint()).isEqualTo(SizeHint.exactly(3));
        PolledStream.of(stream).assertNext(1).assertNext(2).assertNext(3);
        assertThat(stream.sizeHint()).isEqualTo(SizeHint.NONE);

        var most = SizeHint.exactly(Long.MAX_VALUE);
        assertThat(hinting(most).chain(hinting(most)).sizeHint())
                .isEqualTo(new SizeHint(Long.MAX_VALUE, OptionalLong.empty()));
    }

    @Test
    void hint_flatten_isThatOfTheInnerStreamAtTheEndOfTheOuter() throws Exception {
        var stream = of(1, 2).take(2).flatMap(x -> of(x, x));
        assertThat(stream.sizeHint()).isEqualTo(SizeHint.UNKNOWN);
        var polled = PolledStream.of(stream).assertNext(1);
        assertThat(stream.sizeHint()).isEqualTo(SizeHint.atLeast(1));

        polled.assertNext(1).assertNext(2);

        assertThat(stream.sizeHint()).isEqualTo(SizeHint.exactly(1));
    }

    @Test
    void hint_notifyClose_countsTheEnd() {
        assertThat(of(1, 2).notifyClose().sizeHint()).isEqualTo(SizeHint.exactly(3));
    }

    @Test
    void hint_orElse_isUnknownUntilTheOtherStreamIsThere() throws Exception {
        var stream =
                ProbeStream.<Integer>create().fail(new Exception("planned")).orElse(failure -> of(1, 2));
        assertThat(stream.sizeHint()).isEqualTo(SizeHint.UNKNOWN);

        PolledStream.of(stream).assertNext(1);

        assertThat(stream.sizeHint()).isEqualTo(SizeHint.exactly(1));
    }
}
