package io.coordkit.statestore.paths;

import java.util.Optional;

/**
 * A leaf that may live below a prefix node of its own.
 *
 * @param prefix the middle node, present when the name is split; created on demand and removed when empty
 * @param leaf the node that holds the data
 */
public record SplitPath(Optional<String> prefix, String leaf) {

    static SplitPath of(String parent, String name, SplitIndex split) {
        if (!split.splits()) {
            return new SplitPath(Optional.empty(), parent + "/" + name);
        }
        int cut = name.length() - split.chars();
        String prefix = parent + "/" + name.substring(0, cut);
        return new SplitPath(Optional.of(prefix), prefix + "/" + name.substring(cut));
    }
}
