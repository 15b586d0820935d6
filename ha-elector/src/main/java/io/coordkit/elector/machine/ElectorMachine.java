package io.coordkit.elector.machine;

import io.coordkit.elector.machine.ElectorEvent.SessionChange;
import io.coordkit.elector.machine.Passage.Progress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One member of an election: the state machine of Hadoop's {@code ActiveStandbyElector} without its IO.
 *
 * <p>{@link #handle} takes one event and returns the actions it causes. The machine is deterministic and belongs to one
 * thread. While the member becomes active or leaves in good order (a {@link Passage}), all other events wait, as they
 * wait for the lock of Hadoop's elector.
 *
 * <p>Three things differ from Hadoop on purpose:
 *
 * <ul>
 *   <li>The pauses do not block, so a member can quit during them.
 *   <li>At most one create of the lock is under way. Hadoop sends a second one when, after a reconnect, a missed deletion
 *       and the check of the lock both ask for it, and the failure of the second makes the new active a standby for a
 *       moment.
 *   <li>A quit that had to wait until the member became active keeps the breadcrumb even when no fence was asked for: the
 *       caller could not know that its service has just become active.
 * </ul>
 */
public final class ElectorMachine implements ElectorEvent.Handler {
    private static final long NONE = 0;

    /** How the member stands to the election. */
    private enum Stage {
        OUT,
        /** Waits for the first event of its session. */
        CONNECTING,
        /** Has no session; a timer will make it connect. */
        PAUSING,
        IN
    }

    private final ElectorSettings settings;
    private final Deque<ElectorEvent> waiting = new ArrayDeque<>();
    private final List<ElectorAction> actions = new ArrayList<>();

    private ElectionState state = ElectionState.INIT;
    private Stage stage = Stage.OUT;
    private MemberData self = MemberData.of("");
    private Passage passage = Idle.INSTANCE;

    private long session = NONE;
    private long lastSession;
    private long timer = NONE;
    private long lastTimer;
    private boolean disconnected;
    private int connectAttempts;

    private boolean createPending;
    private int createRetries;
    private boolean checkPending;
    private int checkRetries;

    /** After a create the lock has no watch yet; after a check it has. */
    private boolean monitorAfterClaim;

    public ElectorMachine(ElectorSettings settings) {
        this.settings = settings;
    }

    public ElectionState state() {
        return state;
    }

    /** Whether the member takes part: it holds the lock, waits for it, or is about to connect for it. */
    public boolean isInElection() {
        return stage != Stage.OUT;
    }

    /** Takes one event and returns what has to be done, in order. */
    public List<ElectorAction> handle(ElectorEvent event) {
        if (isAnswerToPassage(event)) {
            event.deliver(this);
        } else {
            waiting.add(passage instanceof Claim ? event.afterClaim() : event);
        }
        while (passage == Idle.INSTANCE && !waiting.isEmpty()) {
            waiting.remove().deliver(this);
        }
        List<ElectorAction> result = List.copyOf(actions);
        actions.clear();
        return result;
    }

    private static boolean isAnswerToPassage(ElectorEvent event) {
        return event instanceof ElectorEvent.BreadcrumbRead
                || event instanceof ElectorEvent.BreadcrumbWritten
                || event instanceof ElectorEvent.BreadcrumbDeleted
                || event instanceof ElectorEvent.FenceEnded
                || event instanceof ElectorEvent.ActivationEnded;
    }

    // ---- joining, connecting, leaving

    @Override
    public void onJoin(ElectorEvent.Join event) {
        if (stage == Stage.OUT) {
            self = event.data();
            connectAfresh();
        }
    }

    @Override
    public void onQuit(ElectorEvent.Quit event) {
        if (!event.needFence() && state == ElectionState.ACTIVE) {
            passage = new Retreat(session, self, settings.maxRetries(), actions);
        } else {
            leave();
        }
    }

    private void leave() {
        state = ElectionState.INIT;
        stage = Stage.OUT;
        closeSession();
        actions.add(new ElectorAction.ConfirmQuit());
    }

    private void connectAfresh() {
        connectAttempts = 0;
        connect();
    }

    private void connect() {
        connectAttempts++;
        session = ++lastSession;
        stage = Stage.CONNECTING;
        disconnected = false;
        actions.add(new ElectorAction.OpenSession(session));
        startTimer(settings.connectTimeoutMs());
    }

    @Override
    public void onSessionNotOpened(ElectorEvent.SessionNotOpened event) {
        if (event.session() == session && stage == Stage.CONNECTING) {
            connectFailed(event.reason());
        }
    }

    private void connectFailed(String reason) {
        closeSession();
        if (connectAttempts < settings.maxRetries()) {
            pause(settings.connectPauseMs());
        } else {
            fatal("no connection to ZooKeeper after " + connectAttempts + " attempts: " + reason);
        }
    }

    /** Without a session for a while, then connect again. */
    private void pause(long delayMs) {
        stage = Stage.PAUSING;
        startTimer(delayMs);
    }

    private void startTimer(long delayMs) {
        timer = ++lastTimer;
        actions.add(new ElectorAction.StartTimer(timer, delayMs));
    }

    @Override
    public void onTimerFired(ElectorEvent.TimerFired event) {
        if (event.timer() != timer) {
            return;
        }
        timer = NONE;
        if (stage == Stage.CONNECTING) {
            connectFailed("no answer within " + settings.connectTimeoutMs() + " ms");
        } else {
            connect();
        }
    }

    private void closeSession() {
        if (session != NONE) {
            actions.add(new ElectorAction.CloseSession(session));
        }
        session = NONE;
        timer = NONE;
        createPending = false;
        checkPending = false;
    }

    private void fatal(String message) {
        state = ElectionState.INIT;
        stage = Stage.OUT;
        closeSession();
        actions.add(new ElectorAction.NotifyFatalError(message));
    }

    @Override
    public void onCallbackFailed(ElectorEvent.CallbackFailed event) {
        if (stage != Stage.OUT) {
            fatal(event.reason());
        }
    }

    // ---- the session

    @Override
    public void onSessionChanged(ElectorEvent.SessionChanged event) {
        if (event.session() != session) {
            return;
        }
        if (stage == Stage.CONNECTING) {
            // Any first event ends the wait for the connection; what it says is looked at afterwards.
            stage = Stage.IN;
            timer = NONE;
            contend();
        }
        onChange(event.change());
    }

    private void onChange(SessionChange change) {
        switch (change) {
            case CONNECTED -> {
                boolean again = disconnected;
                disconnected = false;
                if (again) {
                    monitor();
                }
            }
            case DISCONNECTED -> {
                disconnected = true;
                enterNeutralMode();
            }
            case EXPIRED -> {
                enterNeutralMode();
                closeSession();
                connectAfresh();
            }
            case SASL_AUTHENTICATED -> {}
            case UNUSABLE -> fatal("the ZooKeeper session became unusable");
        }
    }

    // ---- the lock

    private void contend() {
        if (!createPending) {
            createRetries = 0;
            createLock();
        }
    }

    private void createLock() {
        createPending = true;
        actions.add(new ElectorAction.CreateLock(session, self));
    }

    @Override
    public void onLockCreated(ElectorEvent.LockCreated event) {
        if (event.session() != session) {
            return;
        }
        createPending = false;
        switch (event.code()) {
            case OK -> {
                monitorAfterClaim = true;
                claim();
            }
            case NODE_EXISTS -> {
                // After a retry the lock may be our own, created by the attempt whose reply was lost: its owner tells.
                if (createRetries == 0) {
                    becomeStandby();
                }
                monitor();
            }
            case CONNECTION_LOSS, OPERATION_TIMEOUT -> {
                if (createRetries++ < settings.maxRetries()) {
                    createLock();
                } else {
                    fatal("creating the lock failed after " + settings.maxRetries() + " retries: " + event.code());
                }
            }
            // The session's own event makes the member join again.
            case SESSION_EXPIRED -> {}
            case NO_NODE ->
                fatal("creating the lock failed: NO_NODE, the election's parent znode does not exist; "
                        + "ParentZnode.ensure() creates it");
            case BAD_VERSION, NO_AUTH, OTHER -> fatal("creating the lock failed: " + event.code());
        }
    }

    private void monitor() {
        checkRetries = 0;
        checkLock();
    }

    private void checkLock() {
        if (!checkPending) {
            checkPending = true;
            actions.add(new ElectorAction.CheckLock(session));
        }
    }

    @Override
    public void onLockChecked(ElectorEvent.LockChecked event) {
        if (event.session() != session) {
            return;
        }
        checkPending = false;
        switch (event.code()) {
            case OK -> {
                if (event.own()) {
                    monitorAfterClaim = false;
                    claim();
                } else {
                    becomeStandby();
                }
            }
            case NO_NODE -> {
                enterNeutralMode();
                contend();
            }
            case CONNECTION_LOSS, OPERATION_TIMEOUT -> {
                if (checkRetries++ < settings.maxRetries()) {
                    checkLock();
                } else {
                    fatal("watching the lock failed after " + settings.maxRetries() + " retries: " + event.code());
                }
            }
            case SESSION_EXPIRED -> {}
            case NODE_EXISTS, BAD_VERSION, NO_AUTH, OTHER -> fatal("watching the lock failed: " + event.code());
        }
    }

    @Override
    public void onLockChanged(ElectorEvent.LockChanged event) {
        if (event.session() != session) {
            return;
        }
        switch (event.change()) {
            case DELETED -> {
                if (state == ElectionState.ACTIVE) {
                    enterNeutralMode();
                }
                contend();
            }
            case OTHER -> monitor();
            case UNINTELLIGIBLE -> fatal("a watch event named no znode");
        }
    }

    // ---- becoming active, leaving in good order, and what the service is told

    private void claim() {
        if (state == ElectionState.ACTIVE) {
            claimed();
        } else {
            passage = new Claim(session, self, settings.maxRetries(), actions);
        }
    }

    private void claimed() {
        state = ElectionState.ACTIVE;
        if (monitorAfterClaim) {
            monitor();
        }
    }

    @Override
    public void onBreadcrumbRead(ElectorEvent.BreadcrumbRead event) {
        if (event.session() == session) {
            advance(passage.onBreadcrumbRead(event));
        }
    }

    @Override
    public void onBreadcrumbWritten(ElectorEvent.BreadcrumbWritten event) {
        if (event.session() == session) {
            advance(passage.onBreadcrumbWritten(event.code()));
        }
    }

    @Override
    public void onBreadcrumbDeleted(ElectorEvent.BreadcrumbDeleted event) {
        if (event.session() == session) {
            advance(passage.onBreadcrumbDeleted(event.code()));
        }
    }

    @Override
    public void onFenceEnded(ElectorEvent.FenceEnded event) {
        if (event.session() == session) {
            advance(passage.onFenceEnded(event.succeeded()));
        }
    }

    @Override
    public void onActivationEnded(ElectorEvent.ActivationEnded event) {
        if (event.session() == session) {
            advance(passage.onActivationEnded(event.succeeded()));
        }
    }

    private void advance(Progress progress) {
        if (progress == Progress.PENDING) {
            return;
        }
        Passage ended = passage;
        passage = Idle.INSTANCE;
        if (ended instanceof Retreat) {
            leave();
        } else if (progress == Progress.DONE) {
            claimed();
        } else {
            // Gives up the lock but not the breadcrumb: whoever wins now fences this half-active member.
            closeSession();
            connectAttempts = 0;
            pause(settings.rejoinPauseMs());
        }
    }

    private void becomeStandby() {
        if (state != ElectionState.STANDBY) {
            state = ElectionState.STANDBY;
            actions.add(new ElectorAction.BecomeStandby());
        }
    }

    private void enterNeutralMode() {
        if (state != ElectionState.NEUTRAL) {
            state = ElectionState.NEUTRAL;
            actions.add(new ElectorAction.EnterNeutralMode());
        }
    }

    /** No passage is under way; late answers to an earlier one change nothing. */
    private enum Idle implements Passage {
        INSTANCE
    }
}
