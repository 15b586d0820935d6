package io.coordkit.core.tree;

import java.util.ArrayDeque;
import java.util.List;

/**
 * The tree's digest at round zxids, so that servers can be compared without stopping them ({@code DataTree.digestLog} of the
 * reference).
 */
final class DigestLog {
    private static final int EVERY = 128;
    private static final int KEPT_MAX = 1024;

    private final ArrayDeque<ZxidDigest> kept = new ArrayDeque<>(0);

    void onApplied(long zxid, long digest) {
        if (zxid % EVERY == 0) {
            kept.addLast(new ZxidDigest(zxid, digest));
            if (kept.size() > KEPT_MAX) {
                kept.removeFirst();
            }
        }
    }

    List<ZxidDigest> all() {
        return List.copyOf(kept);
    }

    void clear() {
        kept.clear();
    }
}
