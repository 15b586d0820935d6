package io.coordkit.cli.elect;

import io.coordkit.elector.ElectionStatus;
import io.coordkit.elector.ElectorCallback;
import io.coordkit.elector.ElectorException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;

/**
 * Runs the command while this member is active, and ends it before anybody else can be.
 *
 * <table>
 * <caption>What the election says, and what follows</caption>
 * <tr><td>active</td><td>the roster says that the command runs, then it is started with the lock's czxid as its token; one that
 *     still runs with this token goes on</td></tr>
 * <tr><td>neutral</td><td>the command has the time of {@link Timing#stopAfterLoss}, unless the lock is found to be still ours</td></tr>
 * <tr><td>standby</td><td>the command is stopped at once</td></tr>
 * </table>
 *
 * <p>A new active waits until the roster says that the command of the old one is gone, or the old one's session with its
 * entry is.
 */
final class Candidacy implements ElectorCallback, AutoCloseable {
    private final Plan plan;
    private final CuratorFramework client;
    private final Roster roster;
    private final Timing timing;
    private final Consumer<String> story;
    private final Consumer<Decision> decisions;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(daemon("coord-elect-timer"));

    /** Writes to the roster; whoever holds our lock must not wait for the network. */
    private final ExecutorService teller = Executors.newSingleThreadExecutor(daemon("coord-elect-roster"));

    private boolean standing;
    private boolean neutral;
    private boolean mayRun;
    private long lastBeatNanos;
    private Optional<Service> service = Optional.empty();
    private Optional<ProcessGroup> standby = Optional.empty();
    private Optional<Future<?>> deadline = Optional.empty();

    /** The command that runs, the token with which it was started, and who watches us. */
    private record Service(ProcessGroup group, long token, Watchdog watchdog) {}

    Candidacy(Plan plan, CuratorFramework client, Timing timing, Consumer<String> story, Consumer<Decision> decisions) {
        this.plan = plan;
        this.client = client;
        this.roster = new Roster(
                client, plan.election().paths().parent(), plan.election().acl());
        this.timing = timing;
        this.story = story;
        this.decisions = decisions;
        long beatMs = timing.beat().toMillis();
        timer.scheduleAtFixedRate(this::beat, beatMs, beatMs, TimeUnit.MILLISECONDS);
        roster.onReconnected(() -> teller.execute(this::tellRoster));
    }

    private static ThreadFactory daemon(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** From now on we may become active. */
    synchronized void stand() {
        standing = true;
        teller.execute(this::tellRoster);
    }

    /** From now on we may not, and nothing runs. */
    synchronized void withdraw() {
        standing = false;
        stopAll();
    }

    // ---- what the election says

    @Override
    public void becomeActive() throws Exception {
        long began = System.nanoTime();
        long token = ownToken();
        if (goesOn(token)) {
            return;
        }
        teller.submit(this::enterRoster).get();
        synchronized (this) {
            requireStanding();
            if (System.nanoTime() - began > timing.session().dividedBy(3).toNanos()) {
                throw new IllegalStateException("it took too long to be sure that the lock is ours");
            }
            run(token);
        }
    }

    /** A command that still runs under this token goes on; another one is stopped. */
    private synchronized boolean goesOn(long token) {
        requireStanding();
        neutral = false;
        cancelDeadline();
        if (isRunningWith(token)) {
            story.accept("still active (token " + token + ")");
            return true;
        }
        stopAll();
        mayRun = true;
        return false;
    }

    private void requireStanding() {
        if (!standing) {
            throw new IllegalStateException("not a candidate any more");
        }
    }

    private boolean isRunningWith(long token) {
        return service.filter(
                        running -> running.token() == token && running.group().isAlive())
                .isPresent();
    }

    /** The lock tells who holds it by data that nobody else has. */
    private long ownToken() throws ElectorException {
        ElectionStatus status = ElectionStatus.read(client, plan.election().paths());
        return status.lock()
                .filter(lock -> Arrays.equals(lock.info().toBytes(), plan.self().toBytes()))
                .orElseThrow(() -> new IllegalStateException("the lock is not ours any more"))
                .czxid();
    }

    private void run(long token) throws IOException {
        Watchdog watchdog = new Watchdog(timing.silence(), timing.grace());
        ProcessGroup group;
        try {
            group = ProcessGroup.start(plan.command(), environment(token));
            watchdog.watch(group.id());
        } catch (IOException e) {
            watchdog.close();
            decisions.accept(new Decision.Failed("cannot run the command: " + e.getMessage(), Contest.CANNOT_RUN));
            throw e;
        }
        Service started = new Service(group, token, watchdog);
        service = Optional.of(started);
        lastBeatNanos = System.nanoTime();
        story.accept("active (token " + token + "): started process " + group.id());
        var unused = group.onExit().thenAccept(code -> timer.execute(() -> ended(started, code)));
    }

    private Map<String, String> environment(long token) {
        Map<String, String> environment = new HashMap<>();
        environment.put("COORD_FENCING_TOKEN", Long.toString(token));
        environment.put("COORD_LOCK", plan.election().paths().lock());
        environment.put("COORD_MEMBER", plan.self().name());
        return environment;
    }

    @Override
    public synchronized void becomeStandby() {
        neutral = false;
        cancelDeadline();
        stopService("somebody else is active");
        if (standing && standby.filter(ProcessGroup::isAlive).isEmpty()) {
            story.accept("standby");
            plan.standby().ifPresent(this::startStandby);
        }
    }

    private void startStandby(List<String> command) {
        try {
            standby = Optional.of(ProcessGroup.start(
                    command,
                    Map.of(
                            "COORD_LOCK", plan.election().paths().lock(),
                            "COORD_MEMBER", plan.self().name())));
        } catch (IOException e) {
            story.accept("cannot run the standby command: " + e.getMessage());
        }
    }

    @Override
    public synchronized void enterNeutralMode() {
        neutral = true;
        if (service.isPresent() && deadline.isEmpty()) {
            Duration left = timing.stopAfterLoss();
            story.accept("connection or lock lost: the command has " + left.toMillis() + " ms");
            deadline = Optional.of(timer.schedule(this::timeIsOver, left.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private synchronized void timeIsOver() {
        if (neutral) {
            stopService("the session may end soon");
        }
    }

    private void cancelDeadline() {
        deadline.ifPresent(pending -> pending.cancel(false));
        deadline = Optional.empty();
    }

    @Override
    public void notifyFatalError(String message) {
        decisions.accept(new Decision.Failed(message, Contest.FAILED));
    }

    @Override
    public void fenceOldActive(byte[] oldActive) throws Exception {
        Optional<Candidate> old = Candidate.parse(oldActive);
        if (old.isPresent()) {
            story.accept("waiting until the command of " + old.get().name() + " is gone");
            if (!roster.awaitStopped(old.get(), timing.session().multipliedBy(2))) {
                throw new IllegalStateException("the command of " + old.get().name() + " still runs");
            }
        }
        if (plan.fence().isPresent()) {
            fence(plan.fence().get(), oldActive, old);
        }
    }

    private void fence(List<String> command, byte[] oldActive, Optional<Candidate> old) throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("COORD_LOCK", plan.election().paths().lock());
        environment.put("COORD_OLD_DATA", new String(oldActive, StandardCharsets.UTF_8));
        old.ifPresent(candidate -> {
            environment.put("COORD_OLD_MEMBER", candidate.name());
            environment.put("COORD_OLD_HOST", candidate.host());
            environment.put("COORD_OLD_PID", Long.toString(candidate.pid()));
        });
        int code = ProcessGroup.start(command, environment).onExit().get();
        if (code != 0) {
            story.accept("the fence command failed with exit code " + code + "; trying again");
            throw new IllegalStateException("fence command: exit code " + code);
        }
    }

    // ---- the command

    private synchronized void beat() {
        if (neutral || service.isEmpty()) {
            return;
        }
        if (isOverdue()) {
            stopService("this process stood still for too long");
            decisions.accept(new Decision.Overtaken());
        } else {
            service.get().watchdog().beat();
            lastBeatNanos = System.nanoTime();
        }
    }

    /** Whether the watchdog has had reason to stop the command. */
    private boolean isOverdue() {
        return System.nanoTime() - lastBeatNanos > timing.silence().toNanos();
    }

    private void stopAll() {
        standby.ifPresent(group -> group.stop(plan.grace()));
        standby = Optional.empty();
        stopService("told to");
    }

    private void stopService(String why) {
        if (service.isEmpty()) {
            return;
        }
        Service running = service.get();
        service = Optional.empty();
        cancelDeadline();
        if (running.group().isAlive()) {
            story.accept("stopping process " + running.group().id() + ": " + why);
        }
        running.group().stop(plan.grace());
        running.watchdog().close();
        mayRun = false;
        teller.execute(this::tellRoster);
    }

    /** By itself, unless it has been stopped, or its watchdog has lost patience with us. */
    private synchronized void ended(Service ended, int code) {
        if (service.filter(ended::equals).isEmpty()) {
            return;
        }
        boolean byWatchdog = isOverdue();
        stopService("it has ended");
        story.accept("process " + ended.group().id() + " ended with exit code " + code);
        decisions.accept(byWatchdog ? new Decision.Overtaken() : new Decision.Ended(code));
    }

    // ---- the roster

    private synchronized boolean mayRun() {
        return mayRun;
    }

    private boolean enterRoster() throws Exception {
        roster.enter(plan.self(), mayRun());
        return true;
    }

    /** As well as we can: an entry that says too much only makes the next active wait for our session's end. */
    private void tellRoster() {
        try {
            enterRoster();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception unreachable) {
            story.accept("cannot tell the others: " + unreachable.getMessage());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        teller.shutdownNow();
    }
}
