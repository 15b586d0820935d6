package io.coordkit.it.history;

import io.coordkit.it.history.Moment.Answered;
import io.coordkit.it.history.Moment.Lost;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All writes in the order of their zxids, as far as it is known: those that were answered, and those whose answer was
 * lost but whose data somebody saw. What is left of the lost ones may have happened once at any time after it was sent.
 */
final class Ledger {

    /** A write that somebody sent, and what became of it. */
    private static final class Writing {
        private final Call call;
        private final String client;
        private final long earliestZxid;
        private long zxid;
        private final Map<String, Effect> effects = new LinkedHashMap<>();

        Writing(Call call, String client, long earliestZxid) {
            this.call = call;
            this.client = client;
            this.earliestZxid = earliestZxid;
        }
    }

    /** A lost write that nobody saw, as an excuse for what cannot be explained otherwise, once. */
    record Excuse(Effect.Kind kind, long earliestZxid) {}

    private final Frontier frontier;
    private final Map<String, Writing> byData = new HashMap<>();
    private final List<Writing> lost = new ArrayList<>();
    private final Map<String, NavigableMap<Long, Effect>> effects = new TreeMap<>();
    private final Map<String, List<Excuse>> excuses = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private final Set<String> ephemerals = new HashSet<>();
    private final Sights sights;

    Ledger(History history) {
        frontier = new Frontier(history.orderedWrites());
        history.forEach(Answered.class, this::enterAnswered);
        history.forEach(Lost.class, this::enterLost);
        var paths = new TreeSet<>(effects.keySet());
        lost.forEach(writing -> writing.call.writes().forEach(write -> paths.add(path(write))));
        sights = new Sights(history, paths);
        sights.paths().forEach(path -> sights.of(path).forEach(this::resolve));
        lost.forEach(this::settle);
    }

    /** What is wrong already. */
    List<String> violations() {
        return Collections.unmodifiableList(violations);
    }

    Frontier frontier() {
        return frontier;
    }

    Sights sights() {
        return sights;
    }

    Iterable<String> paths() {
        var paths = new TreeSet<>(effects.keySet());
        sights.paths().forEach(paths::add);
        return paths;
    }

    /** What is known to have happened to a znode, by zxid. */
    NavigableMap<Long, Effect> effects(String path) {
        return effects.getOrDefault(path, Collections.emptyNavigableMap());
    }

    /** What may have happened to it besides. */
    List<Excuse> excuses(String path) {
        return excuses.getOrDefault(path, List.of());
    }

    boolean isEphemeral(String path) {
        return ephemerals.contains(path);
    }

    private void enterAnswered(SessionLog session, Answered answered) {
        Call call = answered.call();
        if (call.writes().isEmpty() || answered.answer() instanceof Answer.Refused) {
            return;
        }
        var writing = new Writing(call, session.client(), frontier.before(answered.invokedNanos()));
        writing.zxid = answered.answer().zxid();
        if (answered.answer() instanceof Answer.AllDone all) {
            for (int i = 0; i < all.parts().size(); i++) {
                enter(writing, call.writes().get(i), all.parts().get(i));
            }
        } else {
            enter(writing, call, answered.answer());
        }
    }

    private void enter(Writing writing, Call write, Answer answer) {
        String path = answer instanceof Answer.Created created ? created.path() : path(write);
        int version = answer instanceof Answer.Changed changed ? changed.version() : -1;
        enter(writing, write, path, version);
        rememberData(writing, write);
    }

    private void enter(Writing writing, Call write, String path, int version) {
        Effect effect = Effect.of(write, writing.zxid, path, version);
        writing.effects.put(path, effect);
        noteEphemeral(write, path);
        Effect other = effects.computeIfAbsent(path, p -> new TreeMap<>()).put(writing.zxid, effect);
        if (other != null) {
            violations.add("two writes of " + path + " have zxid " + hex(writing.zxid));
        }
    }

    private void enterLost(SessionLog session, Lost call) {
        if (!call.call().writes().isEmpty()) {
            var writing = new Writing(call.call(), session.client(), frontier.before(call.invokedNanos()));
            call.call().writes().forEach(write -> {
                rememberData(writing, write);
                noteEphemeral(write, path(write));
            });
            lost.add(writing);
        }
    }

    private void noteEphemeral(Call write, String path) {
        if (write instanceof Call.Create create && create.ephemeral()) {
            ephemerals.add(path);
        }
    }

    private void rememberData(Writing writing, Call write) {
        Writing other = write instanceof Call.Delete ? writing : byData.put(data(write), writing);
        if (other != null && other != writing) {
            throw new IllegalArgumentException("data '" + data(write) + "' is written by two calls");
        }
    }

    private static String data(Call write) {
        return write instanceof Call.Create create ? create.data() : ((Call.SetData) write).data();
    }

    static String path(Call write) {
        if (write instanceof Call.Create create) {
            return create.path();
        }
        return write instanceof Call.SetData set ? set.path() : ((Call.Delete) write).path();
    }

    /** Finds the writer of what was seen. A lost write that is seen has happened, at the zxid that the stat says. */
    private void resolve(Sight sight) {
        if (sight.znode().isEmpty()) {
            return;
        }
        Answer.Znode znode = sight.znode().get();
        Writing writing = byData.get(znode.data());
        if (writing == null) {
            violations.add(describe(sight) + ", which nobody wrote");
        } else if (writing.zxid == 0) {
            happened(writing, sight, znode);
        } else if (writing.zxid != znode.mzxid() || !writing.effects.containsKey(sight.path())) {
            violations.add(describe(sight) + ", but that was written by " + writing.client + " at " + hex(writing.zxid)
                    + " to " + writing.effects.keySet() + ": twice or elsewhere");
        } else {
            learnVersion(writing, sight.path(), znode.version());
        }
    }

    /** Of a lost multi, a sight of one znode says that it happened, but not which versions it gave to the others. */
    private void learnVersion(Writing writing, String path, int version) {
        Effect effect = writing.effects.get(path);
        if (effect.kind() == Effect.Kind.SET && effect.version() < 0) {
            Effect known = new Effect(effect.zxid(), effect.kind(), path, version);
            writing.effects.put(path, known);
            effects.get(path).put(known.zxid(), known);
        }
    }

    private void happened(Writing writing, Sight sight, Answer.Znode znode) {
        writing.zxid = znode.mzxid();
        for (Call write : writing.call.writes()) {
            boolean sequential = write instanceof Call.Create create && create.sequential();
            String path = sequential ? sight.path() : path(write);
            enter(writing, write, path, path.equals(sight.path()) ? znode.version() : -1);
        }
        if (znode.mzxid() <= writing.earliestZxid) {
            violations.add(describe(sight) + ", but zxid " + hex(writing.earliestZxid)
                    + " had been acknowledged before that was sent");
        }
        if (!writing.effects.containsKey(sight.path())) {
            violations.add(describe(sight) + ", but that was for " + writing.effects.keySet());
        }
    }

    private void settle(Writing writing) {
        if (writing.zxid == 0) {
            for (Call write : writing.call.writes()) {
                Effect.Kind kind = Effect.of(write, 0, "", -1).kind();
                excuses.computeIfAbsent(path(write), p -> new ArrayList<>())
                        .add(new Excuse(kind, writing.earliestZxid));
            }
        }
    }

    static String describe(Sight sight) {
        String what = sight.znode()
                .map(znode -> "'" + znode.data() + "' version " + znode.version() + " mzxid " + hex(znode.mzxid()))
                .orElse(sight.present() ? "something" : "nothing");
        return sight.by() + " saw " + what + " at " + sight.path() + " as of " + hex(sight.zxid());
    }

    static String hex(long zxid) {
        return "0x" + Long.toHexString(zxid);
    }
}
