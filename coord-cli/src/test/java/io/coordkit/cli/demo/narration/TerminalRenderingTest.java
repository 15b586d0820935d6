package io.coordkit.cli.demo.narration;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.cli.demo.narration.Picture.Mood;
import io.coordkit.cli.demo.verdict.Check;
import io.coordkit.cli.demo.verdict.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalRenderingTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void leavesTheStoryAndTheLastPictureOnTheScreen() throws Exception {
        story(72, true, StandardCharsets.UTF_8).tell();
        FakeTerminal terminal = terminal(72, StandardCharsets.UTF_8);
        assertThat(String.join("\n", terminal.screen())).isEqualTo("""

                        tale
                        two heroes, one crown
                        on 127.0.0.1:2181

                            Two heroes want the crown, which only one may wear at a time; watch
                            what happens when the wearer falls asleep.
                            │ first: wears it
                         ✔ Crown the first                                                 1.3 s
                            first is crowned
                         ✘ Crown nobody                                                    0.1 s
                            nobody came
                            That had to fail.
                            ● first  crowned
                            ✗ 2nd    asleep

                        tale: FAIL in 1.4 s
                         ✔ nobody is lost
                            expected 2, observed 2
                         ✘ it is quick
                            took 1.50 s, names ä, b

                        FAIL  0 of 1 demo passed
                        """);
        assertThat(terminal.cursorShown()).isTrue();
        assertThat(terminal.wraps()).isTrue();
        assertThat(terminal.colours()).isPositive();
    }

    @Test
    void movesTheClockAndThePictureInPlace() throws Exception {
        Story story = story(60, true, StandardCharsets.UTF_8);
        story.narrator().demoStarted("tale", "p", "c");
        story.narrator().step("Wait", () -> {
            story.narrator().picture(Picture.of().row("x", Mood.IDLE, "before").row("y", Mood.BUSY, "also"));
            story.pass(1100);
            assertThat(lastLines(3))
                    .containsExactly(
                            " ⠙ Wait                                                1.1 s",
                            "    ○ x  before",
                            "    ◐ y  also");
            story.narrator().picture(Picture.of().row("x", Mood.BAD, "after"));
            story.pass(100);
            assertThat(lastLines(3))
                    .containsExactly(
                            "", " ⠹ Wait                                                1.2 s", "    ✗ x  after");
            assertThat(terminal(60, StandardCharsets.UTF_8).cursorShown()).isFalse();
            return "";
        });
        story.narrator().close();
        assertThat(terminal(60, StandardCharsets.UTF_8).cursorShown()).isTrue();
    }

    @Test
    void writesNothingWhileNothingMoves() {
        Story story = story(60, true, StandardCharsets.UTF_8);
        story.narrator().demoStarted("tale", "p", "c");
        int before = bytes.size();
        story.pass(100);
        story.pass(100);
        assertThat(bytes.size()).isEqualTo(before);
    }

    @Test
    void needsNeitherColoursNorUnicode() throws Exception {
        story(80, false, StandardCharsets.US_ASCII).tell();
        FakeTerminal terminal = terminal(80, StandardCharsets.US_ASCII);
        assertThat(terminal.colours()).isZero();
        assertThat(terminal.screen()).contains("    | first: wears it", "    * first  crowned", "    x 2nd    asleep");
        assertThat(bytes.toString(StandardCharsets.US_ASCII).lines())
                .as("what ASCII cannot carry comes from the story only")
                .filteredOn(line -> line.contains("?") && !line.contains("\u001b[?"))
                .containsExactly("    took 1.50 s, names ?, b");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 100})
    void staysInsideTheWindow(int columns) throws Exception {
        String word = "0123456789".repeat(13);
        Story story = story(columns, true, StandardCharsets.UTF_8);
        story.narrator().demoStarted(word, word, word);
        story.narrator().step(word, () -> {
            story.narrator().say(word + " " + word);
            story.narrator().saw("who", word);
            story.narrator().picture(Picture.of().row(word, Mood.GOOD, word));
            story.pass(3_600_000);
            return word;
        });
        story.narrator().demoEnded(Verdict.of(word, Check.equal(word, word, word)));
        assertThat(terminal(columns, StandardCharsets.UTF_8).screen()).isNotEmpty();
    }

    private Story story(int columns, boolean colour, Charset charset) {
        Screen screen = new Screen(true, columns, colour, charset);
        return new Story(screen.rendering(new PrintStream(bytes, false, charset)));
    }

    private FakeTerminal terminal(int columns, Charset charset) {
        FakeTerminal terminal = new FakeTerminal(columns);
        terminal.write(bytes.toString(charset));
        return terminal;
    }

    private List<String> lastLines(int count) {
        List<String> screen = terminal(60, StandardCharsets.UTF_8).screen();
        return screen.subList(screen.size() - 1 - count, screen.size() - 1);
    }
}
