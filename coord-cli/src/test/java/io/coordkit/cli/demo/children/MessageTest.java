package io.coordkit.cli.demo.children;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    @Test
    void isOneLineOfJson() throws IOException {
        Message message = new Message("active", 42, Map.of("text", "two\nlines \"quoted\""));
        String line = "{\"type\":\"active\",\"atNanos\":42,\"text\":\"two\\nlines \\\"quoted\\\"\"}";
        assertThat(message.toLine()).isEqualTo(line);
        assertThat(Message.parse(line)).isEqualTo(message);
    }

    @Test
    void readsEachKindOfFieldBack() throws IOException {
        Message sent = Message.of("m")
                .with("int", 7)
                .with("long", 1L << 40)
                .with("flag", true)
                .with("list", List.of("a", "b"));
        Message got = Message.parse(sent.toLine());
        assertThat(got.atNanos()).isEqualTo(sent.atNanos());
        assertThat(got.number("int")).isEqualTo(7);
        assertThat(got.number("long")).isEqualTo(1L << 40);
        assertThat(got.flag("flag")).isTrue();
        assertThat(got.texts("list")).containsExactly("a", "b");
        assertThat(got.text("int")).isEqualTo("7");
    }

    @Test
    void namesTheFieldThatIsMissingOrOfAnotherKind() {
        Message message = Message.of("m").with("text", "x");
        assertThatThrownBy(() -> message.text("none")).hasMessageContaining("no field none");
        assertThatThrownBy(() -> message.number("text")).hasMessageContaining("field text is no number");
        assertThatThrownBy(() -> message.flag("text")).hasMessageContaining("field text is neither");
        assertThatThrownBy(() -> message.texts("text")).hasMessageContaining("field text is no list");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "noise", "[]", "{}", "{\"type\":1,\"atNanos\":2}", "{\"type\":\"x\"}"})
    void refusesWhatIsNoMessage(String line) {
        assertThatThrownBy(() -> Message.parse(line)).isInstanceOf(IOException.class);
    }
}
