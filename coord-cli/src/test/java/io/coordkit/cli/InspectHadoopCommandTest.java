package io.coordkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.coordkit.elector.data.ActiveNodeInfo;
import io.coordkit.statestore.FenceIdentity;
import io.coordkit.statestore.StateStoreSettings;
import io.coordkit.statestore.ZkRmStateStore;
import io.coordkit.statestore.codec.ProtoMessage;
import io.coordkit.statestore.record.AmrmTokenState;
import io.coordkit.statestore.record.ApplicationId;
import io.coordkit.statestore.record.ApplicationState;
import io.coordkit.statestore.record.AttemptId;
import io.coordkit.statestore.record.AttemptState;
import io.coordkit.statestore.record.DelegationKey;
import io.coordkit.statestore.record.DelegationToken;
import io.coordkit.statestore.record.FinalStatus;
import io.coordkit.statestore.record.MasterKey;
import io.coordkit.statestore.record.Reservation;
import io.coordkit.statestore.record.ReservationId;
import io.coordkit.statestore.record.RmAppState;
import io.coordkit.statestore.record.RmAttemptState;
import io.coordkit.statestore.record.SubmissionContext;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InspectHadoopCommandTest extends InspectTest {

    private static final String ELECTION = "/yarn-leader-election/cluster1";
    private static final String ROOT = "/rmstore/ZKRMStateRoot";
    private static final long CLUSTER = 1_700_000_000_000L;

    /** ActiveRMInfo of {@code rm1} in {@code cluster1}, as the real class writes it. */
    private static final byte[] RM1 = "\n\bcluster1\u0012\u0003rm1".getBytes(StandardCharsets.ISO_8859_1);

    private static final byte[] RM2 = "\n\bcluster1\u0012\u0003rm2".getBytes(StandardCharsets.ISO_8859_1);

    private final FenceIdentity identity = FenceIdentity.generate("rm1.example.org:8032");
    private CuratorFramework writer;
    private ZkRmStateStore store;

    InspectHadoopCommandTest() {
        super("hadoop");
    }

    @BeforeEach
    void startStore() {
        writer = CuratorFrameworkFactory.builder()
                .connectString(connectString())
                .authorization(identity.authInfos())
                .retryPolicy(new RetryOneTime(100))
                .build();
        writer.start();
        store = new ZkRmStateStore(writer, StateStoreSettings.exclusive(identity), cause -> {});
    }

    @AfterEach
    void stopStore() {
        writer.close();
    }

    @Test
    void showsWhoIsActiveAndWhatIsStored() throws Exception {
        fillStore();
        lock(ELECTION, RM1);
        Map<String, String> before = tree();
        assertThat(inspect().out())
                .contains("election    " + ELECTION, "rm1", "token ", "(holds the lock, not active yet)")
                .contains("version       1.5, next epoch 1", "may write     digest:rm1.example.org:")
                .contains("root's ACL    world:anyone:rwa, digest:rm1.example.org:", "ACL below     world:anyone:cdrwa")
                .contains("applications  2 {FINISHED=1, NOT_ENDED=1}, attempts 2")
                .contains("tokens        1, last number 5, master keys 1")
                .contains("application masters' keys [7], reservations 1, proxy's authority no")
                .containsPattern(
                        "application_1700000000000_0001 +FINISHED +2 +alice +default +YARN +2023-11-14T22:13:20")
                .containsPattern("appattempt_1700000000000_0001_000001 +FAILED +FAILED +143 +h:10298 +2023-")
                .containsPattern("appattempt_1700000000000_0001_000002 +NOT_ENDED +- +- +h:10298 +2023-")
                .containsPattern("5 +alice +rm +- +3 +2023-11-14T22:13:20Z +\\d+ +2023-")
                .containsPattern("reservation_1700000000000_0001 +root\\.a +alice")
                .containsPattern("\n3 +2023-11-14T22:13:20Z")
                .doesNotContain("unreadable");
        assertThat(tree()).as("nothing is changed").isEqualTo(before);
        assertThat(inspect("--limit", "1").out())
                .contains("application_1700000000000_0001", "... and 1 more (--limit)")
                .doesNotContain("application_1700000000000_0002");
    }

    @Test
    void jsonHasAllOfItAndNoSecret() throws Exception {
        fillStore();
        lock(ELECTION, RM1);
        CommandLineRun run = inspect("--json");
        JsonNode json = run.json();
        assertThat(json.get("elections").get(0).get("election").asText()).isEqualTo(ELECTION);
        assertThat(json.get("elections").get(0).get("acl").get(0).asText()).isEqualTo("world:anyone:cdrwa");
        JsonNode shown = json.get("store");
        assertThat(shown.get("applications")).hasSize(2);
        assertThat(shown.get("attempts")).hasSize(2);
        assertThat(shown.get("tokens").get(0).get("owner").asText()).isEqualTo("alice");
        assertThat(shown.get("tokens").get(0).get("ageSeconds").asLong()).isPositive();
        assertThat(shown.get("rootAcl")).hasSize(2);
        assertThat(shown.get("mayWrite").get(0).asText()).startsWith("digest:rm1.example.org:");
        assertThat(json.get("unreadable")).isEmpty();
        assertThat(run.out())
                .doesNotContain("SECRET")
                .doesNotContain(HexFormat.of().formatHex(secret()));
    }

    private static byte[] secret() {
        return "SECRET".getBytes(StandardCharsets.UTF_8);
    }

    private void fillStore() throws Exception {
        store.start();
        store.checkVersion();
        store.getAndIncrementEpoch();
        store.storeApplication(application(1).finished(RmAppState.FINISHED, "", CLUSTER + 9));
        store.storeApplication(application(2));
        AttemptState first = attempt(1).finished(RmAttemptState.FAILED, FinalStatus.FAILED, 143, "", CLUSTER + 8);
        store.storeAttempt(first.withCredentials(secret()));
        store.storeAttempt(attempt(2));
        store.storeToken(DelegationToken.of("alice", "rm", CLUSTER, CLUSTER + 9, 5, 3, CLUSTER + 8));
        store.storeMasterKey(new DelegationKey(3, CLUSTER, Optional.of(secret())));
        store.storeAmrmTokens(new AmrmTokenState(MasterKey.of(7, secret()), Optional.empty()));
        store.storeReservation(Reservation.of("root.a", new ReservationId(CLUSTER, 1), "alice", 1, 2, 3));
    }

    private static ApplicationState application(int number) {
        ApplicationId id = new ApplicationId(CLUSTER, number);
        return ApplicationState.submitted(SubmissionContext.of(id, "demo", "default"), "alice", CLUSTER, CLUSTER + 1);
    }

    private static AttemptState attempt(int number) {
        ProtoMessage node = ProtoMessage.EMPTY.withString(1, "h").withVarint(2, 10298);
        ProtoMessage container = ProtoMessage.EMPTY.withMessage(2, node);
        return AttemptState.started(new AttemptId(new ApplicationId(CLUSTER, 1), number), container, CLUSTER + 2);
    }

    private void lock(String election, byte[] data) throws Exception {
        client.create()
                .creatingParentsIfNeeded()
                .withMode(CreateMode.EPHEMERAL)
                .forPath(election + "/ActiveStandbyElectorLock", data);
    }

    @Test
    void showsElectionsOfEveryKind() throws Exception {
        lock(ELECTION, RM1);
        client.create().forPath(ELECTION + "/ActiveBreadCrumb", RM1);
        byte[] nameNode = new ActiveNodeInfo("ns1", "nn1", "nn1.example.org", 8020, 8019).toBytes();
        client.create().creatingParentsIfNeeded().forPath("/hadoop-ha/ns1/ActiveBreadCrumb", nameNode);
        lock("/elsewhere", new byte[] {1, 2, 3});
        create("/yarn-leader-election/latched/_c_b-latch-0000000003", "rm2");
        create("/yarn-leader-election/latched/_c_a-latch-0000000004", "rm1");
        assertThat(inspect("--election", "/elsewhere").out())
                .containsPattern(
                        "election    /hadoop-ha/ns1\nactive      nobody\nbreadcrumb  .*nn1\\.example\\.org.* version 0")
                .containsPattern("election    /yarn-leader-election/cluster1\nactive      .*rm1.*\nbreadcrumb  .*rm1")
                .doesNotContainPattern("cluster1\nactive .*not active yet")
                .containsPattern("election    /elsewhere\nactive      .*since .*")
                .contains("latch       rm2 leads, waiting [rm1]")
                .contains("acl         world:anyone:cdrwa");
        client.setData().forPath(ELECTION + "/ActiveBreadCrumb", RM2);
        assertThat(inspect().out()).containsPattern("active      .*rm1.*\\(holds the lock, not active yet\\)");
    }

    @Test
    void whatIsSpoiledIsListedAndTheRestIsShown() throws Exception {
        fillStore();
        String spoiled = ROOT + "/RMAppRoot/application_1700000000000_0002";
        client.setData().forPath(spoiled, new byte[] {1});
        // A whole message, but with a number where the user's name belongs.
        ApplicationState odd = new ApplicationState(application(3).message().withVarint(3, 5));
        client.create().forPath(ROOT + "/RMAppRoot/application_1700000000000_0003", odd.encode());
        CommandLineRun run = inspect();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("applications  1 {FINISHED=1}, attempts 2")
                .containsPattern(spoiled + " +cannot be read, ")
                .containsPattern("application_1700000000000_0003 +field 3 has wire type 0");
        assertThat(inspect("--json").json().get("unreadable")).hasSize(2);
        assertThat(client.getData().forPath(spoiled)).containsExactly(1);
    }

    @Test
    void whatIsHiddenIsListedUnlessOneHasTheCredentials() throws Exception {
        fillStore();
        lock(ELECTION, RM1);
        lock("/yarn-leader-election/open", RM2);
        String hidden = ROOT + "/RMAppRoot/application_1700000000000_0001";
        for (String path :
                List.of(hidden, ROOT + "/AMRMTokenSecretManagerRoot", ELECTION + "/ActiveStandbyElectorLock")) {
            writer.setACL().withACL(ZooDefs.Ids.CREATOR_ALL_ACL).forPath(path);
        }
        CommandLineRun run = inspect();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("election    /yarn-leader-election/open", "applications  1 {NOT_ENDED=1}, attempts 0")
                .containsPattern(hidden + " +the server refused access: NOAUTH")
                .containsPattern("AMRMTokenSecretManagerRoot +the server refused access: NOAUTH")
                .containsPattern("\n" + ELECTION + " +cannot read .*NoAuth");
        String secret = new String(identity.authInfos().get(0).getAuth(), StandardCharsets.UTF_8);
        assertThat(inspect("--auth", "digest:" + secret).out())
                .contains("applications  2 {", "election    " + ELECTION)
                .doesNotContain("unreadable");

        writer.setACL().withACL(ZooDefs.Ids.CREATOR_ALL_ACL).forPath(ROOT);
        writer.setACL().withACL(ZooDefs.Ids.CREATOR_ALL_ACL).forPath("/yarn-leader-election");
        CommandLineRun closed = inspect();
        assertThat(closed.err()).isEmpty();
        assertThat(closed.out())
                .contains("no election", "store         " + ROOT)
                .containsPattern("\n" + ROOT + " +cannot read .*NOAUTH")
                .containsPattern("\n/yarn-leader-election +cannot read .*NOAUTH");
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
