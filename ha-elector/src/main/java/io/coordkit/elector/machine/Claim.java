package io.coordkit.elector.machine;

import java.util.List;
import java.util.OptionalInt;

/**
 * The owner of the lock becomes active: read the breadcrumb, fence whom it names, write it, become active.
 *
 * <p>The breadcrumb is written before the service becomes active and with the version that was read. So whoever wins
 * next will fence this member even when it dies in the middle, and a claim that another one has overtaken fails:
 *
 * <ol>
 *   <li>A reads the breadcrumb at version 5 and stands still for longer than its session;
 *   <li>B wins, reads version 5, writes version 6 and becomes active;
 *   <li>A wakes up; its write expects version 5 and is refused.
 * </ol>
 */
final class Claim implements Passage {
    private final long session;
    private final MemberData self;
    private final int triesMax;
    private final List<ElectorAction> actions;
    private int tries;
    private OptionalInt versionRead = OptionalInt.empty();

    Claim(long session, MemberData self, int triesMax, List<ElectorAction> actions) {
        this.session = session;
        this.self = self;
        this.triesMax = triesMax;
        this.actions = actions;
        actions.add(new ElectorAction.ReadBreadcrumb(session));
    }

    @Override
    public Progress onBreadcrumbRead(ElectorEvent.BreadcrumbRead event) {
        if (event.code() == ResultCode.NO_NODE) {
            return write();
        }
        if (event.code() != ResultCode.OK) {
            return retryOrFail(event.code(), new ElectorAction.ReadBreadcrumb(session));
        }
        versionRead = OptionalInt.of(event.version());
        if (event.data().equals(self)) {
            return write();
        }
        actions.add(new ElectorAction.FenceOldActive(session, event.data()));
        return Progress.PENDING;
    }

    @Override
    public Progress onFenceEnded(boolean succeeded) {
        return succeeded ? write() : Progress.FAILED;
    }

    @Override
    public Progress onBreadcrumbWritten(ResultCode code) {
        if (code != ResultCode.OK) {
            return retryOrFail(code, writeAction());
        }
        actions.add(new ElectorAction.BecomeActive(session));
        return Progress.PENDING;
    }

    @Override
    public Progress onActivationEnded(boolean succeeded) {
        return succeeded ? Progress.DONE : Progress.FAILED;
    }

    private Progress write() {
        tries = 0;
        actions.add(writeAction());
        return Progress.PENDING;
    }

    private ElectorAction writeAction() {
        return versionRead.isPresent()
                ? new ElectorAction.UpdateBreadcrumb(session, self, versionRead.getAsInt())
                : new ElectorAction.CreateBreadcrumb(session, self);
    }

    private Progress retryOrFail(ResultCode code, ElectorAction again) {
        if (!code.isRetryable() || ++tries >= triesMax) {
            return Progress.FAILED;
        }
        actions.add(again);
        return Progress.PENDING;
    }
}
