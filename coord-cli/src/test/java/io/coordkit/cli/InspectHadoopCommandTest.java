package io.coordkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coordkit.statestore.FenceIdentity;
import io.coordkit.statestore.StateStoreSettings;
import io.coordkit.statestore.ZkRmStateStore;
import io.coordkit.statestore.record.ApplicationId;
import io.coordkit.statestore.record.ApplicationState;
import io.coordkit.statestore.record.DelegationToken;
import io.coordkit.statestore.record.SubmissionContext;
import java.nio.charset.StandardCharsets;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.Test;

class InspectHadoopCommandTest extends InspectTest {

    private static final String ELECTION = "/yarn-leader-election/cluster1";

    /** ActiveRMInfo of {@code rm1} in {@code cluster1}, as the real class writes it. */
    private static final byte[] RM1 = "\n\bcluster1\u0012\u0003rm1".getBytes(StandardCharsets.ISO_8859_1);

    InspectHadoopCommandTest() {
        super("hadoop");
    }

    @Test
    void showsWhoIsActiveAndWhatIsStored() throws Exception {
        FenceIdentity identity = FenceIdentity.generate("rm1.example.org:8032");
        try (CuratorFramework writer = CuratorFrameworkFactory.builder()
                .connectString(connectString())
                .authorization(identity.authInfos())
                .retryPolicy(new RetryOneTime(100))
                .build()) {
            writer.start();
            fill(writer, identity);
            assertThat(inspect().out())
                    .contains("election    " + ELECTION, "rm1", "token ", "(holds the lock, not active yet)")
                    .contains("version       1.5, next epoch 1", "may write     digest:rm1.example.org:")
                    .contains("applications  2 {NOT_ENDED=2}, attempts 0", "application_1700000000000_0001")
                    .contains("tokens        1, last number 5", "alice");
            assertThat(inspect("--limit", "1").out())
                    .contains("application_1700000000000_0001", "... and 1 more (--limit)")
                    .doesNotContain("application_1700000000000_0002");
            JsonNode json = inspect("--json").json();
            assertThat(json.get("elections").get(0).get("election").asText()).isEqualTo(ELECTION);
            assertThat(json.get("store").get("applications")).hasSize(2);
            assertThat(json.get("store").get("tokens").get(0).get("owner").asText())
                    .isEqualTo("alice");
        }
    }

    private static void fill(CuratorFramework client, FenceIdentity identity) throws Exception {
        client.create()
                .creatingParentsIfNeeded()
                .withMode(CreateMode.EPHEMERAL)
                .forPath(ELECTION + "/ActiveStandbyElectorLock", RM1);
        ZkRmStateStore store = new ZkRmStateStore(client, StateStoreSettings.exclusive(identity), cause -> {});
        store.start();
        store.checkVersion();
        store.getAndIncrementEpoch();
        for (int i = 1; i <= 2; i++) {
            ApplicationId id = new ApplicationId(1_700_000_000_000L, i);
            store.storeApplication(
                    ApplicationState.submitted(SubmissionContext.of(id, "demo", "default"), "alice", 1, 2));
        }
        store.storeToken(
                DelegationToken.of("alice", "rm", 1_700_000_000_000L, 1_700_604_800_000L, 5, 3, 1_700_086_400_000L));
    }

    @Test
    void saysWhatIsNotThere() {
        assertThat(inspect().out()).contains("no election", "no state store at /rmstore/ZKRMStateRoot");
        CommandLineRun run = CommandLineRun.of("inspect", "hadoop", "--connect", "127.0.0.1:1");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().strip()).isEqualTo("coord: no ZooKeeper server answers at 127.0.0.1:1");
        assertThat(inspect("--store", "rmstore").err().strip())
                .isEqualTo("coord: not an absolute znode path below the root: rmstore");
    }
}
