package io.coordkit.cli.demo.narration;

import io.coordkit.cli.demo.verdict.Check;
import io.coordkit.cli.demo.verdict.Verdict;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** One line per event with its time, for logs and pipes. A picture is printed when a state changes and when a step ends. */
public final class PlainRendering implements Rendering {

    private final PrintStream out;
    private Picture latest = Picture.EMPTY;
    private Picture printed = Picture.EMPTY;

    /** Writes to {@code out}, which the caller owns. */
    public PlainRendering(PrintStream out) {
        this.out = out;
    }

    @Override
    public void demoStarted(String demo, String purpose, String connectString) {
        latest = Picture.EMPTY;
        printed = Picture.EMPTY;
        out.printf("== %s: %s%n   on %s%n", demo, purpose, connectString);
    }

    @Override
    public void said(Duration at, String text) {
        line(at, text);
    }

    @Override
    public void stepStarted(Duration at, int number, String title) {
        line(at, "step " + number + ": " + title);
    }

    @Override
    public void saw(Duration at, String who, String what) {
        line(at, "  " + who + ": " + what);
    }

    @Override
    public void pictured(Duration at, Picture picture) {
        boolean sameState = states(picture).equals(states(printed));
        latest = picture;
        if (!sameState) {
            print(at, picture);
        }
    }

    /** Who is there, and how each is doing: what is worth a line at once. Texts may count edits. */
    private static List<String> states(Picture picture) {
        return picture.rows().stream()
                .map(row -> row.label() + " " + row.mood())
                .toList();
    }

    private void print(Duration at, Picture picture) {
        printed = picture;
        List<String> rows = picture.rows().stream()
                .map(row -> row.label() + " " + row.text())
                .toList();
        line(at, "  now: " + String.join(" | ", rows));
    }

    @Override
    public void stepEnded(Duration at, StepResult step) {
        if (!latest.equals(printed)) {
            print(at, latest);
        }
        String took = seconds(step.took());
        String end =
                switch (step.ending()) {
                    case DONE -> "done in " + took + ": " + step.outcome();
                    case FAILED -> "FAILED in " + took + ": " + step.outcome();
                    case STOPPED -> "stopped after " + took;
                };
        line(at, "step " + step.number() + " " + end);
    }

    @Override
    public void demoEnded(Duration at, Verdict verdict) {
        out.printf("-- %s: %s in %s%n", verdict.demo(), word(verdict.passed()), seconds(at));
        for (Check check : verdict.checks()) {
            out.printf("   %s %s (%s)%n", word(check.passed()), check.name(), check.factsText());
        }
        out.flush();
    }

    @Override
    public void finished(List<Verdict> verdicts) {
        long passed = verdicts.stream().filter(Verdict::passed).count();
        out.printf("%s: %d of %d demos passed%n", word(Verdict.exitCode(verdicts) == 0), passed, verdicts.size());
        out.flush();
    }

    /** The caller reports the error on standard error; plain output says nothing more. */
    @Override
    public void failed(String error) {
        out.flush();
    }

    private void line(Duration at, String text) {
        out.printf(Locale.ROOT, "[%7.2f s] %s%n", at.toMillis() / 1000.0, text);
        out.flush();
    }

    private static String word(boolean passed) {
        return passed ? "PASS" : "FAIL";
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toMillis() / 1000.0);
    }
}
