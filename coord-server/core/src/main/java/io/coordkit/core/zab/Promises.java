package io.coordkit.core.zab;

import io.coordkit.core.effect.Turn;
import io.coordkit.core.storage.HardStateFile;

/** The epochs of this server, on disk or on their way there, and what it knows of those of others. */
final class Promises {
    private final Turn turn;
    private long accepted;
    private long current;
    private long elsewhere;
    private int savesUnderWay;

    Promises(Turn turn, HardStateFile.Epochs onDisk) {
        this.turn = turn;
        this.accepted = onDisk.accepted();
        this.current = onDisk.current();
    }

    /** The newest epoch promised. */
    long accepted() {
        return accepted;
    }

    /** The newest epoch synchronised with. */
    long current() {
        return current;
    }

    /** The newest epoch to which somebody who could not follow in ours is known to have promised itself. */
    long elsewhere() {
        return elsewhere;
    }

    /** The next epoch must be newer than this one, or somebody stays outside. */
    void beyond(long epoch) {
        elsewhere = Math.max(elsewhere, epoch);
    }

    /** Makes promises; {@link Role#onEpochsSaved} tells when all are on disk. */
    void save(long newAccepted, long newCurrent) {
        accepted = newAccepted;
        current = newCurrent;
        savesUnderWay++;
        turn.outbox().saveEpochs(newAccepted, newCurrent);
    }

    /** The oldest on their way are on disk. */
    void onSaved() {
        savesUnderWay--;
    }

    /** Whether some are on their way. */
    boolean areSaving() {
        return savesUnderWay > 0;
    }
}
