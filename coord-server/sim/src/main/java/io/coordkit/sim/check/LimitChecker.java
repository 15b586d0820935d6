package io.coordkit.sim.check;

import io.coordkit.core.replica.Input;

/** Limits: a connection never has more requests waiting than the server says it will take. */
final class LimitChecker implements Checker {
    /** The server stops reading when more than this many wait; the one that made it so waits too. */
    private static final int WAITING_MAX = 2049;

    private final Ledger ledger;

    LimitChecker(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void onStepEnd(Input input) {
        if (input instanceof Input.ClientReceived received) {
            View view = ledger.views().get(received.connection());
            if (view != null && view.requests.size() > WAITING_MAX) {
                throw new Found(
                        "limits", ledger.model().zxid(), view.requests.size() + " requests wait for one client");
            }
        }
    }
}
