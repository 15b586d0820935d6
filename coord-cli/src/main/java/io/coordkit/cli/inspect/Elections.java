package io.coordkit.cli.inspect;

import io.coordkit.elector.ElectionStatus;
import io.coordkit.elector.ElectorException;
import io.coordkit.elector.paths.ElectionPaths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The elections that a tree holds: of ResourceManagers, of NameNodes, and whichever else one names. */
final class Elections {

    /** One election, by its parent znode. */
    record Election(String parent, ElectionStatus status) {

        List<String> lines() {
            List<String> lines = new ArrayList<>();
            lines.add("election    " + parent);
            lines.add("active      "
                    + status.lock()
                            .map(lock -> lock.info().describe() + " since " + lock.since() + ", token " + lock.czxid()
                                    + (status.settled() ? "" : " (holds the lock, not active yet)"))
                            .orElse("nobody"));
            lines.add("breadcrumb  "
                    + status.breadcrumb()
                            .map(crumb -> crumb.info().describe() + " since " + crumb.written() + ", version "
                                    + crumb.version())
                            .orElse("none: whoever was active last has left in good order"));
            return lines;
        }

        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("election", parent);
            json.put("active", status.settled());
            status.lock().ifPresent(lock -> {
                json.put("holder", lock.info().describe());
                json.put("since", lock.since().toString());
                json.put("token", lock.czxid());
                json.put("session", "0x" + Long.toHexString(lock.sessionId()));
            });
            status.breadcrumb().ifPresent(crumb -> {
                json.put("breadcrumb", crumb.info().describe());
                json.put("breadcrumbVersion", crumb.version());
            });
            return json;
        }
    }

    private Elections() {}

    static List<Election> find(Tree tree, List<String> named) throws InspectionFailure, InterruptedException {
        List<String> parents = new ArrayList<>(named);
        for (String base : List.of(ElectionPaths.YARN_BASE, ElectionPaths.HDFS_BASE)) {
            for (String child : tree.children(base)) {
                parents.add(base + "/" + child);
            }
        }
        List<Election> elections = new ArrayList<>();
        for (String parent : parents) {
            elections.add(new Election(parent, read(tree, parent)));
        }
        return elections;
    }

    private static ElectionStatus read(Tree tree, String parent) throws InspectionFailure {
        try {
            return ElectionStatus.read(tree.client(), new ElectionPaths(parent));
        } catch (IllegalArgumentException | ElectorException e) {
            throw new InspectionFailure(String.valueOf(e.getMessage()), e);
        }
    }
}
