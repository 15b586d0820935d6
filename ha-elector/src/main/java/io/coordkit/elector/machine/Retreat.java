package io.coordkit.elector.machine;

import java.util.List;

/**
 * An active member that needs no fence removes its own breadcrumb before it leaves.
 *
 * <p>Only a courtesy to the next active: whatever goes wrong, the breadcrumb stays and the member is fenced.
 */
final class Retreat implements Passage {
    private final long session;
    private final MemberData self;
    private final int triesMax;
    private final List<ElectorAction> actions;
    private int tries;
    private int versionRead;

    Retreat(long session, MemberData self, int triesMax, List<ElectorAction> actions) {
        this.session = session;
        this.self = self;
        this.triesMax = triesMax;
        this.actions = actions;
        actions.add(new ElectorAction.ReadBreadcrumb(session));
    }

    @Override
    public Progress onBreadcrumbRead(ElectorEvent.BreadcrumbRead event) {
        if (event.code() != ResultCode.OK || !event.data().equals(self)) {
            return Progress.FAILED;
        }
        versionRead = event.version();
        return delete();
    }

    @Override
    public Progress onBreadcrumbDeleted(ResultCode code) {
        if (code == ResultCode.OK) {
            return Progress.DONE;
        }
        return code.isRetryable() && ++tries < triesMax ? delete() : Progress.FAILED;
    }

    private Progress delete() {
        actions.add(new ElectorAction.DeleteBreadcrumb(session, versionRead));
        return Progress.PENDING;
    }
}
