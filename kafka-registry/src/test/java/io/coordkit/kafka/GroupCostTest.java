package io.coordkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.kafka.codec.BrokerInfo;
import io.coordkit.kafka.codec.Endpoint;
import io.coordkit.kafka.codec.Subscription;
import io.coordkit.kafka.codec.TopicAssignment;
import io.coordkit.kafka.machine.Assignor;
import io.coordkit.kafka.machine.GroupView;
import io.coordkit.kafka.machine.StreamId;
import io.coordkit.kafka.paths.GroupPath;
import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.Test;

/** What a rebalance costs one of a hundred members that share a thousand partitions, in packets that the server received. */
class GroupCostTest extends ServerTest {
    private static final Pattern TRAFFIC = Pattern.compile("Received: (\\d+)\\s+Sent: (\\d+)");
    private static final int PARTITIONS = 1000;
    private static final int OTHERS = 99;
    private static final int SHARE = 10;

    /** Creations of parents, lists, the first attempt to claim, which finds no parent, and pings. */
    private static final int FEW = 40;

    /** Members of ours among all of them, in the second test. */
    private static final int OURS = 20;

    /** One change moves the share of a member by one place at most, so it has to wait for two neighbours at most. */
    private static final int WAITS = 3;

    private int asked;

    @Test
    void aChangeWakesEachMemberAFewTimesHoweverManyPartitionsMove() throws Exception {
        CuratorFramework client = client();
        GroupPath group = prepare(client);
        for (int i = OURS; i < OTHERS; i++) {
            addStranger(client, group.id("g_m" + i));
        }
        List<GroupMember> members = new ArrayList<>();
        try {
            for (int i = 0; i < OURS; i++) {
                GroupSettings settings = GroupSettings.of("g", "login").withConsumerName("m" + i);
                GroupMember member = new GroupMember(client(), settings, new RecordingListener());
                members.add(member);
                member.start();
            }
            awaitShares(members, OTHERS);
            Traffic before = traffic();
            addStranger(client, group.id("g_a")); // before all others, so that every share moves
            awaitShares(members, OTHERS + 1);
            Await.until(() -> assertThat(traffic().events() - before.events()).isGreaterThanOrEqualTo(OURS));
            Traffic after = traffic();
            assertThat(after.events() - before.events()).isLessThanOrEqualTo(OURS * (1 + WAITS));
            assertThat(after.received() - before.received())
                    .isLessThan(OURS * (1 + WAITS) * (OTHERS + 2 * SHARE + FEW));
        } finally {
            members.forEach(GroupMember::close);
        }
    }

    /** Each of ours reads what range gives it in a group of so many, whose ids are known. */
    private static void awaitShares(List<GroupMember> members, int count) throws Exception {
        SortedMap<String, Map<String, Integer>> ids = new TreeMap<>();
        for (int i = 0; i < OTHERS; i++) {
            ids.put("g_m" + i, Map.of("login", 1));
        }
        if (count > OTHERS) {
            ids.put("g_a", Map.of("login", 1));
        }
        SortedSet<Integer> numbers =
                new TreeSet<>(IntStream.range(0, PARTITIONS).boxed().toList());
        Map<TopicPartition, StreamId> wanted =
                Assignor.range().assign(new GroupView(new TreeMap<>(Map.of("login", numbers)), ids));
        Await.until(() -> {
            for (GroupMember member : members) {
                Map<TopicPartition, StreamId> share = new HashMap<>(wanted);
                share.values().removeIf(stream -> !stream.consumerId().equals(member.consumerId()));
                assertThat(member.assignment()).isEqualTo(share);
            }
        });
    }

    private static GroupPath prepare(CuratorFramework client) throws Exception {
        new BrokerRegistrar(client, 1, BrokerInfo.of(1, Endpoint.plaintext("127.0.0.1", 9092))).start();
        new TopicRegistry(client)
                .create(
                        "login",
                        TopicAssignment.of(TopicAssignment.spread(PARTITIONS, 1, List.of(1)), Uuid.randomUuid()));
        return new GroupPath("g");
    }

    private static void addStranger(CuratorFramework client, String path) throws Exception {
        client.create()
                .creatingParentsIfNeeded()
                .withMode(CreateMode.EPHEMERAL)
                .forPath(path, Subscription.toTopics(Map.of("login", 1), 1).encode());
    }

    @Test
    void joiningAndCommittingTakeOnePacketPerMemberAndPartitionAtMost() throws Exception {
        CuratorFramework client = client();
        GroupPath group = prepare(client);
        for (int i = 0; i < OTHERS; i++) {
            addStranger(client, group.id("g_other" + i));
        }
        GroupSettings settings = GroupSettings.of("g", "login").withConsumerName("a");
        try (GroupMember member = new GroupMember(client(), settings, new RecordingListener())) {
            long before = received();
            member.start();
            assertThat(member.assignment()).hasSize(SHARE);
            assertThat(received() - before).isBetween((long) OTHERS, (long) OTHERS + 2 * SHARE + FEW);

            Map<TopicPartition, Long> offsets = new HashMap<>();
            member.assignment().keySet().forEach(partition -> offsets.put(partition, 1L));
            before = received();
            member.commit(offsets); // finds out which offset nodes there are not yet
            assertThat(received() - before).isLessThan(2 * SHARE);
            offsets.replaceAll((partition, offset) -> 2L);
            before = received();
            member.commit(offsets);
            assertThat(received() - before).isLessThan(SHARE);
        }
    }

    private long received() throws IOException {
        return traffic().received();
    }

    /** What the server has counted, but for our questions, which it counts as received and answers outside of the count. */
    private record Traffic(long received, long sent) {
        /** What it sends is answers and events. */
        long events() {
            return sent - received;
        }
    }

    private Traffic traffic() throws IOException {
        asked++;
        String[] address = connectString().split(":");
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            socket.getOutputStream().write("srvr".getBytes(UTF_8));
            Matcher matcher = TRAFFIC.matcher(new String(socket.getInputStream().readAllBytes(), UTF_8));
            assertThat(matcher.find()).isTrue();
            return new Traffic(Long.parseLong(matcher.group(1)) - asked, Long.parseLong(matcher.group(2)));
        }
    }
}
