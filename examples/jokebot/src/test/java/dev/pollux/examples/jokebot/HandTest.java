package dev.pollux.examples.jokebot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HandTest {

    @Test
    void parse_ofWhatWasWritten_isTheSameHand() throws IOException {
        Hand dealt = JokeBook.read().deal(new Random(1));

        assertThat(Hand.parse(dealt.toText())).isEqualTo(dealt);
    }

    @Test
    void parse_withoutAStyle_fails() {
        assertThatThrownBy(() -> Hand.parse("dad\ta joke\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("left a style out");
    }

    @Test
    void parse_ofSomethingElse_quotesIt() {
        assertThatThrownBy(() -> Hand.parse("<html>\n"))
                .isInstanceOf(IOException.class)
                .hasMessage("not a joke: <html>");
    }

    @Test
    void deal_picksFromTheStyle() throws IOException {
        JokeBook book = JokeBook.read();

        Hand hand = book.deal(new Random(1));

        for (Style style : Style.values()) {
            assertThat(book.byStyle().get(style)).contains(hand.pick(style));
        }
        assertThat(book.byStyle().get(Style.ANY)).hasSize(40).doesNotHaveDuplicates();
    }
}
