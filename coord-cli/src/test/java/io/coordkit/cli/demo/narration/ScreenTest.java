package io.coordkit.cli.demo.narration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenTest {

    @Test
    void isPlainWithoutATerminalOrOnADumbOne() {
        assertThat(Screen.detect("", Map.of("TERM", "xterm", "LANG", "C.UTF-8")))
                .isEqualTo(Screen.none());
        assertThat(Screen.detect("80", Map.of("TERM", "dumb"))).isEqualTo(Screen.none());
        assertThat(Screen.detect("80", Map.of())).isEqualTo(Screen.none());
        assertThat(Screen.none().rendering(System.out)).isInstanceOf(PlainRendering.class);
    }

    @Test
    void takesWidthColoursAndCharsetFromWhatItIsTold() {
        Screen screen = Screen.detect("90", Map.of("TERM", "xterm", "LANG", "de_DE.utf8"));
        assertThat(screen).isEqualTo(new Screen(true, 90, true, StandardCharsets.UTF_8));
        assertThat(screen.rendering(System.out)).isInstanceOf(TerminalRendering.class);
    }

    @Test
    void respectsNoColour() {
        assertThat(Screen.detect("80", Map.of("TERM", "xterm", "NO_COLOR", "1")).colour())
                .isFalse();
        assertThat(Screen.detect("80", Map.of("TERM", "xterm", "NO_COLOR", "")).colour())
                .isTrue();
    }

    @Test
    void usesAsciiUnlessTheFirstLocaleThatIsSetSaysUtf8() {
        assertThat(Screen.detect("80", Map.of("TERM", "xterm")).charset()).isEqualTo(StandardCharsets.US_ASCII);
        assertThat(Screen.detect("80", Map.of("TERM", "xterm", "LC_ALL", "C", "LANG", "C.UTF-8"))
                        .charset())
                .isEqualTo(StandardCharsets.US_ASCII);
    }

    @Test
    void keepsTheWidthInBoundsWhateverItIsTold() {
        Map<String, String> xterm = Map.of("TERM", "xterm");
        assertThat(Screen.detect("12", xterm).columns()).isEqualTo(40);
        assertThat(Screen.detect("400", xterm).columns()).isEqualTo(100);
        assertThat(Screen.detect("0", xterm).columns()).isEqualTo(80);
        assertThat(Screen.detect("wide", xterm).columns()).isEqualTo(80);
    }
}
