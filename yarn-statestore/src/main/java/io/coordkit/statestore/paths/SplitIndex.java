package io.coordkit.statestore.paths;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How many trailing characters of a node's name become a node of their own, so that no parent has too many children
 * (YARN-2962 for applications, YARN-7262 for delegation tokens).
 *
 * @param chars 0 (no split) to 4
 */
public record SplitIndex(int chars) {

    /** The flat layout. */
    public static final SplitIndex NONE = new SplitIndex(0);

    /** Every layout that may be found in a tree: 0 to 4. */
    public static final List<SplitIndex> ALL =
            IntStream.rangeClosed(0, 4).mapToObj(SplitIndex::new).toList();

    public SplitIndex {
        if (chars < 0 || chars > 4) {
            throw new IllegalArgumentException("split index must be 0 to 4, not " + chars);
        }
    }

    /** The value of a configuration key; anything outside 0 to 4 means no split, as in the resource manager. */
    public static SplitIndex ofConfigured(int value) {
        return value < 0 || value > 4 ? NONE : new SplitIndex(value);
    }

    /** Whether names are split at all. */
    public boolean splits() {
        return chars > 0;
    }
}
