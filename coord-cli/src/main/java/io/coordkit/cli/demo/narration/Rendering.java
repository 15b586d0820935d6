package io.coordkit.cli.demo.narration;

import io.coordkit.cli.demo.verdict.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * One way to show a demo. The narrator calls it under its lock, so an implementation needs no locking of its own.
 * Every {@code at} is the time since the current demo started.
 */
public interface Rendering extends AutoCloseable {

    /** A demo begins against the given ensemble. */
    void demoStarted(String demo, String purpose, String connectString);

    /** An explanation for the reader. */
    void said(Duration at, String text);

    /** A step begins; steps do not nest. */
    void stepStarted(Duration at, int number, String title);

    /** Something was observed. */
    void saw(Duration at, String who, String what);

    /** The state of the world changed. */
    void pictured(Duration at, Picture picture);

    /** The current step ended, with its outcome or the reason why it failed. */
    void stepEnded(Duration at, StepResult result);

    /** A demo ended. */
    void demoEnded(Duration at, Verdict verdict);

    /** Everything ended; the last thing that is shown. */
    void finished(List<Verdict> verdicts);

    /** Nothing could be shown because of an error outside the demos; the last thing that is shown. */
    void failed(String error);

    /** Time passed. For renderings that move; called a few times a second in a terminal. */
    default void tick(Duration at) {}

    /** Restores the terminal. May be called twice. */
    @Override
    default void close() {}

    /**
     * How a step ended.
     *
     * @param number 1, 2, …
     * @param ending whether its body returned normally
     * @param outcome what it returned, or the reason why it failed
     */
    record StepResult(int number, String title, Ending ending, String outcome, Duration took) {}

    /** The ways in which a step ends. */
    enum Ending {
        /** It did what it was for. */
        DONE,
        /** It could not. */
        FAILED,
        /** Somebody wanted everything to end; nothing is known about the step. */
        STOPPED
    }
}
