package io.coordkit.elector;

import io.coordkit.elector.machine.ElectionState;
import io.coordkit.elector.machine.ElectorAction;
import io.coordkit.elector.machine.ElectorEvent;
import io.coordkit.elector.machine.ElectorMachine;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that feeds one machine, carries out its actions in order, and makes the callbacks. */
final class ElectorRunner implements ElectorAction.Handler {
    private static final Logger LOG = LoggerFactory.getLogger(ElectorRunner.class);

    private final ElectorConfig config;
    private final ElectorCallback callback;
    private final ElectorMachine machine;
    private final ScheduledThreadPoolExecutor thread;
    private final Queue<CompletableFuture<Void>> quits = new ConcurrentLinkedQueue<>();

    private Optional<ElectorSession> session = Optional.empty();
    private volatile ElectionState state = ElectionState.INIT;
    private volatile Optional<Thread> ownThread = Optional.empty();

    ElectorRunner(ElectorConfig config, ElectorCallback callback) {
        this.config = config;
        this.callback = callback;
        this.machine = new ElectorMachine(config.settings());
        this.thread = new ScheduledThreadPoolExecutor(1, this::newThread, new ThreadPoolExecutor.DiscardPolicy());
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private Thread newThread(Runnable work) {
        Thread created = new Thread(work, "coord-elector " + config.paths().parent());
        created.setDaemon(true);
        ownThread = Optional.of(created);
        return created;
    }

    ElectionState state() {
        return state;
    }

    boolean isOwnThread() {
        return ownThread.filter(Thread.currentThread()::equals).isPresent();
    }

    /** Hands an event to the machine; any thread. Events after the end are dropped. */
    void post(ElectorEvent event) {
        thread.execute(() -> step(event));
    }

    /** Completes when the member has left the election. Calls must not overlap, so that the answers keep their order. */
    CompletableFuture<Void> quit(boolean needFence) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        quits.add(done);
        post(new ElectorEvent.Quit(needFence));
        if (thread.isShutdown()) {
            done.complete(null);
        }
        return done;
    }

    /** Leaves the election, keeping the breadcrumb, and ends the thread. */
    CompletableFuture<Void> quitForGood() {
        return quit(true).thenRun(thread::shutdown);
    }

    private void step(ElectorEvent event) {
        try {
            var actions = machine.handle(event);
            LOG.debug("{} -> {}", event, actions);
            state = machine.state();
            for (ElectorAction action : actions) {
                action.perform(this);
            }
        } catch (RuntimeException | Error bug) {
            breakDown(bug);
        }
    }

    /** A bug: better no elector than one in an unknown state. The breadcrumb stays, so the next active fences us. */
    private void breakDown(Throwable bug) {
        LOG.error(
                "election={} elector broken, leaving the election",
                config.paths().parent(),
                bug);
        thread.shutdown();
        state = ElectionState.INIT;
        endSession();
        tellFatalError("the elector is broken: " + bug);
        quits.forEach(quit -> quit.complete(null));
    }

    // ---- the session

    @Override
    public void openSession(ElectorAction.OpenSession action) {
        try {
            session = Optional.of(new ElectorSession(action.session(), config, this::post));
        } catch (Exception refused) {
            LOG.warn("election={} cannot open a session", config.paths().parent(), refused);
            post(new ElectorEvent.SessionNotOpened(action.session(), String.valueOf(refused.getMessage())));
        }
    }

    @Override
    public void closeSession(ElectorAction.CloseSession action) {
        endSession();
    }

    private void endSession() {
        Optional<ElectorSession> ending = session;
        session = Optional.empty();
        ending.ifPresent(ElectorSession::close);
    }

    @Override
    public void createLock(ElectorAction.CreateLock action) {
        session.orElseThrow().createLock(action.data());
    }

    @Override
    public void checkLock(ElectorAction.CheckLock action) {
        session.orElseThrow().checkLock();
    }

    @Override
    public void readBreadcrumb(ElectorAction.ReadBreadcrumb action) {
        session.orElseThrow().readBreadcrumb();
    }

    @Override
    public void createBreadcrumb(ElectorAction.CreateBreadcrumb action) {
        session.orElseThrow().createBreadcrumb(action.data());
    }

    @Override
    public void updateBreadcrumb(ElectorAction.UpdateBreadcrumb action) {
        session.orElseThrow().updateBreadcrumb(action.data(), action.version());
    }

    @Override
    public void deleteBreadcrumb(ElectorAction.DeleteBreadcrumb action) {
        session.orElseThrow().deleteBreadcrumb(action.version());
    }

    @Override
    public void startTimer(ElectorAction.StartTimer action) {
        ElectorEvent fired = new ElectorEvent.TimerFired(action.timer());
        var unused = thread.schedule(() -> step(fired), action.delayMs(), TimeUnit.MILLISECONDS);
    }

    // ---- the service

    @Override
    public void fenceOldActive(ElectorAction.FenceOldActive action) {
        LOG.info("election={} fencing the old active", config.paths().parent());
        boolean succeeded = attempt(
                "fencing", () -> callback.fenceOldActive(action.oldActive().bytes()));
        post(new ElectorEvent.FenceEnded(action.session(), succeeded));
    }

    @Override
    public void becomeActive(ElectorAction.BecomeActive action) {
        LOG.info("election={} becoming active", config.paths().parent());
        boolean succeeded = attempt("becoming active", callback::becomeActive);
        post(new ElectorEvent.ActivationEnded(action.session(), succeeded));
    }

    private boolean attempt(String what, CallbackStep step) {
        try {
            step.run();
            return true;
        } catch (Exception refused) {
            LOG.warn("election={} {} failed, giving up the lock", config.paths().parent(), what, refused);
            return false;
        }
    }

    @Override
    public void becomeStandby(ElectorAction.BecomeStandby action) {
        LOG.info("election={} becoming standby", config.paths().parent());
        tell("becomeStandby", callback::becomeStandby);
    }

    @Override
    public void enterNeutralMode(ElectorAction.EnterNeutralMode action) {
        LOG.info("election={} entering neutral mode", config.paths().parent());
        tell("enterNeutralMode", callback::enterNeutralMode);
    }

    private void tell(String what, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException refused) {
            LOG.error("election={} {} failed", config.paths().parent(), what, refused);
            post(new ElectorEvent.CallbackFailed("the service failed in " + what + ": " + refused));
        }
    }

    @Override
    public void notifyFatalError(ElectorAction.NotifyFatalError action) {
        LOG.error("election={} fatal: {}", config.paths().parent(), action.message());
        tellFatalError(action.message());
    }

    private void tellFatalError(String message) {
        try {
            callback.notifyFatalError(config.paths().parent() + ": " + message);
        } catch (RuntimeException refused) {
            LOG.error("election={} notifyFatalError failed", config.paths().parent(), refused);
        }
    }

    @Override
    public void confirmQuit(ElectorAction.ConfirmQuit action) {
        quits.remove().complete(null);
    }

    @FunctionalInterface
    private interface CallbackStep {
        void run() throws Exception;
    }
}
