package io.coordkit.it.history;

import io.coordkit.it.history.Effect.Kind;
import io.coordkit.it.history.Ledger.Excuse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * One znode after the other, from its first write to the last look at it: each write must follow from the one before,
 * and each sight must show the last write before it, acknowledged ones above all. Where that fails, a lost write must be
 * there to explain it. Ephemerals end without a write: they are another checker's.
 */
final class Timelines {

    private static final int UNKNOWN = -1;

    private final Ledger ledger;
    private final List<String> violations = new ArrayList<>();

    Timelines(Ledger ledger) {
        this.ledger = ledger;
    }

    List<String> violations() {
        for (String path : ledger.paths()) {
            if (!ledger.isEphemeral(path)) {
                new Walk(path).walk();
            }
        }
        return violations;
    }

    /** The state of one znode while the walk goes on. */
    private final class Walk {
        private final String path;
        private final List<Excuse> excuses;
        private boolean present;
        private int version = UNKNOWN;
        private long czxid = UNKNOWN;
        private long mzxid = UNKNOWN;
        private String before = "nothing yet";

        Walk(String path) {
            this.path = path;
            this.excuses = new ArrayList<>(ledger.excuses(path));
            excuses.sort(Comparator.comparingLong(Excuse::earliestZxid));
        }

        void walk() {
            var sights = new PriorityQueue<>(Comparator.comparingLong(Sight::zxid));
            sights.addAll(ledger.sights().of(path));
            for (Effect effect : ledger.effects(path).values()) {
                while (!sights.isEmpty() && sights.peek().zxid() < effect.zxid()) {
                    look(sights.remove());
                }
                happen(effect);
            }
            while (!sights.isEmpty()) {
                look(sights.remove());
            }
        }

        private void happen(Effect effect) {
            switch (effect.kind()) {
                case CREATE -> {
                    if (present) {
                        explain(Kind.DELETE, effect.zxid(), "is created at");
                    }
                    begin(effect.zxid());
                }
                case SET -> set(effect);
                case DELETE -> {
                    if (!present) {
                        explain(Kind.CREATE, effect.zxid(), "is deleted at");
                    }
                    end();
                }
            }
            before = effect.kind() + " at " + Ledger.hex(effect.zxid());
        }

        private void begin(long zxid) {
            present = true;
            version = 0;
            czxid = zxid;
            mzxid = zxid;
        }

        private void end() {
            present = false;
            version = UNKNOWN;
        }

        private void set(Effect effect) {
            long zxid = effect.zxid();
            if (!present) {
                explain(Kind.CREATE, zxid, "is set at");
                begin(UNKNOWN);
            }
            int expected = version == UNKNOWN ? UNKNOWN : version + 1;
            if (effect.version() != UNKNOWN && expected != UNKNOWN && effect.version() < expected) {
                explain(Kind.DELETE, zxid, "goes back to version " + effect.version() + " at");
                explain(Kind.CREATE, zxid, "goes back to version " + effect.version() + " at");
                begin(UNKNOWN);
                expected = 1;
            }
            if (expected != UNKNOWN) {
                for (int missing = expected; missing < effect.version(); missing++) {
                    explain(Kind.SET, zxid, "jumps over version " + missing + " at");
                }
            }
            version = effect.version() == UNKNOWN ? expected : effect.version();
            mzxid = zxid;
        }

        private void look(Sight sight) {
            if (!sight.present()) {
                if (present) {
                    explain(Kind.DELETE, sight.zxid(), "is gone, as " + sight.by() + " saw at");
                    end();
                }
                return;
            }
            if (!present) {
                explain(Kind.CREATE, sight.zxid(), "is there, as " + sight.by() + " saw at");
                begin(UNKNOWN);
                mzxid = UNKNOWN;
                version = UNKNOWN;
            }
            sight.znode().ifPresent(znode -> compare(sight, znode));
            if (sight.notVersion() >= 0 && sight.notVersion() == version) {
                explain(Kind.SET, sight.zxid(), "is said not to have version " + version + " at");
                version = UNKNOWN;
                mzxid = UNKNOWN;
            }
        }

        /** Who wrote what was seen is in the ledger, so nothing may have happened since. */
        private void compare(Sight sight, Answer.Znode znode) {
            boolean same = znode.mzxid() == mzxid
                    && (version == UNKNOWN || version == znode.version())
                    && (czxid == UNKNOWN || czxid == znode.czxid());
            if (!same) {
                violations.add(Ledger.describe(sight) + ", but before was " + before + ", version " + version);
            }
            version = znode.version();
            czxid = znode.czxid();
        }

        private void explain(Kind kind, long zxid, String what) {
            boolean explained = false;
            for (int i = 0; i < excuses.size() && !explained; i++) {
                explained = excuses.get(i).kind() == kind && excuses.get(i).earliestZxid() < zxid;
                if (explained) {
                    excuses.remove(i);
                }
            }
            if (!explained) {
                violations.add(path + " " + what + " " + Ledger.hex(zxid) + " after " + before + ", and no lost " + kind
                        + " explains it");
            }
        }
    }
}
