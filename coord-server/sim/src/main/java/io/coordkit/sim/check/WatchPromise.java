package io.coordkit.sim.check;

import io.coordkit.core.wire.Stat;
import io.coordkit.sim.model.ModelTree;

/** What a client may believe as long as its one-shot watch has not fired. */
public enum WatchPromise {
    /** The data are those that it read. */
    DATA_UNCHANGED,
    /** There is no such znode. */
    STILL_ABSENT,
    /** The names are those that it read. */
    CHILDREN_UNCHANGED;

    void check(ModelTree model, String path, long zxid) {
        Stat stat = model.stat(path);
        boolean kept =
                switch (this) {
                    case DATA_UNCHANGED -> stat != null && stat.mzxid() <= zxid;
                    case STILL_ABSENT -> stat == null;
                    case CHILDREN_UNCHANGED -> stat != null && stat.pzxid() <= zxid;
                };
        if (!kept) {
            throw new Found(
                    "watches",
                    model.zxid(),
                    "a client missed that " + this + " does not hold for " + path + " any more");
        }
    }
}
