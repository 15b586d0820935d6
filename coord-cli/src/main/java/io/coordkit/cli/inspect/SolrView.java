package io.coordkit.cli.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import io.coordkit.cli.tree.Tree;
import io.coordkit.cli.tree.TreeFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What SolrCloud keeps in a tree: nodes, their overseer and its queues, collections with their replicas, and settings. */
public final class SolrView {
    private static final List<String> QUEUES = List.of("queue", "queue-work", "collection-queue-work");

    private final JsonReader reader;
    private final List<Listing> listings = new ArrayList<>();

    private SolrView(JsonReader reader) {
        this.reader = reader;
    }

    /** Looks at a tree. */
    public static View read(Tree tree) throws TreeFailure, InterruptedException {
        SolrView view = new SolrView(new JsonReader(tree));
        Set<String> live = Set.copyOf(view.reader.children("/live_nodes"));
        String overseer = view.overseer();
        view.addNodes(overseer);
        view.addQueues();
        view.listings.addAll(new SolrCollections(view.reader, live).read());
        view.addConfigSets();
        view.addAliases();
        view.addSettings();
        view.listings.add(view.reader.unreadable());
        return new Listings(head(tree, overseer), view.listings);
    }

    private static String head(Tree tree, String overseer) throws TreeFailure, InterruptedException {
        if (!tree.exists("/live_nodes")) {
            return "no SolrCloud here";
        }
        return "overseer  " + (overseer.isEmpty() ? "none" : overseer);
    }

    /** Node that won: the name of its election znode is {@code session-node-n_number}. */
    private String overseer() throws TreeFailure, InterruptedException {
        String path = "/overseer_elect/leader";
        Optional<String> id = reader.object(path).map(json -> json.path("id").asText());
        int start = id.map(text -> text.indexOf('-')).orElse(0);
        int end = id.map(text -> text.lastIndexOf("-n_")).orElse(0);
        if (id.isPresent() && (start < 0 || end <= start)) {
            reader.note(path, "no id of an election");
            return "";
        }
        return id.map(text -> text.substring(start + 1, end)).orElse("");
    }

    private void addNodes(String overseer) throws TreeFailure, InterruptedException {
        Listing nodes = new Listing("nodes");
        for (String node : reader.children("/live_nodes")) {
            nodes.add("node", node, "overseer", node.equals(overseer));
        }
        listings.add(nodes);
    }

    private void addQueues() throws TreeFailure, InterruptedException {
        Listing queues = new Listing("queues");
        for (String queue : QUEUES) {
            int waiting = reader.children("/overseer/" + queue).size();
            if (waiting > 0) {
                queues.add("queue", queue, "waiting", waiting);
            }
        }
        listings.add(queues);
    }

    private void addConfigSets() throws TreeFailure, InterruptedException {
        Listing sets = new Listing("configSets");
        for (String name : reader.children("/configs")) {
            sets.add("configSet", name, "files", files("/configs/" + name));
        }
        listings.add(sets);
    }

    private int files(String path) throws TreeFailure, InterruptedException {
        int files = 0;
        for (String child : reader.children(path)) {
            int below = files(path + "/" + child);
            files += below == 0 ? 1 : below;
        }
        return files;
    }

    private void addAliases() throws TreeFailure, InterruptedException {
        Listing aliases = new Listing("aliases");
        reader.object("/aliases.json").ifPresent(json -> json.path("collection")
                .fields()
                .forEachRemaining(alias -> aliases.add(
                        "alias", alias.getKey(), "collections", alias.getValue().asText())));
        listings.add(aliases);
    }

    /** Classes and properties; no credentials, which are beside them in the same value. */
    private void addSettings() throws TreeFailure, InterruptedException {
        Listing settings = new Listing("settings");
        Optional<JsonNode> security = reader.object("/security.json");
        for (String part : List.of("authentication", "authorization")) {
            security.map(json -> json.path(part).path("class").asText())
                    .filter(name -> !name.isEmpty())
                    .ifPresent(name -> settings.add("setting", part, "value", name));
        }
        reader.object("/clusterprops.json").ifPresent(json -> {
            for (Map.Entry<String, JsonNode> property : json.properties()) {
                settings.add("setting", property.getKey(), "value", plain(property.getValue()));
            }
        });
        if (reader.text("/clusterstate.json").isPresent()) {
            reader.note("/clusterstate.json", "of Solr before 9, which 9 refuses");
        }
        listings.add(settings);
    }

    private static String plain(JsonNode value) {
        return value.isTextual() ? value.asText() : value.toString();
    }
}
