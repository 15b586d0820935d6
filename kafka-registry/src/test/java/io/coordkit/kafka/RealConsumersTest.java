package io.coordkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.kafka.codec.BrokerInfo;
import io.coordkit.kafka.codec.Endpoint;
import io.coordkit.kafka.codec.Subscription;
import io.coordkit.kafka.codec.TopicAssignment;
import io.coordkit.kafka.machine.Assignor;
import io.coordkit.kafka.machine.GroupView;
import io.coordkit.kafka.machine.PartitionOrder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.curator.framework.CuratorFramework;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Groups of our members and of consumers of Kafka 1.1, each in a process of its own, on our server. */
class RealConsumersTest extends ServerTest {
    private static final String TOPIC = "login";

    private final List<Peer> peers = new ArrayList<>();
    private CuratorFramework client;

    @BeforeEach
    void registerBrokerAndTopic() {
        client = client();
        new BrokerRegistrar(client, 1, BrokerInfo.of(1, Endpoint.plaintext("127.0.0.1", 9092))).start();
        new TopicRegistry(client)
                .create(TOPIC, TopicAssignment.of(TopicAssignment.spread(7, 1, List.of(1)), Uuid.randomUuid()));
    }

    @AfterEach
    void endPeers() {
        peers.forEach(Peer::close);
    }

    @Test
    void rangeThroughJoinsLeavesCrashesAndExpiry() throws Exception {
        Assignor range = Assignor.range();
        RecordingListener toldA = new RecordingListener();
        RecordingListener toldB = new RecordingListener();
        try (GroupMember a = member("mixed", "a", 1, range, toldA);
                GroupMember b = member("mixed", "b", 2, range, toldB)) {
            a.start();
            Peer old = oldConsumer("mixed", "aa", 2, "range");
            awaitAgreement("mixed", range, List.of(a), List.of(old), 2);

            b.start();
            awaitAgreement("mixed", range, List.of(a, b), List.of(old), 3);

            TopicPartition theirs = ownedBy("mixed", "mixed_aa");
            old.say("commit " + TOPIC + " " + theirs.partition() + " 42");
            Await.until(() -> assertThat(old.lastLine("committed")).isPresent());
            old.kill();
            awaitAgreement("mixed", range, List.of(a, b), List.of(), 2);
            assertThat(toldA.reading.containsKey(theirs) ? toldA.reading.get(theirs) : toldB.reading.get(theirs))
                    .extracting(AssignedPartition::offset)
                    .isEqualTo(OptionalLong.of(42));

            Peer frozen = oldConsumer("mixed", "c", 1, "range");
            awaitAgreement("mixed", range, List.of(a, b), List.of(frozen), 3);
            frozen.pause();
            awaitAgreement("mixed", range, List.of(a, b), List.of(), 2);
            frozen.resume();
            awaitAgreement("mixed", range, List.of(a, b), List.of(frozen), 3);

            a.close();
            awaitAgreement("mixed", range, List.of(b), List.of(frozen), 2);
            frozen.say("leave");
            frozen.awaitExit();
            awaitAgreement("mixed", range, List.of(b), List.of(), 1);
        }
    }

    @Test
    void roundRobinThroughACrashAnExpiryAndALeave() throws Exception {
        Assignor roundRobin = Assignor.roundRobin();
        try (GroupMember a = member("circle", "a", 2, roundRobin, new RecordingListener())) {
            a.start();
            Peer old = oldConsumer("circle", "b", 1, "roundrobin");
            Peer mortal = oldConsumer("circle", "c", 1, "roundrobin");
            awaitAgreement("circle", roundRobin, List.of(a), List.of(old, mortal), 3);

            mortal.kill();
            awaitAgreement("circle", roundRobin, List.of(a), List.of(old), 2);

            old.pause();
            awaitAgreement("circle", roundRobin, List.of(a), List.of(), 1);
            old.resume();
            awaitAgreement("circle", roundRobin, List.of(a), List.of(old), 2);

            old.say("leave");
            old.awaitExit();
            awaitAgreement("circle", roundRobin, List.of(a), List.of(), 1);
        }
    }

    private GroupMember member(String group, String name, int streams, Assignor assignor, GroupListener listener) {
        return new GroupMember(
                client(),
                GroupSettings.of(group, Subscription.toTopics(Map.of(TOPIC, streams), 1))
                        .withConsumerName(name)
                        .withAssignor(assignor)
                        .withRetryBackoff(Duration.ofMillis(200)),
                listener);
    }

    private Peer oldConsumer(String group, String name, int streams, String strategy) throws IOException {
        Peer peer = Peer.start(
                "kafka-1.1",
                "OldConsumer.java",
                dir.resolve(name + ".log"),
                List.of(
                        "group.id=" + group,
                        "consumer.id=" + name,
                        "zookeeper.connect=" + connectString(),
                        "zookeeper.session.timeout.ms=4000",
                        "rebalance.backoff.ms=1000",
                        "rebalance.max.retries=20",
                        "partition.assignment.strategy=" + strategy,
                        TOPIC + "=" + streams));
        peers.add(peer);
        return peer;
    }

    /** Owner nodes, what each of ours believes and what each real consumer computed are the assignment of the members there are. */
    private void awaitAgreement(String group, Assignor assignor, List<GroupMember> ours, List<Peer> theirs, int members)
            throws Exception {
        Await.until(() -> {
            GroupReader reader = new GroupReader(client, group);
            SortedMap<String, Subscription> subscriptions = reader.members();
            assertThat(subscriptions).hasSize(members);
            SortedMap<TopicPartition, String> expected = expected(assignor, subscriptions);
            assertThat(reader.owners()).isEqualTo(expected);
            for (GroupMember member : ours) {
                SortedMap<TopicPartition, String> its = new TreeMap<>(PartitionOrder.INSTANCE);
                its.putAll(expected);
                its.values().removeIf(owner -> !owner.startsWith(member.consumerId() + "-"));
                SortedMap<TopicPartition, String> believed = new TreeMap<>(PartitionOrder.INSTANCE);
                member.assignment().forEach((partition, stream) -> believed.put(partition, stream.toString()));
                assertThat(believed).isEqualTo(its);
            }
            StringBuilder line = new StringBuilder("assigned");
            expected.forEach((partition, owner) ->
                    line.append(' ').append(partition).append('=').append(owner));
            for (Peer peer : theirs) {
                assertThat(peer.lastLine("assigned")).contains(line.toString());
            }
        });
    }

    private static SortedMap<TopicPartition, String> expected(
            Assignor assignor, SortedMap<String, Subscription> subscriptions) {
        SortedMap<String, Map<String, Integer>> members = new TreeMap<>();
        subscriptions.forEach((id, subscription) -> members.put(id, subscription.streams()));
        GroupView view =
                new GroupView(new TreeMap<>(Map.of(TOPIC, new TreeSet<>(List.of(0, 1, 2, 3, 4, 5, 6)))), members);
        SortedMap<TopicPartition, String> expected = new TreeMap<>(PartitionOrder.INSTANCE);
        assignor.assign(view).forEach((partition, stream) -> expected.put(partition, stream.toString()));
        return expected;
    }

    private TopicPartition ownedBy(String group, String consumerId) {
        return new GroupReader(client, group)
                .owners().entrySet().stream()
                        .filter(owner -> owner.getValue().startsWith(consumerId + "-"))
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElseThrow();
    }
}
