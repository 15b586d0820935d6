package io.coordkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.kafka.codec.MalformedNodeException;
import io.coordkit.kafka.offsets.ZooKeeperOffsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ZooKeeperOffsetsTest extends ServerTest {
    private static final TopicPartition FIRST = new TopicPartition("login", 0);

    @Test
    void writesWhatOldConsumersRead() throws Exception {
        CuratorFramework client = client();
        ZooKeeperOffsets offsets = new ZooKeeperOffsets(client);
        assertThat(offsets.groups()).isEmpty();
        Map<TopicPartition, Long> many = new HashMap<>();
        for (int partition = 0; partition < 450; partition++) {
            many.put(new TopicPartition("login", partition), (long) partition);
        }
        offsets.write("billing", many);
        offsets.write("billing", Map.of(FIRST, 7L));
        many.put(FIRST, 7L);
        assertThat(offsets.groups()).containsExactly("billing");
        assertThat(offsets.offsets("billing")).isEqualTo(many);
        assertThat(text(client, "/consumers/billing/offsets/login/0")).isEqualTo("7");
        assertThat(text(client, "/consumers/billing/offsets/login/449")).isEqualTo("449");
    }

    @Test
    void leavesAloneWhatIsNoOffset() throws Exception {
        CuratorFramework client = client();
        client.create().creatingParentsIfNeeded().forPath("/consumers/billing/offsets/login/0", "odd".getBytes(UTF_8));
        ZooKeeperOffsets offsets = new ZooKeeperOffsets(client);
        assertThatThrownBy(() -> offsets.offsets("billing"))
                .isInstanceOf(MalformedNodeException.class)
                .hasMessage("/consumers/billing/offsets/login/0: not an offset: \"odd\"");
        assertThatThrownBy(() -> offsets.write("billing", Map.of(FIRST, 7L)))
                .isInstanceOf(MalformedNodeException.class);
        assertThat(text(client, "/consumers/billing/offsets/login/0")).isEqualTo("odd");
    }

    @Test
    void writesNothingIntoAGroupThatConsumes() throws Exception {
        CuratorFramework client = client();
        ZooKeeperOffsets offsets = new ZooKeeperOffsets(client);
        try (GroupMember member =
                new GroupMember(client, GroupSettings.of("billing", "login"), new RecordingListener())) {
            member.start();
            assertThatThrownBy(() -> offsets.write("billing", Map.of(FIRST, 7L)))
                    .isInstanceOf(RegistryException.class)
                    .hasMessageStartingWith("group billing has members (1)");
            assertThat(offsets.offsets("billing")).isEmpty();
        }
        offsets.write("billing", Map.of(FIRST, 7L));
        assertThat(offsets.offsets("billing")).isEqualTo(Map.of(FIRST, 7L));
    }
}
