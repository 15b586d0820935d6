package io.coordkit.kafka.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics, partition states, controller, cluster id, subscriptions and offsets: golden values both ways. */
class ValueCodecsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String P = "/path";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\":1,\"partitions\":{\"0\":[1,2]}}",
                "{\"version\":2,\"partitions\":{\"0\":[1,2]},\"adding_replicas\":{},\"removing_replicas\":{\"0\":[2]}}",
                "{\"version\":3,\"partitions\":{\"0\":[1,2],\"10\":[2]},\"adding_replicas\":{\"0\":[3]},"
                        + "\"removing_replicas\":{},\"topic_id\":\"BXCYkfxOQ0Cyn3sGkV0DCw\"}",
                "{\"version\":3,\"partitions\":{},\"adding_replicas\":{},\"removing_replicas\":{},\"later\":1}",
            })
    void topics(String json) throws Exception {
        TopicAssignment topic = TopicCodec.decode(P, bytes(json));

        assertThat(JSON.readTree(TopicCodec.encode(topic))).isEqualTo(JSON.readTree(json));
    }

    @Test
    void topicFieldsAreRead() {
        TopicAssignment topic = TopicCodec.decode(
                P,
                bytes("{\"version\":3,\"partitions\":{\"10\":[2],\"2\":[1]},\"topic_id\":\"BXCYkfxOQ0Cyn3sGkV0DCw\"}"));

        assertThat(topic.replicas()).isEqualTo(new TreeMap<>(Map.of(2, List.of(1), 10, List.of(2))));
        assertThat(topic.replicas().keySet()).containsExactly(2, 10);
        assertThat(topic.topicId()).contains(Uuid.fromString("BXCYkfxOQ0Cyn3sGkV0DCw"));
        assertThatThrownBy(() -> TopicCodec.decode(P, bytes("{\"partitions\":{\"x\":[1]}}")))
                .isInstanceOf(MalformedNodeException.class);
        assertThatThrownBy(() -> TopicCodec.decode(P, bytes("{\"partitions\":{},\"topic_id\":\"?\"}")))
                .isInstanceOf(MalformedNodeException.class);
    }

    @Test
    void spreadsReplicasInTurn() {
        assertThat(TopicAssignment.spread(4, 2, List.of(3, 1, 2)))
                .containsExactly(
                        Map.entry(0, List.of(1, 2)),
                        Map.entry(1, List.of(2, 3)),
                        Map.entry(2, List.of(3, 1)),
                        Map.entry(3, List.of(1, 2)));
        assertThatIllegalArgumentException().isThrownBy(() -> TopicAssignment.spread(1, 2, List.of(1)));
    }

    @Test
    void partitionState() {
        String golden = "{\"controller_epoch\":1,\"leader\":1,\"version\":1,\"leader_epoch\":0,\"isr\":[1]}";
        PartitionState state = PartitionState.initial(List.of(1), 1);

        assertThat(text(PartitionStateCodec.encode(state))).isEqualTo(golden);
        assertThat(PartitionStateCodec.decode(P, bytes(golden))).isEqualTo(state);
        PartitionState recovering = new PartitionState(-1, 4, 2, List.of(), 1, Map.of());
        assertThat(text(PartitionStateCodec.encode(recovering))).contains("\"leader_recovery_state\":1");
        assertThat(PartitionStateCodec.decode(P, PartitionStateCodec.encode(recovering)))
                .isEqualTo(recovering);
    }

    @Test
    void controller() {
        String v1 = "{\"version\":1,\"brokerid\":3,\"timestamp\":\"1700000000000\"}";
        String v2 = "{\"version\":2,\"brokerid\":3,\"timestamp\":\"1700000000000\",\"kraftControllerEpoch\":-1}";

        assertThat(text(ControllerInfo.of(3, 1700000000000L).encode())).isEqualTo(v2);
        assertThat(text(ControllerInfo.decode(P, bytes(v1)).encode())).isEqualTo(v1);
        assertThat(ControllerInfo.decode(P, bytes(v2))).isEqualTo(ControllerInfo.of(3, 1700000000000L));
    }

    @Test
    void clusterIdVersionIsAString() {
        String golden = "{\"version\":\"1\",\"id\":\"BXCYkfxOQ0Cyn3sGkV0DCw\"}";

        assertThat(text(new ClusterId("BXCYkfxOQ0Cyn3sGkV0DCw").encode())).isEqualTo(golden);
        assertThat(ClusterId.decode(P, bytes(golden)).id()).isEqualTo("BXCYkfxOQ0Cyn3sGkV0DCw");
        assertThat(ClusterId.random().id()).hasSize(22);
    }

    @Test
    void staticSubscription() {
        String golden =
                "{\"version\":1,\"subscription\":{\"login\":2},\"pattern\":\"static\",\"timestamp\":\"1700000000000\"}";
        Subscription subscription = Subscription.toTopics(Map.of("login", 2), 1700000000000L);

        assertThat(text(subscription.encode())).isEqualTo(golden);
        assertThat(Subscription.decode(P, bytes(golden))).isEqualTo(subscription);
        assertThat(subscription.streamsAmong(Set.of())).isEqualTo(Map.of("login", 2));
    }

    @Test
    void wildcardSubscriptionsMatchAsTheOldConsumerDoes() {
        Set<String> topics = Set.of("log-a", "log-b", "metrics", "__consumer_offsets");

        assertThat(Subscription.whiteList("log-.*, metrics", 2, 0).streamsAmong(topics))
                .isEqualTo(Map.of("log-a", 2, "log-b", 2, "metrics", 2));
        assertThat(Subscription.whiteList("\".*\"", 1, 0).streamsAmong(topics))
                .containsOnlyKeys("log-a", "log-b", "metrics");
        assertThat(Subscription.whiteList("log", 1, 0).streamsAmong(topics)).isEmpty();
        assertThat(Subscription.blackList("log.*", 1, 0).streamsAmong(topics)).containsOnlyKeys("metrics");
        String escaped = text(Subscription.whiteList("a\\d\"", 1, 5).encode());
        assertThat(escaped).contains("\"a\\\\d\\\"\":1").contains("\"white_list\"");
        assertThat(Subscription.decode(P, bytes(escaped)).streams()).containsOnlyKeys("a\\d\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"subscription\":{\"t\":1},\"pattern\":\"odd\"}",
                "{\"subscription\":{\"t\":0},\"pattern\":\"static\"}",
                "{\"subscription\":{\"t\":\"1\"},\"pattern\":\"static\"}",
                "{\"subscription\":{\"(\":1},\"pattern\":\"white_list\"}",
                "{\"subscription\":{\"a\":1,\"b\":1},\"pattern\":\"white_list\"}",
                "{\"subscription\":{\"t\":1},\"pattern\":\"static\",\"timestamp\":\"soon\"}",
            })
    void malformedSubscriptionsAreReported(String json) {
        assertThatThrownBy(() -> Subscription.decode(P, bytes(json)))
                .isInstanceOf(MalformedNodeException.class)
                .hasMessageStartingWith(P);
    }

    @Test
    void offsets() {
        assertThat(text(OffsetText.encode(42))).isEqualTo("42");
        assertThat(OffsetText.decode(P, bytes("42"))).isEqualTo(42);
        assertThatThrownBy(() -> OffsetText.decode(P, bytes("4x"))).hasMessageContaining("4x");
        assertThatThrownBy(() -> OffsetText.decode(P, null)).isInstanceOf(MalformedNodeException.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
