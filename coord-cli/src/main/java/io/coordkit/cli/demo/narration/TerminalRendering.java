package io.coordkit.cli.demo.narration;

import io.coordkit.cli.demo.narration.Picture.Mood;
import io.coordkit.cli.demo.verdict.Check;
import io.coordkit.cli.demo.verdict.Verdict;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * For a person at a terminal: what happened scrolls by above; the current step with its clock, and the picture, move at
 * the bottom.
 */
public final class TerminalRendering implements Rendering {

    private static final String INDENT = "    ";
    private static final int TIME_COLUMNS = 8;

    /** For {@code ": PASS in 3600.0 s"} behind a demo's name. */
    private static final int VERDICT_COLUMNS = 20;

    private final LiveBlock block;
    private final Ink ink;
    private final int columns;

    private Duration now = Duration.ZERO;
    private Duration stepBegan = Duration.ZERO;
    private String step = "";
    private Picture picture = Picture.EMPTY;

    /** Draws on {@code out}, which the caller owns, and which encodes the screen's charset. */
    public TerminalRendering(PrintStream out, Screen screen) {
        this.block = new LiveBlock(out);
        this.ink = new Ink(screen.colour(), screen.charset());
        this.columns = screen.columns();
    }

    @Override
    public void demoStarted(String demo, String purpose, String connectString) {
        now = Duration.ZERO;
        picture = Picture.EMPTY;
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(ink.bold(ink.fit(demo, columns)));
        lines.addAll(wrap(purpose, columns));
        lines.add(ink.faint(ink.fit("on " + connectString, columns)));
        lines.add("");
        print(lines);
    }

    @Override
    public void said(Duration at, String text) {
        now = at;
        print(wrap(text, columns - INDENT.length()).stream()
                .map(line -> INDENT + line)
                .toList());
    }

    @Override
    public void stepStarted(Duration at, int number, String title) {
        now = at;
        stepBegan = at;
        step = title;
        print(List.of());
    }

    @Override
    public void saw(Duration at, String who, String what) {
        now = at;
        List<String> lines = wrap(who + ": " + what, columns - INDENT.length() - 2);
        print(lines.stream()
                .map(line -> INDENT + ink.faint(ink.bar() + " " + line))
                .toList());
    }

    @Override
    public void pictured(Duration at, Picture changed) {
        now = at;
        picture = changed;
        block.redraw(blockLines());
    }

    @Override
    public void stepEnded(Duration at, StepResult result) {
        now = at;
        step = "";
        List<String> lines = new ArrayList<>();
        if (result.ending() == Ending.STOPPED) {
            lines.add(stepLine(ink.mark(Mood.IDLE), result.title(), result.took()));
            lines.add(INDENT + "stopped");
        } else {
            boolean done = result.ending() == Ending.DONE;
            lines.add(stepLine(ink.outcome(done, ink.check(done)), result.title(), result.took()));
            wrap(result.outcome(), columns - INDENT.length())
                    .forEach(line -> lines.add(INDENT + ink.outcome(done, line)));
        }
        print(lines);
    }

    @Override
    public void demoEnded(Duration at, Verdict verdict) {
        now = at;
        List<String> lines = new ArrayList<>(pictureLines());
        picture = Picture.EMPTY;
        lines.add("");
        lines.add(ink.bold(ink.fit(verdict.demo(), columns - VERDICT_COLUMNS) + ": ")
                + word(verdict.passed())
                + ink.faint(" in " + seconds(at)));
        verdict.checks().forEach(check -> addCheck(lines, check));
        print(lines);
    }

    @Override
    public void finished(List<Verdict> verdicts) {
        long passed = verdicts.stream().filter(Verdict::passed).count();
        String count = passed + " of " + verdicts.size() + (verdicts.size() == 1 ? " demo" : " demos") + " passed";
        print(List.of("", word(Verdict.exitCode(verdicts) == 0) + "  " + count));
        close();
    }

    @Override
    public void failed(String error) {
        close();
    }

    @Override
    public void tick(Duration at) {
        now = at;
        block.redraw(blockLines());
    }

    @Override
    public void close() {
        block.close();
    }

    private void print(List<String> lasting) {
        block.print(lasting, blockLines());
    }

    private List<String> blockLines() {
        List<String> lines = new ArrayList<>();
        if (!step.isEmpty()) {
            Duration running = now.minus(stepBegan);
            lines.add(stepLine(ink.wheel(now.toMillis()), step, running));
        }
        lines.addAll(pictureLines());
        return lines;
    }

    private List<String> pictureLines() {
        int labels = picture.rows().stream()
                .mapToInt(row -> row.label().length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        for (Picture.Row row : picture.rows()) {
            String text = String.format(Locale.ROOT, "%-" + labels + "s  %s", row.label(), row.text());
            String fitted = ink.fit(text, columns - INDENT.length() - 2);
            lines.add(INDENT + ink.mood(row.mood(), ink.mark(row.mood()) + " " + fitted));
        }
        return lines;
    }

    /** The mark, the title, and the time at the right edge; a title that is too long is cut. */
    private String stepLine(String mark, String title, Duration time) {
        int width = columns - 3 - TIME_COLUMNS;
        String padded = String.format(Locale.ROOT, "%-" + width + "s", ink.fit(title, width));
        String clock = String.format(Locale.ROOT, "%" + TIME_COLUMNS + "s", seconds(time));
        return " " + mark + " " + ink.bold(padded) + ink.faint(clock);
    }

    private void addCheck(List<String> lines, Check check) {
        lines.add(" " + ink.outcome(check.passed(), ink.check(check.passed())) + " "
                + ink.fit(check.name(), columns - 3));
        wrap(check.factsText(), columns - INDENT.length()).forEach(line -> lines.add(INDENT + ink.faint(line)));
    }

    private String word(boolean passed) {
        return ink.outcome(passed, passed ? "PASS" : "FAIL");
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    /** Breaks a text at spaces; a word longer than the width is broken where the line ends. */
    private static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split("\\s+")) {
            String rest = word;
            if (!line.isEmpty() && line.length() + 1 + rest.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (rest.length() > width) {
                lines.add(rest.substring(0, width));
                rest = rest.substring(width);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }
}
