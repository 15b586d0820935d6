package io.coordkit.cli.inspect;

import io.coordkit.cli.elect.Lineup;
import io.coordkit.cli.tree.Tree;
import io.coordkit.cli.tree.TreeFailure;
import io.coordkit.elector.paths.ElectionPaths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An election of ResourceManagers, NameNodes or others.
 *
 * @param lineup lock, breadcrumb and who waits
 * @param acl of the parent, which is that of lock and breadcrumb
 * @param latch who takes part in an election of Curator's kind, the leader first; none in Hadoop's own
 */
record HadoopElection(Lineup lineup, List<String> acl, List<String> latch) {

    /** Those with these parents, and those at the places that Hadoop has for them. */
    static List<HadoopElection> readAll(Tree tree, List<String> named, Unreadable unreadable)
            throws TreeFailure, InterruptedException {
        List<String> parents = new ArrayList<>(named);
        for (String base : List.of(ElectionPaths.YARN_BASE, ElectionPaths.HDFS_BASE)) {
            unreadable
                    .unlessHidden(base, () -> tree.children(base))
                    .ifPresent(children -> children.forEach(child -> parents.add(base + "/" + child)));
        }
        List<HadoopElection> elections = new ArrayList<>();
        for (String parent : parents) {
            ElectionPaths paths = paths(parent);
            unreadable.unlessHidden(parent, () -> read(tree, paths)).ifPresent(elections::add);
        }
        return elections;
    }

    private static HadoopElection read(Tree tree, ElectionPaths paths) throws TreeFailure, InterruptedException {
        return new HadoopElection(
                Lineup.read(tree, paths),
                AclText.of(tree.acl(paths.parent()).orElse(List.of())),
                LatchElection.participants(tree, paths.parent()));
    }

    private static ElectionPaths paths(String parent) throws TreeFailure {
        try {
            return new ElectionPaths(parent);
        } catch (IllegalArgumentException e) {
            throw new TreeFailure(String.valueOf(e.getMessage()), e);
        }
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>(lineup.lines());
        if (!latch.isEmpty()) {
            lines.add("latch       " + latch.get(0) + " leads, waiting " + latch.subList(1, latch.size()));
        }
        lines.add("acl         " + String.join(", ", acl));
        return lines;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>(lineup.json());
        json.put("latch", latch);
        json.put("acl", acl);
        return json;
    }
}
