package io.coordkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.kafka.codec.BrokerInfo;
import io.coordkit.kafka.codec.Endpoint;
import io.coordkit.kafka.codec.TopicAssignment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** A member whose process stands still for longer than its session, and then goes on as if nothing had been. */
class FrozenMemberTest extends ServerTest {
    private static final TopicPartition PARTITION = new TopicPartition("login", 0);

    @Test
    void commitsNothingMoreWhenItGoesOn() throws Exception {
        CuratorFramework client = client();
        new BrokerRegistrar(client, 1, BrokerInfo.of(1, Endpoint.plaintext("127.0.0.1", 9092))).start();
        new TopicRegistry(client)
                .create("login", TopicAssignment.of(TopicAssignment.spread(2, 1, List.of(1)), Uuid.randomUuid()));
        GroupReader group = new GroupReader(client, "g");
        try (Peer frozen = Peer.start(
                        MemberMain.class, dir.resolve("frozen.log"), List.of(connectString(), "g", "a", "login"));
                GroupMember heir = new GroupMember(client(), GroupSettings.of("g", "login"), new RecordingListener())) {
            Await.until(() -> assertThat(group.owners()).hasSize(2));
            frozen.say("commit 0 5");
            Await.until(() -> assertThat(frozen.lastLine("committed")).isEqualTo(Optional.of("committed 5")));

            frozen.pause();
            heir.start();
            Await.until(() -> assertThat(heir.assignment()).hasSize(2));
            heir.commit(Map.of(PARTITION, 9L));
            frozen.say("commit 0 60");
            frozen.resume();

            Await.until(() -> assertThat(frozen.lastLine("refused")).isEqualTo(Optional.of("refused 60")));
            assertThat(group.offsets()).isEqualTo(Map.of(PARTITION, 9L));
        }
    }
}
