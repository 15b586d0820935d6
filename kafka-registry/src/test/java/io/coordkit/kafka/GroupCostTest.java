package io.coordkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.kafka.codec.BrokerInfo;
import io.coordkit.kafka.codec.Endpoint;
import io.coordkit.kafka.codec.Subscription;
import io.coordkit.kafka.codec.TopicAssignment;
import io.coordkit.kafka.paths.GroupPath;
import java.io.IOException;
import java.net.Socket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.curator.framework.CuratorFramework;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.Test;

/** What a rebalance costs one of a hundred members that share a thousand partitions, in packets that the server received. */
class GroupCostTest extends ServerTest {
    private static final Pattern RECEIVED = Pattern.compile("Received: (\\d+)");
    private static final int OTHERS = 99;
    private static final int SHARE = 10;

    /** Creations of parents, lists, the first attempt to claim, which finds no parent, and pings. */
    private static final int FEW = 40;

    @Test
    void joiningAndCommittingTakeOnePacketPerMemberAndPartitionAtMost() throws Exception {
        CuratorFramework client = client();
        new BrokerRegistrar(client, 1, BrokerInfo.of(1, Endpoint.plaintext("127.0.0.1", 9092))).start();
        new TopicRegistry(client)
                .create("login", TopicAssignment.of(TopicAssignment.spread(1000, 1, List.of(1)), Uuid.randomUuid()));
        GroupPath group = new GroupPath("g");
        byte[] subscription = Subscription.toTopics(Map.of("login", 1), 1).encode();
        for (int i = 0; i < OTHERS; i++) {
            client.create()
                    .creatingParentsIfNeeded()
                    .withMode(CreateMode.EPHEMERAL)
                    .forPath(group.id("g_other" + i), subscription);
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
        String[] address = connectString().split(":");
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            socket.getOutputStream().write("srvr".getBytes(UTF_8));
            Matcher matcher =
                    RECEIVED.matcher(new String(socket.getInputStream().readAllBytes(), UTF_8));
            assertThat(matcher.find()).isTrue();
            return Long.parseLong(matcher.group(1));
        }
    }
}
