package io.coordkit.it.solr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coordkit.cli.inspect.SolrView;
import io.coordkit.cli.tree.Tree;
import io.coordkit.it.process.OnEnsemble;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SolrCloud 9 on three servers of ours: two nodes, one collection of one shard with a replica on each. */
@Timeout(400)
class SolrTest extends OnEnsemble {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOOKS = "books";
    private static final String CREATION = "admin/collections?action=CREATE&name=books&numShards=1&replicationFactor=2"
            + "&collection.configName=books";

    @BeforeEach
    void uploadConfiguration() throws Exception {
        for (String file : List.of("solrconfig.xml", "schema.xml")) {
            client.create()
                    .creatingParentsIfNeeded()
                    .forPath("/configs/books/" + file, SolrNode.resource(file).getBytes(UTF_8));
        }
    }

    @Test
    void anotherNodeLeadsWhenTheFirstDiesAndTheDeadOneRecovers() throws Exception {
        try (var first = new SolrNode("first", ensemble.connectString())) {
            first.await("the first does not oversee", () -> overseer().startsWith(first.name()));
            try (var second = new SolrNode("second", ensemble.connectString())) {
                second.await("not both are alive", () -> live().equals(Set.of(first.name(), second.name())));
                assertThat(client.checkExists()
                                .forPath("/live_nodes/" + first.name())
                                .getEphemeralOwner())
                        .isNotZero();
                first.await("not created", () -> first.does(CREATION));
                first.await("not both replicas are active", () -> activeNodes().equals(live()));
                assertThat(client.getChildren().forPath("/collections/books/leader_elect/shard1/election"))
                        .hasSize(2);
                first.await("refused", () -> first.add(BOOKS, "before"));
                second.await("not replicated", () -> second.count(BOOKS) == 1);

                assertThat(inspected())
                        .contains("overseer  " + first.name())
                        .containsPattern("books +books +1 +2")
                        .containsPattern("books/shard1/core_node\\d+ +" + second.name() + " .* active ");

                int leader = ensemble.leader();
                ensemble.kill(leader);
                first.await("refused without our leader", () -> first.add(BOOKS, "meanwhile"));
                second.await("not replicated", () -> second.count(BOOKS) == 2);

                first.kill();
                second.await("the dead one is alive", () -> live().equals(Set.of(second.name())));
                second.await("nobody oversees", () -> overseer().startsWith(second.name()));
                second.await("nobody leads the shard", () -> shardLeader().equals(second.name()));
                second.await("refused", () -> second.add(BOOKS, "alone"));

                ensemble.start(leader);
                ensemble.awaitServing();
                first.restart();
                first.await("not recovered", () -> activeNodes().equals(Set.of(first.name(), second.name())));
                first.await("not all there", () -> first.count(BOOKS) == 3);
                assertThat(shardLeader()).isEqualTo(second.name());
            }
        }
    }

    private String inspected() throws Exception {
        try (Tree tree = Tree.connect(ensemble.connectString(), List.of(), SolrNode.PATIENCE)) {
            return String.join("\n", SolrView.read(tree).lines(20));
        }
    }

    private Set<String> live() throws IOException {
        return Set.copyOf(children("/live_nodes"));
    }

    /** Name of the node that oversees, and what follows it; nothing while nobody does. */
    private String overseer() throws IOException {
        String id = value("/overseer_elect/leader").path("id").asText();
        return id.substring(id.indexOf('-') + 1);
    }

    private String shardLeader() throws IOException {
        return value("/collections/books/leaders/shard1/leader")
                .path("node_name")
                .asText();
    }

    /** Nodes whose replica is active as the state of the collection says. */
    private Set<String> activeNodes() throws IOException {
        var nodes = new TreeSet<String>();
        for (JsonNode replica : value("/collections/books/state.json").at("/books/shards/shard1/replicas")) {
            if (replica.path("state").asText().equals("active")) {
                nodes.add(replica.path("node_name").asText());
            }
        }
        return nodes;
    }

    private List<String> children(String path) throws IOException {
        try {
            return client.checkExists().forPath(path) == null
                    ? List.of()
                    : client.getChildren().forPath(path);
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private JsonNode value(String path) throws IOException {
        try {
            return JSON.readTree(client.getData().forPath(path));
        } catch (KeeperException.NoNodeException absent) {
            return JSON.createObjectNode();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
