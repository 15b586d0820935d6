package io.coordkit.cli.demo.narration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.cli.demo.narration.Picture.Mood;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PlainRenderingTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void writesOneLinePerEvent() throws Exception {
        new Story(rendering()).tell();
        assertThat(written()).isEqualTo("""
                        == tale: two heroes, one crown
                           on 127.0.0.1:2181
                        [   0.00 s] Two heroes want the crown, which only one may wear at a time; watch what happens when \
                        the wearer falls asleep.
                        [   0.00 s] step 1: Crown the first
                        [   0.00 s]   now: first reaching
                        [   1.23 s]   first: wears it
                        [   1.23 s]   now: first crowned | 2nd asleep
                        [   1.30 s] step 1 done in 1.30 s: first is crowned
                        [   1.30 s] step 2: Crown nobody
                        [   1.40 s] step 2 FAILED in 0.10 s: nobody came
                        [   1.40 s] That had to fail.
                        -- tale: FAIL in 1.40 s
                           PASS nobody is lost (expected 2, observed 2)
                           FAIL it is quick (took 1.50 s, names ä, b)
                        FAIL: 0 of 1 demos passed
                        """);
    }

    @Test
    void aStopIsNoFailure() {
        Story story = new Story(rendering());
        assertThatThrownBy(() -> story.narrator().step("Wait", () -> {
                    story.pass(250);
                    throw new InterruptedException();
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(written()).isEqualTo("""
                        [   0.00 s] step 1: Wait
                        [   0.25 s] step 1 stopped after 0.25 s
                        """);
    }

    @Test
    void aPictureThatDiffersInItsTextsOnlyWaitsForTheEndOfTheStep() throws Exception {
        Story story = new Story(rendering());
        story.narrator().step("Split", () -> {
            for (int edits = 0; edits <= 60; edits += 15) {
                story.narrator().picture(Picture.of().row("rs2", Mood.BUSY, edits + " of 60 edits"));
            }
            return "split";
        });
        story.narrator().step("Rest", () -> "rested");
        assertThat(written()).isEqualTo("""
                        [   0.00 s] step 1: Split
                        [   0.00 s]   now: rs2 0 of 60 edits
                        [   0.00 s]   now: rs2 60 of 60 edits
                        [   0.00 s] step 1 done in 0.00 s: split
                        [   0.00 s] step 2: Rest
                        [   0.00 s] step 2 done in 0.00 s: rested
                        """);
    }

    private PlainRendering rendering() {
        return new PlainRendering(new PrintStream(bytes, false, StandardCharsets.UTF_8));
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
