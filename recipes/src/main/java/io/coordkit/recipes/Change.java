package io.coordkit.recipes;

import java.util.Optional;

/**
 * What became of one znode of a {@link Mirror}. What happens between two looks is seen as one change, as always with watches.
 *
 * @param name the znode's, as in {@link Znode#name}
 * @param before what was known of it; empty if it is new
 * @param after what it is now; empty if it is gone
 */
public record Change(String name, Optional<Znode> before, Optional<Znode> after) {

    /** It was not there. */
    public boolean appeared() {
        return before.isEmpty();
    }

    /** It is not there any more. */
    public boolean disappeared() {
        return after.isEmpty();
    }

    /** It is still there and was written. */
    public boolean rewritten() {
        return before.isPresent() && after.isPresent();
    }
}
