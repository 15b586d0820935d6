package io.coordkit.it.history;

import io.coordkit.it.history.Effect.Kind;
import io.coordkit.it.history.Moment.Answered;
import io.coordkit.it.history.Moment.Fired;
import io.coordkit.it.history.Moment.Reconnected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Who watches a znode hears of its first change before anything that is later than the change, also over a lost
 * connection; once; and of nothing that did not happen. The exception is a znode that came and went while a watch for
 * its coming had no connection: nobody can know. It may have gone by a write whose answer was lost.
 */
final class Watches {

    private static final int CREATED = 1;
    private static final int DELETED = 2;
    private static final int DATA_CHANGED = 3;
    private static final int CHILDREN_CHANGED = 4;

    /** What a watch waits for. */
    private enum Subject {
        DATA,
        COMING,
        CHILDREN
    }

    private record Watch(Subject subject, String path) {}

    private final History history;
    private final Ledger ledger;
    private final Map<String, NavigableMap<Long, Effect>> changesOfChildren = new HashMap<>();
    private final List<String> violations = new ArrayList<>();

    Watches(History history, Ledger ledger) {
        this.history = history;
        this.ledger = ledger;
    }

    List<String> violations() {
        for (String path : ledger.paths()) {
            for (Effect effect : ledger.effects(path).values()) {
                if (effect.kind() != Kind.SET) {
                    changesOfChildren
                            .computeIfAbsent(path.substring(0, path.lastIndexOf('/')), p -> new TreeMap<>())
                            .put(effect.zxid(), effect);
                }
            }
        }
        history.sessions().forEach(session -> new Listening(session).check());
        return violations;
    }

    private NavigableMap<Long, Effect> changes(Watch watch) {
        return watch.subject() == Subject.CHILDREN
                ? changesOfChildren.getOrDefault(watch.path(), new TreeMap<>())
                : ledger.effects(watch.path());
    }

    /** One session's watches: which are set, and as of which zxid. */
    private final class Listening {
        private final SessionLog session;
        private final Map<Watch, Long> set = new LinkedHashMap<>();
        private boolean reconnecting;

        Listening(SessionLog session) {
            this.session = session;
        }

        void check() {
            for (Moment moment : session.moments()) {
                if (moment instanceof Reconnected) {
                    reconnecting = true;
                } else if (moment instanceof Fired fired) {
                    fire(fired);
                } else if (moment instanceof Answered answered) {
                    hear(answered);
                }
            }
        }

        private void hear(Answered answered) {
            long zxid = answered.answer().zxid();
            if (reconnecting) {
                forgetWhatCameAndWent(zxid);
                reconnecting = false;
            }
            set.forEach((watch, since) -> {
                Long change = changes(watch).higherKey(since);
                if (change != null && change <= zxid) {
                    complain("watched " + watch + " as of " + Ledger.hex(since) + " and heard of " + Ledger.hex(zxid)
                            + " before the change at " + Ledger.hex(change) + " "
                            + changes(watch).get(change));
                }
            });
            remember(answered, zxid);
        }

        private void forgetWhatCameAndWent(long zxid) {
            set.replaceAll((watch, since) -> {
                boolean wentMeanwhile = watch.subject() == Subject.COMING
                        && (wentBetween(watch, since, zxid) || mayHaveGoneBefore(watch, zxid));
                return wentMeanwhile ? zxid : since;
            });
        }

        private boolean wentBetween(Watch watch, long since, long zxid) {
            return changes(watch).subMap(since, false, zxid, true).values().stream()
                    .anyMatch(effect -> effect.kind() == Kind.DELETE);
        }

        /** By a lost write; not when somebody saw the znode afterwards, before it came anew. */
        private boolean mayHaveGoneBefore(Watch watch, long zxid) {
            long comesAgain = changes(watch).tailMap(zxid, false).values().stream()
                    .filter(effect -> effect.kind() == Kind.CREATE)
                    .mapToLong(Effect::zxid)
                    .findFirst()
                    .orElse(Long.MAX_VALUE);
            boolean seen = ledger.sights().of(watch.path()).stream()
                    .anyMatch(sight -> sight.present() && sight.zxid() >= zxid && sight.zxid() < comesAgain);
            return isLost(Kind.DELETE, watch, zxid) && (!seen || isLost(Kind.CREATE, watch, comesAgain));
        }

        private boolean isLost(Kind kind, Watch watch, long before) {
            return ledger.excuses(watch.path()).stream()
                    .anyMatch(excuse -> excuse.kind() == kind && excuse.earliestZxid() < before);
        }

        private void remember(Answered answered, long zxid) {
            Call call = answered.call();
            boolean done = !(answered.answer() instanceof Answer.Refused);
            if (call instanceof Call.Read read && read.watch() && done) {
                set.putIfAbsent(new Watch(Subject.DATA, read.path()), zxid);
            } else if (call instanceof Call.Exists exists
                    && (done || answered.answer().saysNoNode())) {
                set.putIfAbsent(new Watch(done ? Subject.DATA : Subject.COMING, exists.path()), zxid);
            } else if (call instanceof Call.Children children && children.watch() && done) {
                set.putIfAbsent(new Watch(Subject.CHILDREN, children.path()), zxid);
            }
        }

        private void fire(Fired fired) {
            List<Subject> subjects =
                    switch (fired.type()) {
                        case CREATED, DATA_CHANGED -> List.of(Subject.DATA, Subject.COMING);
                        case DELETED -> List.of(Subject.DATA, Subject.COMING, Subject.CHILDREN);
                        case CHILDREN_CHANGED -> List.of(Subject.CHILDREN);
                        default -> List.of();
                    };
            boolean expected = false;
            for (Subject subject : subjects) {
                var watch = new Watch(subject, fired.path());
                Long since = set.remove(watch);
                expected |= since != null;
                if (since != null && changes(watch).higherKey(since) == null && !isExcused(watch)) {
                    complain("was told of event " + fired + ", but nothing changed after " + Ledger.hex(since));
                }
            }
            if (!expected) {
                complain("was told of event " + fired + " without a watch, or twice");
            }
        }

        private boolean isExcused(Watch watch) {
            if (watch.subject() != Subject.CHILDREN) {
                return !ledger.excuses(watch.path()).isEmpty();
            }
            for (String path : ledger.paths()) {
                if (path.startsWith(watch.path() + "/") && !ledger.excuses(path).isEmpty()) {
                    return true;
                }
            }
            return false;
        }

        private void complain(String what) {
            violations.add(session.name() + " " + what);
        }
    }
}
