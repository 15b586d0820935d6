package io.coordkit.it.history;

import io.coordkit.it.history.Moment.Answered;
import io.coordkit.it.history.Moment.Expired;
import io.coordkit.it.history.Moment.Lost;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Ephemerals live as long as their sessions: not gone while the session can be alive, not there after its end, and all
 * gone in the same transaction. A session can have expired only when its timeout has passed since its last word that a
 * server is known to have heard.
 */
final class Ephemerals {

    private final History history;
    private final Ledger ledger;
    private final List<String> violations = new ArrayList<>();

    Ephemerals(History history, Ledger ledger) {
        this.history = history;
        this.ledger = ledger;
    }

    List<String> violations() {
        history.sessions().forEach(session -> new Life(session).check());
        return violations;
    }

    /** One session. */
    private final class Life {
        private final SessionLog session;
        private final Map<String, Long> createdAt = new HashMap<>();
        private long lastHeardNanos;
        private long closedAtZxid = Long.MAX_VALUE;
        private boolean mayBeClosed;
        private Optional<Sight> firstAbsence = Optional.empty();
        private Optional<Sight> lastPresence = Optional.empty();

        Life(SessionLog session) {
            this.session = session;
        }

        void check() {
            session.moments().forEach(this::live);
            for (String path : createdAt.keySet()) {
                ledger.sights().of(path).forEach(this::look);
            }
            if (firstAbsence.isPresent()
                    && lastPresence.isPresent()
                    && firstAbsence.get().zxid() <= lastPresence.get().zxid()) {
                complain("did not end at once: " + Ledger.describe(firstAbsence.get()) + ", "
                        + Ledger.describe(lastPresence.get()));
            }
        }

        private void live(Moment moment) {
            if (moment instanceof Answered answered) {
                if (History.isJudged(answered)) {
                    lastHeardNanos = Math.max(lastHeardNanos, answered.invokedNanos());
                }
                if (answered.call() instanceof Call.Create create && create.ephemeral()) {
                    if (answered.answer() instanceof Answer.Created created) {
                        createdAt.put(created.path(), created.zxid());
                    }
                }
                if (answered.call() instanceof Call.Close && answered.answer() instanceof Answer.Done done) {
                    closedAtZxid = done.zxid();
                }
            } else if (moment instanceof Lost lost && lost.call() instanceof Call.Close) {
                mayBeClosed = true;
            } else if (moment instanceof Expired expired && !isOver(expired.nanos()) && !mayBeClosed) {
                complain("was expired too early, " + millis(expired.nanos()) + " ms after its last word");
            }
        }

        private boolean isOver(long nanos) {
            return nanos - lastHeardNanos >= session.timeoutMs() * 1_000_000L;
        }

        private long millis(long nanos) {
            return (nanos - lastHeardNanos) / 1_000_000;
        }

        private void look(Sight sight) {
            if (sight.present()) {
                sight.znode().ifPresent(znode -> checkOwner(sight, znode));
                if (sight.zxid() >= closedAtZxid) {
                    complain("was closed at " + Ledger.hex(closedAtZxid) + ", but " + Ledger.describe(sight));
                }
                if (lastPresence.isEmpty() || lastPresence.get().zxid() < sight.zxid()) {
                    lastPresence = Optional.of(sight);
                }
            } else if (sight.zxid() >= createdAt.getOrDefault(sight.path(), Long.MAX_VALUE)) {
                boolean closed = sight.zxid() >= closedAtZxid || mayBeClosed;
                if (!closed && !isOver(sight.completedNanos())) {
                    complain("was alive " + millis(sight.completedNanos()) + " ms before, but "
                            + Ledger.describe(sight));
                }
                if (firstAbsence.isEmpty() || sight.zxid() < firstAbsence.get().zxid()) {
                    firstAbsence = Optional.of(sight);
                }
            }
        }

        private void checkOwner(Sight sight, Answer.Znode znode) {
            if (znode.owner() != session.id()) {
                complain("created " + sight.path() + ", which belongs to " + Ledger.hex(znode.owner()));
            }
        }

        private void complain(String what) {
            violations.add(session.name() + " " + what);
        }
    }
}
