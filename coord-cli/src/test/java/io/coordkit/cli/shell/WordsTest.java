package io.coordkit.cli.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {

    @Test
    void splitsAtBlanksAndKeepsWhatIsQuotedTogether() {
        assertThat(Words.of("  set\t/a  'two words' \"\" \"it's\" "))
                .containsExactly("set", "/a", "two words", "", "it's");
    }

    @Test
    void knowsNeitherEscapesNorQuotesWithinAWord() {
        assertThat(Words.of("set /a {\"k\":\"v\"} a\\ b")).containsExactly("set", "/a", "{\"k\":\"v\"}", "a\\", "b");
    }

    @Test
    void passesOverAQuoteThatNothingEnds() {
        assertThat(Words.of("get \"/a")).containsExactly("get", "/a");
        assertThat(Words.of(" '")).isEqualTo(List.of());
    }
}
