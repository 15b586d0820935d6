package io.coordkit.cli.demo.narration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PlainRenderingTest {

    @Test
    void writesOneLinePerEvent() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new Story(new PlainRendering(new PrintStream(bytes, false, StandardCharsets.UTF_8))).tell();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("""
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
}
