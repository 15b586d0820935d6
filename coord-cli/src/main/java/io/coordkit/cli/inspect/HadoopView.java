package io.coordkit.cli.inspect;

import io.coordkit.cli.json.Json;
import io.coordkit.cli.tree.Tree;
import io.coordkit.cli.tree.TreeFailure;
import io.coordkit.statestore.paths.StorePaths;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Hadoop keeps in a tree: elections, and the ResourceManagers' state. */
public final class HadoopView implements View {
    private final List<HadoopElection> elections;
    private final Optional<RmStore> store;
    private final String storePath;
    private final Listing unreadable;

    private HadoopView(List<HadoopElection> elections, Optional<RmStore> store, String storePath, Listing unreadable) {
        this.elections = elections;
        this.store = store;
        this.storePath = storePath;
        this.unreadable = unreadable;
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
        StorePaths paths = paths(store);
        Unreadable unreadable = new Unreadable();
        return new HadoopView(
                HadoopElection.readAll(tree, elections, unreadable),
                RmStore.read(tree, paths, now, unreadable),
                paths.root(),
                unreadable.listing());
    }

    private static StorePaths paths(String store) throws TreeFailure {
        try {
            return new StorePaths(store);
        } catch (IllegalArgumentException e) {
            throw new TreeFailure(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public List<String> lines(int limit) {
        List<String> lines = new ArrayList<>();
        for (HadoopElection election : elections) {
            lines.addAll(election.lines());
            lines.add("");
        }
        if (elections.isEmpty()) {
            lines.add("no election");
            lines.add("");
        }
        lines.addAll(store.map(found -> found.lines(limit)).orElse(List.of("no state store at " + storePath)));
        lines.addAll(unreadable.lines(limit));
        return lines;
    }

    @Override
    public String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("elections", elections.stream().map(HadoopElection::json).toList());
        store.ifPresent(found -> json.put("store", found.json()));
        json.put(unreadable.name(), unreadable.rows());
        return Json.line(json);
    }
}
