package io.coordkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class InspectSolrCommandTest extends InspectTest {
    private static final String BOOKS = """
            {"books":{"configName":"plain","shards":{"shard1":{"state":"active","replicas":{
              "core_node1":{"core":"books_1","node_name":"h1:8983_solr","type":"NRT","state":"active","leader":"true"},
              "core_node2":{"core":"books_2","node_name":"h2:8983_solr","type":"NRT","state":"active","leader":"true"}}}}}}""";

    InspectSolrCommandTest() {
        super("solr");
    }

    @Test
    void showsNodesCollectionsAndSettings() throws Exception {
        create("/live_nodes/h1:8983_solr", "");
        create("/overseer_elect/leader", "{\"id\":\"72058-h1:8983_solr-n_0000000003\"}");
        create("/overseer/collection-queue-work/qn-0000000001", "{}");
        create("/collections/books/state.json", BOOKS);
        create("/configs/plain/solrconfig.xml", "<config/>");
        create("/configs/plain/lang/stop.txt", "a");
        create("/aliases.json", "{\"collection\":{\"all\":\"books,papers\"}}");
        create("/security.json", "{\"authentication\":{\"class\":\"solr.Basic\",\"credentials\":{\"a\":\"hash\"}}}");
        create("/clusterprops.json", "{\"urlScheme\":\"https\"}");

        assertThat(inspect().out())
                .contains("overseer  h1:8983_solr")
                .containsPattern("h1:8983_solr +true\\R")
                .containsPattern("collection-queue-work +1\\R")
                .containsPattern("books +plain +1 +2\\R")
                .containsPattern("books/shard1/core_node1 +h1:8983_solr +books_1 +NRT +active +true\\R")
                .containsPattern("books/shard1/core_node2 +h2:8983_solr +books_2 +NRT +down +false\\R")
                .containsPattern("plain +2\\R")
                .containsPattern("all +books,papers\\R")
                .containsPattern("authentication +solr.Basic\\R")
                .containsPattern("urlScheme +https\\R")
                .doesNotContain("hash");
    }

    @Test
    void statesOfReplicasOfTheirOwnGoFirst() throws Exception {
        create("/live_nodes/h1:8983_solr", "");
        create("/live_nodes/h2:8983_solr", "");
        create("/collections/books/state.json", BOOKS);
        create("/collections/books/state.json/core_node1:3:D", "");
        create("/collections/books/state.json/core_node2:7:A:L", "");
        create("/collections/books/state.json/core_node2:6:R", "");
        create("/collections/books/state.json/odd", "");

        JsonNode json = inspect("--json").json();
        assertThat(json.get("replicas").get(0).get("state").asText()).isEqualTo("down");
        assertThat(json.get("replicas").get(0).get("leader").asBoolean()).isFalse();
        assertThat(json.get("replicas").get(1).get("state").asText()).isEqualTo("active");
        assertThat(json.get("replicas").get(1).get("leader").asBoolean()).isTrue();
        assertThat(json.get("unreadable").get(0).get("unreadable").asText())
                .isEqualTo("/collections/books/state.json/odd");
    }

    @Test
    void namesWhatCannotBeRead() throws Exception {
        create("/live_nodes", "");
        create("/overseer_elect/leader", "{\"id\":\"nobody\"}");
        create("/collections/books/state.json", "{\"books\":");
        create("/collections/papers/state.json", "{\"books\":{}}");
        create("/collections/odd/state.json", "{\"odd\":{\"shards\":[1,{\"replicas\":7}]}}");
        create("/clusterstate.json", "{}");
        create("/aliases.json", "[]");

        CommandLineRun run = inspect();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("overseer  none")
                .containsPattern("/overseer_elect/leader +no id of an election")
                .containsPattern("/collections/books/state.json +not JSON: ")
                .containsPattern("/collections/papers/state.json +does not name papers")
                .containsPattern("/aliases.json +no JSON object")
                .containsPattern("/clusterstate.json +of Solr before 9");
    }

    @Test
    void saysWhatIsNotThere() {
        assertThat(inspect().out()).contains("no SolrCloud here");
    }
}
