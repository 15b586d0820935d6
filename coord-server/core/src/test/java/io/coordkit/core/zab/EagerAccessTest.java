package io.coordkit.core.zab;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.harness.TestClient;
import io.coordkit.core.harness.TestCluster;
import io.coordkit.core.harness.TestMember;
import io.coordkit.core.replica.WriteChecks;
import io.coordkit.core.wire.ErrorCode;
import java.util.List;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.SetACLRequest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A member that refuses what its own tree does not allow, and asks its leader for the rest. */
class EagerAccessTest {
    private static final int NO_AUTH = ErrorCode.NO_AUTH.code();
    private static final int INVALID_ACL = ErrorCode.INVALID_ACL.code();
    private static final List<ACL> READ_ONLY = List.of(new ACL(1, new Id("world", "anyone")));

    private final TestCluster cluster = new TestCluster(3, 0, EnsembleConfig.COUNTER_MAX)
            .withChecks(new WriteChecks(false, true))
            .startAll();

    @BeforeEach
    void prepare() {
        TestClient client = cluster.leader().connect();
        client.create("/open", 0);
        client.send(OpCode.create, new CreateRequest("/locked", new byte[0], READ_ONLY, 0));
        cluster.settle();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesWithoutAZxidAndInItsTurn(boolean leader) {
        TestMember member = leader ? cluster.leader() : cluster.follower();
        TestClient client = member.connect();
        cluster.settle();
        long before = cluster.leader().status().lastZxid();
        client.create("/open/a", 0);
        client.create("/locked/a", 0);
        client.setData("/locked", "x");
        client.delete("/locked/none");
        client.send(OpCode.setACL, new SetACLRequest("/locked", READ_ONLY, -1));
        client.send(OpCode.create, new CreateRequest("/open/b", new byte[0], List.of(), 0));
        client.create("/none/a", 0);
        client.create("/open/c", 0);
        cluster.settle();
        assertThat(client.take().stream().map(TestClient.Reply::err))
                .containsExactly(0, NO_AUTH, NO_AUTH, NO_AUTH, NO_AUTH, INVALID_ACL, ErrorCode.NO_NODE.code(), 0);
        assertThat(cluster.leader().status().lastZxid()).isEqualTo(before + 3);
    }
}
