package io.coordkit.cli.inspect;

import io.coordkit.cli.elect.Lineup;
import io.coordkit.cli.json.Json;
import io.coordkit.cli.tree.Tree;
import io.coordkit.cli.tree.TreeFailure;
import io.coordkit.elector.paths.ElectionPaths;
import io.coordkit.statestore.paths.StorePaths;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Hadoop keeps in a tree: elections, and the ResourceManagers' state. */
public final class HadoopView implements View {
    private final List<Lineup> elections;
    private final Optional<RmStore> store;
    private final String storePath;
    private final Instant now;

    private HadoopView(List<Lineup> elections, Optional<RmStore> store, String storePath, Instant now) {
        this.elections = elections;
        this.store = store;
        this.storePath = storePath;
        this.now = now;
    }

    /**
     * Looks at a tree.
     *
     * @param elections parent znodes besides those under Hadoop's default paths
     * @param store parent of the state store, {@code /rmstore} unless configured otherwise
     * @param now what ages are counted from
     */
    public static HadoopView read(Tree tree, List<String> elections, String store, Instant now)
            throws TreeFailure, InterruptedException {
        StorePaths paths;
        try {
            paths = new StorePaths(store);
        } catch (IllegalArgumentException e) {
            throw new TreeFailure(String.valueOf(e.getMessage()), e);
        }
        return new HadoopView(elections(tree, elections), RmStore.read(tree, paths), paths.root(), now);
    }

    private static List<Lineup> elections(Tree tree, List<String> named) throws TreeFailure, InterruptedException {
        List<String> parents = new ArrayList<>(named);
        for (String base : List.of(ElectionPaths.YARN_BASE, ElectionPaths.HDFS_BASE)) {
            tree.children(base).forEach(child -> parents.add(base + "/" + child));
        }
        List<Lineup> elections = new ArrayList<>();
        for (String parent : parents) {
            elections.add(Lineup.read(tree, paths(parent)));
        }
        return elections;
    }

    private static ElectionPaths paths(String parent) throws TreeFailure {
        try {
            return new ElectionPaths(parent);
        } catch (IllegalArgumentException e) {
            throw new TreeFailure(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public List<String> lines(int limit) {
        List<String> lines = new ArrayList<>();
        for (Lineup election : elections) {
            lines.addAll(election.lines());
            lines.add("");
        }
        if (elections.isEmpty()) {
            lines.add("no election");
            lines.add("");
        }
        lines.addAll(store.map(found -> found.lines(limit, now)).orElse(List.of("no state store at " + storePath)));
        return lines;
    }

    @Override
    public String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("elections", elections.stream().map(Lineup::json).toList());
        store.ifPresent(found -> json.put("store", found.json()));
        return Json.line(json);
    }
}
