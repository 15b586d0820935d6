package io.coordkit.kafka.machine;

import io.coordkit.kafka.machine.GroupAction.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/**
 * What a member does at the moment: its phase, the one action whose answer it waits for, and all that goes out next. Each action that has
 * an answer carries a ticket; an answer with an older one is out of date.
 */
final class Agenda {
    enum Phase {
        DISCONNECTED,
        REGISTERING,
        READING_GROUP,
        STOPPING_READERS,
        COMMITTING,
        RELEASING,
        CLAIMING,
        FETCHING,
        CHECKPOINTING,
        UNREGISTERING,
        RESTING,
        BACKING_OFF,
        STOPPED,
        REFUSED
    }

    private static final long NO_TICKET = -1;

    private List<GroupAction> actions = new ArrayList<>();
    private Phase phase = Phase.DISCONNECTED;
    private long ticket;
    private long retryTicket = NO_TICKET;

    Phase phase() {
        return phase;
    }

    void enter(Phase next) {
        phase = next;
    }

    /** The action of the new ticket goes out, and its answer is waited for. */
    void ask(Phase waiting, LongFunction<GroupAction> action) {
        phase = waiting;
        ticket++;
        actions.add(action.apply(ticket));
    }

    /** This goes out and has no answer. */
    void tell(GroupAction action) {
        actions.add(action);
    }

    void report(Report.Kind kind, String why) {
        tell(new Report(kind, why));
    }

    /** Nothing is waited for but the time to try again. */
    void retryLater() {
        ask(Phase.BACKING_OFF, GroupAction.RetryLater::new);
        retryTicket = ticket;
    }

    /** What was to be tried again is tried now. */
    void cancelRetry() {
        retryTicket = NO_TICKET;
    }

    /** Whatever is outstanding, its answer comes too late. */
    void abandonOutstanding() {
        ticket++;
    }

    boolean awaits(long answered) {
        return answered == ticket && !isStopped();
    }

    boolean awaitsRetry(long due) {
        return due == retryTicket && !isStopped();
    }

    boolean isIdle() {
        return phase == Phase.RESTING || phase == Phase.BACKING_OFF;
    }

    boolean isStopped() {
        return phase == Phase.STOPPED || phase == Phase.REFUSED;
    }

    /** All that goes out, once. */
    List<GroupAction> take() {
        List<GroupAction> out = actions;
        actions = new ArrayList<>();
        return out;
    }
}
