package io.coordkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.kafka.codec.Subscription;
import io.coordkit.kafka.machine.GroupAction;
import io.coordkit.kafka.machine.GroupEvent;
import io.coordkit.kafka.machine.StreamId;
import io.coordkit.kafka.paths.GroupPath;
import java.util.Map;
import java.util.Set;
import org.apache.curator.framework.CuratorFramework;
import org.apache.kafka.common.TopicPartition;
import org.apache.zookeeper.Watcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The guards of claim, release and commit, each broken on purpose. */
class OwnerZnodesTest extends ServerTest {
    private static final TopicPartition P0 = new TopicPartition("t", 0);
    private static final TopicPartition P1 = new TopicPartition("t", 1);
    private static final StreamId STREAM = new StreamId("c", 0);
    private static final GroupPath GROUP = new GroupPath("g");
    private static final Watcher NOBODY = event -> {};

    private CuratorFramework client;
    private CuratorFramework admin;
    private GroupZnodes group;
    private OwnerZnodes owners;

    @BeforeEach
    void register() throws Exception {
        client = client();
        admin = client();
        Subscription subscription = Subscription.toTopics(Map.of("t", 1), 0);
        group = new GroupZnodes(client, GROUP, "c", subscription, NOBODY);
        owners = new OwnerZnodes(client, GROUP, "c", subscription, group, NOBODY);
        assertThat(group.register(new GroupAction.Register(1)))
                .isEqualTo(new GroupEvent.Registered(1, group.sessionId()));
    }

    @Test
    void eachClaimIsANewGeneration() throws Exception {
        assertThat(claim(0, P0)).isEqualTo(new GroupEvent.Claimed(2, 1));
        assertThat(claim(1, P0, P1)).isEqualTo(new GroupEvent.Claimed(2, 2));
        assertThat(claim(1, P1)).isInstanceOf(GroupEvent.Fenced.class);
        assertThat(text(admin, GROUP.owner(P1))).isEqualTo("c-0");
    }

    @Test
    void claimIsAllOrNothingAndNamesTheHolder() throws Exception {
        admin.create().creatingParentsIfNeeded().forPath(GROUP.owner(P1), "other-0".getBytes());

        assertThat(claim(0, P0, P1)).isEqualTo(new GroupEvent.ClaimConflict(2, P1, "other-0"));
        assertThat(admin.checkExists().forPath(GROUP.owner(P0))).isNull();
    }

    @Test
    void leftoversOfAnOwnEarlierSessionAreReplaced() throws Exception {
        claim(0, P0);
        long before = group.sessionId();
        client.getZookeeperClient().reset(); // a new session, while the old one still has its nodes
        Await.until(() -> assertThat(group.register(new GroupAction.Register(3)))
                .isEqualTo(new GroupEvent.Registered(3, group.sessionId())));
        assertThat(group.sessionId()).isNotEqualTo(before);

        assertThat(claim(0, P0)).isEqualTo(new GroupEvent.Claimed(2, 1));
        assertThat(admin.checkExists().forPath(GROUP.owner(P0)).getEphemeralOwner())
                .isEqualTo(group.sessionId());
    }

    @Test
    void commitNeedsGenerationAndOwnership() throws Exception {
        claim(0, P0);

        assertThat(commit(1, P0)).isInstanceOf(GroupEvent.Committed.class);
        assertThat(commit(0, P0)).isInstanceOf(GroupEvent.Fenced.class);
        assertThat(commit(1, P0, P1)).isInstanceOf(GroupEvent.Fenced.class);
        assertThat(new GroupReader(admin, "g").offsets()).isEqualTo(Map.of(P0, 7L));
    }

    @Test
    void afterTheSessionNothingIsWritten() throws Exception {
        claim(0, P0);
        expireSession(client);
        admin.create().forPath(GROUP.owner(P0), "other-0".getBytes());

        Await.until(() -> assertThat(commit(1, P0)).isInstanceOf(GroupEvent.Fenced.class));
        assertThat(claim(1, P1)).isInstanceOf(GroupEvent.Fenced.class);
        assertThat(owners.release(new GroupAction.Release(4, Set.of(P0)))).isInstanceOf(GroupEvent.Fenced.class);
        assertThat(text(admin, GROUP.owner(P0))).isEqualTo("other-0");
        assertThat(new GroupReader(admin, "g").offsets()).isEmpty();
    }

    @Test
    void releaseLeavesForeignNodesAlone() throws Exception {
        claim(0, P0);
        admin.create().forPath(GROUP.owner(P1), "other-0".getBytes());

        assertThat(owners.release(new GroupAction.Release(4, Set.of(P0, P1)))).isEqualTo(new GroupEvent.Released(4));
        assertThat(new GroupReader(admin, "g").owners()).isEqualTo(Map.of(P1, "other-0"));
    }

    private GroupEvent claim(int generation, TopicPartition... partitions) throws Exception {
        Map<TopicPartition, StreamId> wanted = new java.util.HashMap<>();
        for (TopicPartition partition : partitions) {
            wanted.put(partition, STREAM);
        }
        return owners.claim(new GroupAction.Claim(2, generation, wanted));
    }

    private GroupEvent commit(int generation, TopicPartition... partitions) {
        Map<TopicPartition, Long> offsets = new java.util.HashMap<>();
        for (TopicPartition partition : partitions) {
            offsets.put(partition, 7L);
        }
        try {
            return owners.commit(new GroupAction.CommitOffsets(3, generation, offsets));
        } catch (org.apache.zookeeper.KeeperException e) {
            return new GroupEvent.OperationFailed(3, e.getMessage());
        }
    }
}
