package io.coordkit.cli.inspect;

import io.coordkit.cli.tree.Tree;
import io.coordkit.cli.tree.TreeFailure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The other election that ResourceManagers may hold at the same place: Curator's LeaderLatch ({@code
 * yarn.resourcemanager.ha.curator-leader-elector.enabled}). Whoever has the lowest number leads, the others wait.
 */
final class LatchElection {
    private static final String NAME = "-latch-";

    private LatchElection() {}

    /** Who takes part, the leader first; none where there is no such election. */
    static List<String> participants(Tree tree, String parent) throws TreeFailure, InterruptedException {
        List<String> nodes = tree.children(parent).stream()
                .filter(name -> name.contains(NAME))
                .sorted(Comparator.comparing(name -> name.substring(name.lastIndexOf(NAME))))
                .toList();
        List<String> participants = new ArrayList<>();
        for (String node : nodes) {
            tree.data(parent + "/" + node)
                    .map(data -> new String(data, StandardCharsets.UTF_8))
                    .ifPresent(participants::add);
        }
        return participants;
    }
}
