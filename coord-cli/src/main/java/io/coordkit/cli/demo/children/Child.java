package io.coordkit.cli.demo.children;

import io.coordkit.cli.system.Freezer;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running child process, seen from the demo. Safe for use by many threads. */
public final class Child {

    private static final Logger LOG = LoggerFactory.getLogger(Child.class);
    private static final Duration STOP_GRACE = Duration.ofSeconds(5);

    private final String name;
    private final Process process;
    private final Path logFile;
    private final BufferedWriter toChild;
    private final Consumer<Message> listener;
    private final Deque<Message> inbox = new ArrayDeque<>();
    private final List<Message> history = new ArrayList<>();
    private boolean outputEnded;

    Child(String name, Process process, Path logFile, Consumer<Message> listener) {
        this.name = name;
        this.process = process;
        this.logFile = logFile;
        this.listener = listener;
        this.toChild = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        Thread reader = new Thread(this::readOutput, "coord-child-" + name);
        reader.setDaemon(true);
        reader.start();
    }

    /** The name that the demo gave it. */
    public String name() {
        return name;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** True until the process has ended; a frozen child is alive. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Where its standard error and its log go. */
    public Path logFile() {
        return logFile;
    }

    /** Tells the child something. */
    public void send(Message message) throws ChildFailure {
        try {
            synchronized (toChild) {
                toChild.write(message.toLine());
                toChild.newLine();
                toChild.flush();
            }
        } catch (IOException gone) {
            throw new ChildFailure(name + " is gone and cannot be told '" + message.type() + "'; see " + logFile);
        }
    }

    /**
     * Waits for a message of the type and takes it. Messages of other types stay for later calls.
     *
     * @throws ChildFailure when none came in time, or the child ended before it came
     */
    public Message await(String type, Duration atMost) throws ChildFailure, InterruptedException {
        return await("'" + type + "'", message -> message.type().equals(type), atMost);
    }

    /** Waits for a message that fits and takes it; {@code what} names it in the failure. */
    public Message await(String what, Predicate<Message> fits, Duration atMost)
            throws ChildFailure, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        synchronized (inbox) {
            while (true) {
                Optional<Message> found = take(fits);
                if (found.isPresent()) {
                    return found.get();
                }
                long left = deadline - System.nanoTime();
                if (outputEnded || left <= 0) {
                    String why =
                            outputEnded ? " ended before it said " : " did not say in " + atMost.toMillis() + " ms ";
                    throw new ChildFailure(name + why + what + "; see " + logFile);
                }
                TimeUnit.NANOSECONDS.timedWait(inbox, left);
            }
        }
    }

    /** Every message so far, in order, taken or not. */
    public List<Message> history() {
        synchronized (inbox) {
            return List.copyOf(history);
        }
    }

    /**
     * Stops the process in the middle of whatever it does (SIGSTOP), as a long pause of its host would. On return nothing in it
     * moves any more.
     */
    public void freeze() throws ChildFailure, InterruptedException {
        try {
            Freezer.freeze(pid());
        } catch (IOException failure) {
            throw new ChildFailure(name + " cannot be frozen: " + failure.getMessage());
        }
    }

    /** Lets a frozen process go on (SIGCONT). */
    public void thaw() throws ChildFailure, InterruptedException {
        try {
            Freezer.thaw(pid());
        } catch (IOException failure) {
            throw new ChildFailure(name + " cannot be thawed: " + failure.getMessage());
        }
    }

    /** Ends it at once, without a chance to clean up (kill -9), and waits until it is gone. */
    public void kill() throws InterruptedException {
        destroy();
        process.waitFor();
    }

    /**
     * Asks it to finish by closing the channel, waits for up to five seconds, then kills it.
     *
     * @return its exit code; 0 when it finished by itself without an error
     */
    public int stop() throws InterruptedException {
        return stop(STOP_GRACE);
    }

    /** The same for a child whose end matters, and may take its time. */
    public int stop(Duration grace) throws InterruptedException {
        closeChannel();
        if (!process.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
            destroy();
        }
        return process.waitFor();
    }

    /** Kills without waiting. Through the handle, as the process itself would drop what the child said last. */
    void destroy() {
        process.toHandle().destroyForcibly();
    }

    /** Waits until it has ended by itself or was killed. */
    void awaitEnd() {
        process.onExit().join();
    }

    /** Closes our end; a child that does not end by itself soon ends anyway. */
    void closeChannel() {
        try {
            toChild.close();
        } catch (IOException gone) {
            LOG.debug("{} was gone before it was stopped", name);
        }
    }

    private Optional<Message> take(Predicate<Message> fits) {
        Optional<Message> found = inbox.stream().filter(fits).findFirst();
        found.ifPresent(inbox::removeFirstOccurrence);
        return found;
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said(line);
            }
        } catch (IOException broken) {
            LOG.debug("channel from {} broke: {}", name, broken.getMessage());
        }
        synchronized (inbox) {
            outputEnded = true;
            inbox.notifyAll();
        }
    }

    /** A JVM may write warnings of its own to standard output; they are no reason to stop listening. */
    private void said(String line) {
        try {
            received(Message.parse(line));
        } catch (IOException noMessage) {
            LOG.warn("{}: {}", name, noMessage.getMessage());
        }
    }

    /** The listener hears first, so that who has awaited a message also sees what the listener made of it. */
    private void received(Message message) {
        listener.accept(message);
        synchronized (inbox) {
            history.add(message);
            inbox.add(message);
            inbox.notifyAll();
        }
    }
}
