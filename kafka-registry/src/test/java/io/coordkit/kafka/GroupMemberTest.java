package io.coordkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.kafka.codec.BrokerInfo;
import io.coordkit.kafka.codec.Endpoint;
import io.coordkit.kafka.codec.Subscription;
import io.coordkit.kafka.codec.TopicAssignment;
import io.coordkit.kafka.machine.Assignor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Members on a server: nodes of the layout, joins, leaves, crashes, expiry, offsets and zombies. */
class GroupMemberTest extends ServerTest {
    private CuratorFramework admin;
    private GroupReader group;

    @BeforeEach
    void createTopic() {
        admin = client();
        group = new GroupReader(admin, "g1");
        new BrokerRegistrar(admin, 1, BrokerInfo.of(0, Endpoint.plaintext("127.0.0.1", 9092))).start();
        createTopic("login", 12);
    }

    @Test
    void writesTheNodesOfTheOldConsumer() throws Exception {
        CuratorFramework client = client();
        GroupSettings settings = settings("a", Subscription.toTopics(Map.of("login", 2), 1700000000000L));
        try (GroupMember member = new GroupMember(client, settings, new RecordingListener())) {
            member.start();
            member.commit(Map.of(login(3), 42L));

            assertThat(text(admin, "/consumers/g1/ids/g1_a"))
                    .isEqualTo("{\"version\":1,\"subscription\":{\"login\":2},\"pattern\":\"static\","
                            + "\"timestamp\":\"1700000000000\"}");
            Stat owner = new Stat();
            byte[] data = admin.getData().storingStatIn(owner).forPath("/consumers/g1/owners/login/6");
            assertThat(new String(data)).isEqualTo("g1_a-1");
            assertThat(owner.getEphemeralOwner())
                    .isEqualTo(client.getZookeeperClient().getZooKeeper().getSessionId());
            assertThat(text(admin, "/consumers/g1/offsets/login/3")).isEqualTo("42");
            assertThat(admin.getData().forPath("/consumers/g1/owners/login")).isNull();
        }
        assertThat(group.members()).isEmpty();
        assertThat(group.owners()).isEmpty();
        assertThat(group.offsets()).isEqualTo(Map.of(login(3), 42L));
    }

    @Test
    void aMemberThatCouldNotStartIsClosed() {
        GroupSettings normal = settings("a");
        GroupSettings hasty = new GroupSettings(
                normal.group(),
                normal.consumerId(),
                normal.subscription(),
                normal.assignor(),
                normal.autoCommitInterval(),
                normal.retryBackoff(),
                normal.maxAttempts(),
                Duration.ofMillis(100),
                normal.closeTimeout());
        try (CuratorFramework unconnected = CuratorFrameworkFactory.newClient("127.0.0.1:1", new RetryOneTime(1))) {
            unconnected.start();
            GroupMember member = new GroupMember(unconnected, hasty, new RecordingListener());

            assertThatThrownBy(member::start)
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("no connection within PT0.1S");
            assertThatThrownBy(() -> member.commit(Map.of()))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageContaining("is closed");
            assertThatThrownBy(member::start).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void sharesPartitionsThroughJoinLeaveAndCrash() throws Exception {
        CuratorFramework crashing = client();
        try (GroupMember a = join(client(), "a");
                GroupMember b = join(client(), "b")) {
            awaitShares(Map.of("g1_a", 6, "g1_b", 6));
            GroupMember c = join(crashing, "c");
            awaitShares(Map.of("g1_a", 4, "g1_b", 4, "g1_c", 4));
            Await.until(() -> assertThat(c.assignment()).hasSize(4));

            crashing.getZookeeperClient().getZooKeeper().close();
            awaitShares(Map.of("g1_a", 6, "g1_b", 6));

            b.close();
            awaitShares(Map.of("g1_a", 12));
            Await.until(() -> assertThat(a.assignment()).hasSize(12));
        }
    }

    @Test
    void takeoverGoesOnFromThePositionsOfTheFormerOwner() throws Exception {
        RecordingListener second = new RecordingListener();
        GroupMember a = join(client(), "a");
        for (int p = 0; p < 12; p++) {
            a.position(login(p), 100 + p);
        }
        try (GroupMember b = new GroupMember(client(), settings("b"), second)) {
            b.start();
            Await.until(() -> assertThat(second.reading).hasSize(6));
            assertThat(second.reading.get(login(7)).offset()).hasValue(107);
            assertThat(group.offsets()).hasSize(6); // only what was given up has been committed

            a.close();
            Await.until(() -> assertThat(second.reading).hasSize(12));
            assertThat(second.reading.get(login(0)).offset()).hasValue(100);
        }
    }

    @Test
    void partitionsThatStayAreNotInterrupted() throws Exception {
        RecordingListener first = new RecordingListener();
        try (GroupMember a = new GroupMember(client(), settings("a"), first)) {
            a.start();
            try (GroupMember b = join(client(), "b")) {
                awaitShares(Map.of("g1_a", 6, "g1_b", 6));
                assertThat(first.revoked).doesNotContain(login(0)).contains(login(6));
                assertThat(b.assignment()).hasSize(6);
            }
        }
    }

    @Test
    void goesOnAfterExpiryInANewSession() throws Exception {
        RecordingListener listener = new RecordingListener();
        CuratorFramework client = client();
        try (GroupMember member = new GroupMember(client, settings("a"), listener)) {
            member.start();
            member.commit(Map.of(login(0), 5L));
            long before = ownerSession(0);

            expireSession(client);

            Await.until(() -> {
                assertThat(listener.lost).hasSize(12);
                assertThat(listener.reading).hasSize(12);
            });
            assertThat(ownerSession(0)).isNotEqualTo(before);
            assertThat(listener.reading.get(login(0)).offset()).hasValue(5);
        }
    }

    @Test
    void zombieCannotCommit() throws Exception {
        try (GroupMember member = join(client(), "a")) {
            member.commit(Map.of(login(0), 5L));
            admin.delete().forPath("/consumers/g1/owners/login/0");
            admin.create().forPath("/consumers/g1/owners/login/0", "g1_other-0".getBytes());
            admin.delete().forPath("/consumers/g1/ids/g1_a");

            assertThatThrownBy(() -> member.commit(Map.of(login(0), 6L)))
                    .isInstanceOf(CommitRejectedException.class)
                    .hasMessageContaining("login-0");
            assertThat(group.offsets()).isEqualTo(Map.of(login(0), 5L));
            admin.delete().forPath("/consumers/g1/owners/login/0");
        }
    }

    @Test
    void commitOfAForeignPartitionIsRejected() {
        try (GroupMember member = join(client(), "a")) {
            assertThatThrownBy(() -> member.commit(Map.of(new TopicPartition("other", 0), 6L)))
                    .isInstanceOf(CommitRejectedException.class);
        }
    }

    @Test
    void unchangedOffsetsAreNotWrittenAgain() throws Exception {
        try (GroupMember member = join(client(), "a")) {
            member.commit(Map.of(login(0), 5L));
            member.commit(Map.of(login(0), 5L));
            assertThat(admin.checkExists()
                            .forPath("/consumers/g1/offsets/login/0")
                            .getVersion())
                    .isZero();
            member.commit(Map.of(login(0), 6L, login(1), 1L));
            assertThat(group.offsets()).isEqualTo(Map.of(login(0), 6L, login(1), 1L));
        }
    }

    @Test
    void offsetsGoBackOnlyWhenAsked() throws Exception {
        try (GroupMember member = join(client(), "a")) {
            member.commit(Map.of(login(0), 5L, login(1), 5L));
            member.commit(Map.of(login(0), 3L, login(1), 6L));
            assertThat(group.offsets()).isEqualTo(Map.of(login(0), 5L, login(1), 6L));
            member.rewind(Map.of(login(0), 2L));
            assertThat(group.offsets()).isEqualTo(Map.of(login(0), 2L, login(1), 6L));
            member.commit(Map.of(login(0), 1L));
            member.commit(Map.of(login(0), 4L));
            assertThat(group.offsets()).containsEntry(login(0), 4L);
        }
    }

    @Test
    void positionsAreCommittedByTheTimer() throws Exception {
        GroupSettings timed = settings("a").withAutoCommit(Optional.of(Duration.ofMillis(50)));
        try (GroupMember member = new GroupMember(client(), timed, new RecordingListener())) {
            member.start();
            member.position(login(2), 9);
            Await.until(() -> assertThat(group.offsets()).isEqualTo(Map.of(login(2), 9L)));
        }
    }

    @Test
    void secondMemberOfTheSameIdIsRefused() throws Exception {
        try (GroupMember member = join(client(), "a")) {
            assertThatThrownBy(() -> join(client(), "a"))
                    .isInstanceOf(ConsumerIdConflictException.class)
                    .hasMessageContaining("consumer id g1_a is already registered in group g1");
            assertThat(member.assignment()).hasSize(12);
            assertThat(group.owners()).hasSize(12);
        }
    }

    @Test
    void waitsForAForeignOwnerAndClaimsWhenItGoes() throws Exception {
        CuratorFramework other = client();
        other.create()
                .creatingParentsIfNeeded()
                .withMode(CreateMode.EPHEMERAL)
                .forPath("/consumers/g1/owners/login/4", "g1_old-0".getBytes());
        GroupSettings patient = settings("a").withRetryBackoff(Duration.ofHours(1));
        try (GroupMember member = new GroupMember(client(), patient, new RecordingListener())) {
            member.start();
            assertThat(member.assignment()).isEmpty();

            other.close();

            Await.until(() -> assertThat(member.assignment()).hasSize(12));
        }
    }

    @Test
    void takesInTopicsAndPartitionsThatAppear() throws Exception {
        GroupSettings wildcard =
                settings("a", Subscription.whiteList("lo.*", 1, 0)).withAssignor(Assignor.roundRobin());
        try (GroupMember member = new GroupMember(client(), wildcard, new RecordingListener())) {
            member.start();
            assertThat(member.assignment()).hasSize(12);

            createTopic("logout", 3);
            Await.until(() -> assertThat(member.assignment()).hasSize(15));

            createTopic("metrics", 3);
            admin.setData().forPath("/brokers/topics/logout", "{\"version\":1,\"partitions\":{\"0\":[1]}}".getBytes());
            Await.until(() -> assertThat(member.assignment()).hasSize(13));
        }
    }

    @Test
    void waitsForTheFirstBroker() throws Exception {
        admin.delete().forPath("/brokers/ids/1");
        try (GroupMember member = join(client(), "a")) {
            Await.until(() -> assertThat(group.members()).hasSize(1));
            assertThat(member.assignment()).isEmpty();
            new BrokerRegistrar(admin, 2, BrokerInfo.of(0, Endpoint.plaintext("127.0.0.1", 9092))).start();
            Await.until(() -> assertThat(member.assignment()).hasSize(12));
        }
    }

    @Test
    void groupsAreIndependent() throws Exception {
        try (GroupMember member = join(client(), "a");
                GroupMember other =
                        new GroupMember(client(), GroupSettings.of("g2", "login"), new RecordingListener())) {
            other.start();
            assertThat(member.assignment()).hasSize(12);
            assertThat(other.assignment()).hasSize(12);
            assertThat(GroupReader.groups(admin)).containsExactly("g1", "g2");
        }
    }

    @Test
    void generatedConsumerIdsAreUniqueAndOfTheOldForm() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(ConsumerIds.random("g1"));
        }
        assertThat(ids).hasSizeGreaterThan(9_990).allMatch(id -> id.matches("g1_.+-\\d{13}-[0-9a-f]{1,8}"));
    }

    private void awaitShares(Map<String, Integer> shares) throws Exception {
        Await.until(() -> {
            SortedMap<TopicPartition, String> owners = group.owners();
            assertThat(owners).hasSize(12);
            List<String> consumers = new ArrayList<>();
            owners.values().forEach(owner -> consumers.add(owner.substring(0, owner.lastIndexOf('-'))));
            shares.forEach((consumer, share) ->
                    assertThat(consumers).filteredOn(consumer::equals).hasSize(share));
        });
    }

    private GroupMember join(CuratorFramework client, String name) {
        GroupMember member = new GroupMember(client, settings(name), new RecordingListener());
        member.start();
        return member;
    }

    private static GroupSettings settings(String name) {
        return settings(name, Subscription.toTopics(Map.of("login", 1), 0));
    }

    private static GroupSettings settings(String name, Subscription subscription) {
        return GroupSettings.of("g1", subscription).withConsumerName(name).withRetryBackoff(Duration.ofMillis(200));
    }

    private long ownerSession(int partition) throws Exception {
        return admin.checkExists()
                .forPath("/consumers/g1/owners/login/" + partition)
                .getEphemeralOwner();
    }

    private void createTopic(String topic, int partitions) {
        new TopicRegistry(admin)
                .create(
                        topic,
                        TopicAssignment.of(TopicAssignment.spread(partitions, 1, List.of(1)), Uuid.randomUuid()));
    }

    private static TopicPartition login(int partition) {
        return new TopicPartition("login", partition);
    }
}
