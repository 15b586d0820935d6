package io.coordkit.it.history;

import java.util.Optional;

/**
 * What somebody learned of one znode: its state when everything up to {@code zxid} had happened, and nothing later.
 *
 * @param znode all of it, when it was read
 * @param notVersion of a conditional set that failed: the version that it did not have; negative for none
 */
record Sight(
        String path,
        long zxid,
        boolean present,
        Optional<Answer.Znode> znode,
        int notVersion,
        long invokedNanos,
        long completedNanos,
        String by) {}
