package io.coordkit.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TranscriptTest {

    private static Transcript of(List<String> lines) {
        var transcript = new Transcript();
        lines.forEach(transcript::add);
        return transcript;
    }

    @Test
    void equalOnesDoNotDiffer() {
        assertThat(of(List.of("a", "b")).differenceTo(of(List.of("a", "b")))).isEmpty();
    }

    @Test
    void everyLineOfADifferenceIsMarked() {
        String difference = of(List.of("same", "one", "same", "end"))
                .differenceTo(of(List.of("same", "two", "same", "end", "more")));
        assertThat(difference.lines()).containsExactly("  same", "- one", "+ two", "  same", "  end", "+ more");
    }

    @Test
    void linesFarFromAnyDifferenceAreLeftOut() {
        List<String> many = IntStream.range(0, 100).mapToObj(Integer::toString).toList();
        var changed = new ArrayList<>(many);
        changed.set(50, "fifty");
        assertThat(of(many).differenceTo(of(changed)).lines())
                .contains("- 50", "+ fifty", "  49", "  51")
                .hasSizeLessThan(25);
    }

    @Test
    void onlyOneSideEnding() {
        assertThat(of(List.of("a")).differenceTo(of(List.of())).lines()).containsExactly("- a");
        assertThat(of(List.of()).differenceTo(of(List.of("a"))).lines()).containsExactly("+ a");
    }
}
