package io.coordkit.cli.demo.narration;

import static io.coordkit.cli.demo.verdict.Fact.fact;

import io.coordkit.cli.demo.narration.Picture.Mood;
import io.coordkit.cli.demo.verdict.Check;
import io.coordkit.cli.demo.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** One story, told the same to every rendering, on a clock that moves only when the story says so. */
final class Story {

    static final Verdict VERDICT = Verdict.of(
            "tale",
            Check.equal("nobody is lost", 2, 2),
            Check.that("it is quick", false, fact("took", Duration.ofMillis(1500)), fact("names", List.of("ä", "b"))));

    private final AtomicLong nanos = new AtomicLong();
    private final Narrator narrator;

    Story(Rendering rendering) {
        narrator = new Narrator(rendering, nanos::get);
    }

    Narrator narrator() {
        return narrator;
    }

    void pass(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
        narrator.tick();
    }

    /** Everything that a narrator can be told. */
    void tell() throws Exception {
        pass(5000);
        narrator.demoStarted("tale", "two heroes, one crown", "127.0.0.1:2181");
        narrator.say("Two heroes want the crown, which only one may wear at a time; watch what happens when the wearer "
                + "falls asleep.");
        narrator.step("Crown the first", this::crown);
        try {
            narrator.step("Crown nobody", () -> {
                pass(100);
                throw new IllegalStateException("nobody came");
            });
        } catch (IllegalStateException expected) {
            narrator.say("That had to fail.");
        }
        narrator.demoEnded(VERDICT);
        narrator.finished(List.of(VERDICT));
        narrator.close();
    }

    private String crown() {
        Picture before = Picture.of().row("first", Mood.BUSY, "reaching");
        narrator.picture(before);
        narrator.picture(before);
        pass(1234);
        narrator.saw("first", "wears it");
        narrator.picture(Picture.of().row("first", Mood.GOOD, "crowned").row("2nd", Mood.BAD, "asleep"));
        pass(66);
        return "first is crowned";
    }
}
