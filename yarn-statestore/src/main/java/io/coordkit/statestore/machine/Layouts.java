package io.coordkit.statestore.machine;

import io.coordkit.statestore.paths.SplitIndex;
import java.util.List;
import java.util.Set;

/**
 * Where nodes of one kind may be: new ones go to the configured layout, old ones stay where an earlier configuration put
 * them.
 *
 * @param configured the layout for new nodes
 * @param others the other layouts that may hold nodes, in ascending order
 */
public record Layouts(SplitIndex configured, List<SplitIndex> others) {

    /** Before anything was loaded every layout may hold something. */
    public static Layouts unknown(SplitIndex configured) {
        return new Layouts(
                configured,
                SplitIndex.ALL.stream()
                        .filter(split -> !split.equals(configured))
                        .toList());
    }

    /** After a load: layouts in which nothing was found stay empty for as long as this writer is the only one. */
    public Layouts keepOnly(Set<SplitIndex> used) {
        return new Layouts(configured, others.stream().filter(used::contains).toList());
    }
}
