package io.coordkit.cli.inspect;

import com.fasterxml.jackson.databind.JsonNode;
import io.coordkit.cli.tree.TreeFailure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.Set;

/** Collections and their replicas, with the states that Solr would believe: nobody on a dead node is anything but down. */
final class SolrCollections {
    private static final Map<String, String> LETTERS =
            Map.of("A", "active", "R", "recovering", "D", "down", "F", "recovery_failed");

    private final JsonReader reader;
    private final Set<String> live;
    private final Listing collections = new Listing("collections");
    private final Listing replicas = new Listing("replicas");

    /**
     * @param live nodes that are there
     */
    SolrCollections(JsonReader reader, Set<String> live) {
        this.reader = reader;
        this.live = live;
    }

    List<Listing> read() throws TreeFailure, InterruptedException {
        for (String name : reader.children("/collections")) {
            add(name);
        }
        return List.of(collections, replicas);
    }

    private void add(String name) throws TreeFailure, InterruptedException {
        String path = "/collections/" + name + "/state.json";
        Optional<JsonNode> state = reader.object(path).map(json -> json.path(name));
        if (state.isEmpty()) {
            return;
        }
        if (!state.get().isObject()) {
            reader.note(path, "does not name " + name);
            return;
        }
        Map<String, ReplicaState> own = ownStates(path);
        int count = 0;
        int shards = 0;
        for (Entry<String, JsonNode> shard : state.get().path("shards").properties()) {
            shards++;
            for (Entry<String, JsonNode> replica :
                    shard.getValue().path("replicas").properties()) {
                count++;
                addReplica(name, shard.getKey(), replica, own);
            }
        }
        collections.add(
                "collection", name, "configSet", configSet(name, state.get()), "shards", shards, "replicas", count);
    }

    private String configSet(String name, JsonNode state) throws TreeFailure, InterruptedException {
        String inState = state.path("configName").asText();
        if (!inState.isEmpty()) {
            return inState;
        }
        return reader.object("/collections/" + name)
                .map(json -> json.path("configName").asText("-"))
                .orElse("-");
    }

    private void addReplica(
            String collection, String shard, Entry<String, JsonNode> replica, Map<String, ReplicaState> own) {
        JsonNode facts = replica.getValue();
        String node = facts.path("node_name").asText("-");
        ReplicaState state = own.getOrDefault(
                replica.getKey(),
                new ReplicaState(
                        0, facts.path("state").asText("-"), facts.path("leader").asBoolean()));
        replicas.add(
                "replica",
                collection + "/" + shard + "/" + replica.getKey(),
                "node",
                node,
                "core",
                facts.path("core").asText("-"),
                "type",
                facts.path("type").asText("-"),
                "state",
                live.contains(node) ? state.state() : "down",
                "leader",
                live.contains(node) && state.leader());
    }

    private record ReplicaState(int version, String state, boolean leader) {}

    /**
     * States of replicas that have a znode each, which go before what the collection's own says: {@code
     * core_node1:12:A[:L]}, of which the one with the largest number counts (PerReplicaStates).
     */
    private Map<String, ReplicaState> ownStates(String path) throws TreeFailure, InterruptedException {
        Map<String, ReplicaState> states = new HashMap<>();
        for (String name : reader.children(path)) {
            String[] parts = name.split(":");
            if (parts.length < 3 || !parts[1].matches("\\d{1,9}") || !LETTERS.containsKey(parts[2])) {
                reader.note(path + "/" + name, "no state of a replica");
                continue;
            }
            var state =
                    new ReplicaState(Integer.parseInt(parts[1]), LETTERS.getOrDefault(parts[2], "-"), parts.length > 3);
            states.merge(parts[0], state, (one, other) -> one.version() > other.version() ? one : other);
        }
        return states;
    }
}
