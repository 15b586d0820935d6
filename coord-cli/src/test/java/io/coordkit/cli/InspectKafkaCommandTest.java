package io.coordkit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coordkit.kafka.AssignedPartition;
import io.coordkit.kafka.BrokerRegistrar;
import io.coordkit.kafka.ClusterRegistry;
import io.coordkit.kafka.ControllerElector;
import io.coordkit.kafka.ControllerListener;
import io.coordkit.kafka.GroupListener;
import io.coordkit.kafka.GroupMember;
import io.coordkit.kafka.GroupSettings;
import io.coordkit.kafka.TopicRegistry;
import io.coordkit.kafka.codec.BrokerInfo;
import io.coordkit.kafka.codec.Endpoint;
import io.coordkit.kafka.codec.PartitionState;
import io.coordkit.kafka.codec.TopicAssignment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

class InspectKafkaCommandTest extends InspectTest {

    private static final GroupListener READS_NOTHING = new GroupListener() {
        @Override
        public void onAssigned(Map<TopicPartition, AssignedPartition> partitions) {}

        @Override
        public void onRevoked(Set<TopicPartition> partitions) {}

        @Override
        public void onLost(Set<TopicPartition> partitions) {}
    };

    InspectKafkaCommandTest() {
        super("kafka");
    }

    @Test
    void showsBrokersTopicsGroupsAndWhatIsForeign() throws Exception {
        new ClusterRegistry(client).createTopLevelPaths();
        BrokerInfo info = BrokerInfo.of(1, Endpoint.plaintext("127.0.0.1", 1)).inRack("r1");
        try (BrokerRegistrar broker = new BrokerRegistrar(client, 1, info);
                ControllerElector elector = new ControllerElector(client, 1, ControllerListener.NONE);
                GroupMember member = new GroupMember(
                        client, GroupSettings.of("billing", "login").withConsumerName("c1"), READS_NOTHING)) {
            broker.start();
            elector.start();
            TopicRegistry topics = new TopicRegistry(client);
            topics.create("login", TopicAssignment.of(Map.of(0, List.of(1, 2), 1, List.of(1)), Uuid.randomUuid()));
            topics.createPartitionState(new TopicPartition("login", 0), PartitionState.initial(List.of(1, 2), 1));
            member.start();
            member.commit(Map.of(new TopicPartition("login", 0), 42L));
            client.create().forPath("/brokers/topics/odd", "?".getBytes(UTF_8));
            client.create().creatingParentsIfNeeded().forPath("/consumers/not a group/ids");
            Eventually.holds("a controller", () -> elector.controllership().isPresent());

            assertThat(inspect().out())
                    .contains("controller  broker 1")
                    .containsPattern("1 +r1 +PLAINTEXT://127.0.0.1:1")
                    .containsPattern("login +0 +1 +\\[1, 2] +\\[1, 2]")
                    .containsPattern("login +1 +none +unknown +\\[1]")
                    .contains("group       billing, members 1, partitions owned 2, offsets 1")
                    .containsPattern("login +0 +42 +- +billing_c1-0")
                    .contains("lag unknown: cannot find a broker at 127.0.0.1:1: no broker answers")
                    .contains("  /brokers/topics/odd: not JSON", "  /consumers/not a group: illegal group id");
            assertThat(inspect("--limit", "1").out()).contains("... and 1 more (--limit)");
            JsonNode json = inspect("--json").json();
            assertThat(json.get("brokers").get(0).get("id").asInt()).isEqualTo(1);
            assertThat(json.get("partitions").get(0).get("inSync")).hasSize(2);
            assertThat(json.get("groups")
                            .get(0)
                            .get("partitions")
                            .get(0)
                            .get("offset")
                            .asLong())
                    .isEqualTo(42);
            assertThat(json.get("lagUnknown").asText()).startsWith("cannot find a broker");
            assertThat(json.get("leftOut")).hasSize(2);
        }
    }

    @Test
    void saysWhatIsNotThere() {
        assertThat(inspect().out())
                .contains("cluster     without an id", "controller  none", "no group of old consumers");
        CommandLineRun run = CommandLineRun.of("inspect", "kafka", "--connect", "127.0.0.1:1");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().strip()).isEqualTo("coord: no ZooKeeper server answers at 127.0.0.1:1");
    }
}
