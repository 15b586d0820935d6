package io.coordkit.sim.check;

import io.coordkit.core.replica.Input;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.core.wire.ReadRequest;
import io.coordkit.sim.model.Change;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Watches: each connection hears exactly the events that its watches promise, in the order of the transactions, each before any
 * reply that shows the change, a one-shot watch once.
 */
final class WatchChecker implements Checker {
    private static final String NAME = "watches";

    private final Ledger ledger;
    private final TreeMap<Long, WatchModel> watches = new TreeMap<>();

    WatchChecker(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void onApplied(Entry entry, List<Change> changes) {
        for (WatchModel watched : watches.values()) {
            changes.forEach(change -> watched.onChange(change, entry.zxid));
        }
    }

    @Override
    public void onEvent(View view, Frame frame) {
        WatchModel watched = of(view);
        if (frame.zxid() == WatchModel.CATCH_UP_ZXID && watched.due().isEmpty()) {
            Handed head = view.requests.peekFirst();
            if (head != null
                    && head.request() instanceof ReadRequest.SetWatches restored
                    && !watched.isCaughtUp(head)) {
                watched.restore(head, restored, ledger.model());
            }
        }
        WatchModel.Due due = watched.due().pollFirst();
        WatchModel.Due got = read(frame);
        if (!got.equals(due)) {
            throw new Found(NAME, frame.zxid(), "sent " + got + " instead of " + due);
        }
    }

    @Override
    public void onReply(View view, Handed request, Frame frame) {
        WatchModel watched = of(view);
        boolean restores = request.request() instanceof ReadRequest.SetWatches && frame.error() == ErrorCode.OK.code();
        if (restores && !watched.isCaughtUp(request)) {
            watched.restore(request, (ReadRequest.SetWatches) request.request(), ledger.model());
        }
        checkNothingDue(watched, "before a reply that shows the change");
        watched.register(request.request(), frame.error());
    }

    @Override
    public void onClosed(View view) {
        watches.remove(view.connection);
    }

    @Override
    public void onStepEnd(Input input) {
        for (Map.Entry<Long, WatchModel> watched : watches.entrySet()) {
            checkNothingDue(watched.getValue(), "at all");
        }
    }

    private void checkNothingDue(WatchModel watched, String when) {
        WatchModel.Due due = watched.due().peekFirst();
        if (due != null) {
            throw new Found(NAME, ledger.model().zxid(), due + " was not sent " + when);
        }
    }

    private WatchModel of(View view) {
        return watches.computeIfAbsent(view.connection, connection -> new WatchModel());
    }

    private static WatchModel.Due read(Frame frame) {
        try {
            WatchedEvent event = WatchedEvent.read(frame.body());
            return new WatchModel.Due(event.type(), event.path(), frame.zxid());
        } catch (MalformedRecordException e) {
            throw new Found(NAME, frame.zxid(), "an event that cannot be read: " + e.getMessage());
        }
    }
}
