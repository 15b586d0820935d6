package io.coordkit.cli.demo.narration;

import io.coordkit.cli.demo.narration.Rendering.Ending;
import io.coordkit.cli.demo.narration.Rendering.StepResult;
import io.coordkit.cli.demo.verdict.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Tells what happens, as it happens. A demo uses four words: {@link #say} explains, {@link #step} does something and
 * shows how long it took, {@link #saw} reports an observation, {@link #picture} shows the state of the world. The other
 * methods belong to the runner. Safe for use by many threads (listeners of child processes call {@code saw}).
 */
public final class Narrator implements AutoCloseable {

    /** What a step does; its return value is the outcome that is shown, such as {@code "rm2 active after 1.3 s"}. */
    @FunctionalInterface
    public interface StepBody {
        /** Does the step. Whatever it throws ends the step as failed and goes on to the caller. */
        String run() throws Exception;
    }

    private final Rendering rendering;
    private final LongSupplier nanos;
    private long startNanos;
    private int steps;
    private Picture shown = Picture.EMPTY;

    /**
     * A narrator on a rendering.
     *
     * @param nanos the clock, {@code System::nanoTime} outside tests
     */
    public Narrator(Rendering rendering, LongSupplier nanos) {
        this.rendering = rendering;
        this.nanos = nanos;
        this.startNanos = nanos.getAsLong();
    }

    /** Explains something to the reader: one or two full sentences. */
    public synchronized void say(String text) {
        rendering.said(at(), text);
    }

    /** Reports an observation: who, and what it did. */
    public synchronized void saw(String who, String what) {
        rendering.saw(at(), who, what);
    }

    /** Shows the state of the world; does nothing when it is the picture that is shown already. */
    public synchronized void picture(Picture picture) {
        if (!picture.equals(shown)) {
            shown = picture;
            rendering.pictured(at(), picture);
        }
    }

    /** Runs one step of the demo, on the calling thread. Steps do not nest. */
    public void step(String title, StepBody body) throws Exception {
        Duration began = stepStarted(title);
        try {
            stepEnded(title, began, Ending.DONE, body.run());
        } catch (Exception failure) {
            stepEnded(title, began, isStop(failure) ? Ending.STOPPED : Ending.FAILED, reason(failure));
            throw failure;
        }
    }

    /** An interrupt is how the runner is stopped; what else fails then is only what the interrupt broke. */
    private static boolean isStop(Exception failure) {
        return failure instanceof InterruptedException || Thread.currentThread().isInterrupted();
    }

    /** The time since the current demo started. */
    public synchronized Duration at() {
        return Duration.ofNanos(nanos.getAsLong() - startNanos);
    }

    /** For the runner: a demo begins; its clock and its step numbers start anew. */
    public synchronized void demoStarted(String demo, String purpose, String connectString) {
        startNanos = nanos.getAsLong();
        steps = 0;
        shown = Picture.EMPTY;
        rendering.demoStarted(demo, purpose, connectString);
    }

    /** For the runner: a demo ended. */
    public synchronized void demoEnded(Verdict verdict) {
        rendering.demoEnded(at(), verdict);
    }

    /** For the runner: all demos ended. */
    public synchronized void finished(List<Verdict> verdicts) {
        rendering.finished(verdicts);
    }

    /** For the runner: the demos could not be run. */
    public synchronized void failed(String error) {
        rendering.failed(error);
    }

    /** For the runner: lets a moving rendering move. */
    public synchronized void tick() {
        rendering.tick(at());
    }

    /** Restores the terminal. */
    @Override
    public synchronized void close() {
        rendering.close();
    }

    /** The text that stands for an exception in front of a user. */
    public static String reason(Throwable failure) {
        if (failure instanceof InterruptedException) {
            return "stopped";
        }
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }

    private synchronized Duration stepStarted(String title) {
        steps++;
        Duration now = at();
        rendering.stepStarted(now, steps, title);
        return now;
    }

    private synchronized void stepEnded(String title, Duration began, Ending ending, String outcome) {
        Duration now = at();
        rendering.stepEnded(now, new StepResult(steps, title, ending, outcome, now.minus(began)));
    }
}
