package io.coordkit.statestore.rm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.statestore.Authority;
import io.coordkit.statestore.Await;
import io.coordkit.statestore.HadoopRecords;
import io.coordkit.statestore.Samples;
import io.coordkit.statestore.TestServer;
import io.coordkit.statestore.TreeDump;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.resourcemanager.RMFatalEventType;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.HadoopStore;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.RMStateStore;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.RMStateStore.RMState;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.RMStateStore.RMStateStoreState;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.RMStateStoreFactory;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.RMStateVersionIncompatibleException;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.StoreLimitException;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.ZKRMStateStore;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.ApplicationStateData;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our class and Hadoop's ZKRMStateStore behind the interface that a ResourceManager knows, on one tree. */
class CoordkitRmStateStoreTest {

    private static final String ROOT = "/rmstore/ZKRMStateRoot";

    private static Authority authority;

    private TestServer server;
    private CuratorFramework client;

    @BeforeAll
    static void makeAuthority(@TempDir Path directory) throws Exception {
        authority = Authority.make(directory);
    }

    @BeforeEach
    void startServer(@TempDir Path directory) throws Exception {
        server = TestServer.start(directory, 200);
        client = CuratorFrameworkFactory.newClient(server.connectString(), new RetryOneTime(100));
        client.start();
    }

    @AfterEach
    void stopServer() {
        client.close();
        server.close();
    }

    private HadoopStore ours(String rmId) throws Exception {
        return HadoopStore.active(new CoordkitRmStateStore(), HadoopStore.configuration(server, rmId, 0));
    }

    static Stream<Arguments> writersAndReaders() {
        Supplier<RMStateStore> ours = CoordkitRmStateStore::new;
        Supplier<RMStateStore> hadoops = ZKRMStateStore::new;
        return Stream.of(0, 2)
                .flatMap(split -> Stream.of(
                        Arguments.of("ours to Hadoop's", split, ours, hadoops),
                        Arguments.of("Hadoop's to ours", split, hadoops, ours)));
    }

    @ParameterizedTest(name = "{0}, split {1}")
    @MethodSource("writersAndReaders")
    void whatOneWroteTheOtherLoadsFieldForField(
            String direction, int split, Supplier<RMStateStore> writer, Supplier<RMStateStore> reader)
            throws Exception {
        Map<String, Object> written;
        try (HadoopStore store = HadoopStore.active(writer.get(), HadoopStore.configuration(server, "rm1", split))) {
            store.fill(authority);
            store.store(HadoopRecords.application(20));
            store.store(HadoopRecords.attempt(20, 1));
            store.update(HadoopRecords.fullAttempt(20, 1));
            written = fields(store.loadState());
        }
        try (HadoopStore store = HadoopStore.active(reader.get(), HadoopStore.configuration(server, "rm2", 0))) {
            assertThat(store.epoch).isEqualTo(1);
            assertThat(fields(store.loadState())).isEqualTo(written);
        }
        assertThat(written)
                .containsEntry(
                        "application " + HadoopRecords.id(1),
                        HadoopRecords.fullApplication(1).getProto())
                .containsEntry(
                        "attempt " + HadoopRecords.attemptId(20, 1),
                        HadoopRecords.fullAttempt(20, 1).getProto())
                .containsEntry("sequence number", 6)
                .containsEntry("certificate", authority.certificate());
    }

    /** Everything that a resource manager gets of a state, in comparable form. */
    private static Map<String, Object> fields(RMState state) {
        Map<String, Object> fields = new TreeMap<>();
        for (ApplicationStateData application : state.getApplicationState().values()) {
            fields.put(
                    "application "
                            + application.getApplicationSubmissionContext().getApplicationId(),
                    application.getProto());
            application.attempts.forEach((id, attempt) -> fields.put("attempt " + id, attempt.getProto()));
        }
        state.getRMDTSecretManagerState()
                .getTokenState()
                .forEach((token, renew) -> fields.put("token " + token, renew));
        state.getRMDTSecretManagerState().getMasterKeyState().forEach(key -> fields.put("key " + key.getKeyId(), key));
        fields.put("sequence number", state.getRMDTSecretManagerState().getDTSequenceNumber());
        fields.put("keys of masters", state.getAMRMTokenSecretManagerState().getProto());
        fields.put("reservations", state.getReservationState());
        fields.put("certificate", state.getProxyCAState().getCaCert());
        fields.put("private key", state.getProxyCAState().getCaPrivateKey());
        return fields;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void theTreesAreEqual(int split, @TempDir Path other) throws Exception {
        try (HadoopStore ours = HadoopStore.active(
                        new CoordkitRmStateStore(), HadoopStore.configuration(server, "rm1", split));
                TestServer second = TestServer.start(other, 200);
                HadoopStore hadoops = HadoopStore.active(second, "rm1", split);
                CuratorFramework reader =
                        CuratorFrameworkFactory.newClient(second.connectString(), new RetryOneTime(100))) {
            reader.start();
            ours.fill(authority);
            hadoops.fill(authority);
            assertThat(TreeDump.of(client, "/rmstore")).isEqualTo(TreeDump.of(reader, "/rmstore"));
        }
    }

    @Test
    void aNewStoreIsEmpty() throws Exception {
        try (HadoopStore ours = ours("rm1")) {
            RMState state = ours.loadState();
            assertThat(state.getApplicationState()).isEmpty();
            assertThat(state.getAMRMTokenSecretManagerState()).isNull();
            assertThat(state.getProxyCAState().getCaCert()).isNull();
            assertThat(state.getReservationState()).isEmpty();
        }
    }

    @Test
    void aResourceManagerFindsTheClassByItsName() {
        YarnConfiguration configuration = new YarnConfiguration();
        configuration.set(YarnConfiguration.RM_STORE, CoordkitRmStateStore.class.getName());
        assertThat(RMStateStoreFactory.getStore(configuration)).isInstanceOf(CoordkitRmStateStore.class);
    }

    @Test
    void eachFencesTheOtherAndTheResourceManagerIsTold() throws Exception {
        try (HadoopStore ours = ours("rm1");
                HadoopStore hadoops = HadoopStore.active(server, "rm2", 0)) {
            hadoops.store(HadoopRecords.application(1));
            SortedMap<String, String> before = TreeDump.of(client, "/rmstore");
            ours.store.updateApplicationStateSynchronously(HadoopRecords.fullApplication(2), false, null);
            assertThat(TreeDump.of(client, "/rmstore")).isEqualTo(before);
            assertThat(ours.events)
                    .extracting(event -> (Object) event.getType())
                    .containsExactly(RMFatalEventType.STATE_STORE_FENCED);
            assertThat(ours.store.getRMStateStoreState()).isEqualTo(RMStateStoreState.FENCED);
            ours.store.removeReservation(
                    "root.a", Samples.reservation("root.a", 1).id().toString());
            assertThat(ours.events).as("fenced is final").hasSize(1);
            try (HadoopStore again = ours("rm1")) {
                hadoops.store.updateApplicationStateSynchronously(HadoopRecords.fullApplication(2), false, null);
                assertThat(hadoops.events)
                        .extracting(event -> (Object) event.getType())
                        .containsExactly(RMFatalEventType.STATE_STORE_FENCED);
                assertThat(again.loadState().getApplicationState()).containsOnlyKeys(HadoopRecords.id(1));
            }
        }
    }

    @Test
    void withoutAutomaticFailoverAnIdleStoreHearsThatItIsFenced() throws Exception {
        YarnConfiguration manual = HadoopStore.configuration(server, "rm1", 0);
        manual.setBoolean(YarnConfiguration.AUTO_FAILOVER_ENABLED, false);
        manual.setInt(YarnConfiguration.RM_ZK_TIMEOUT_MS, 20);
        try (HadoopStore idle = HadoopStore.active(new CoordkitRmStateStore(), manual);
                HadoopStore second = ours("rm2")) {
            Await.until("the idle one hears of it", () -> !idle.events.isEmpty());
            assertThat(idle.events)
                    .extracting(event -> (Object) event.getType())
                    .containsExactly(RMFatalEventType.STATE_STORE_FENCED);
            assertThat(second.events).isEmpty();
            assertThat(idle.store.getRMStateStoreState()).isEqualTo(RMStateStoreState.FENCED);
        }
    }

    @Test
    void aTooLargeApplicationIsRefusedAndNothingElse() throws Exception {
        YarnConfiguration small = HadoopStore.configuration(server, "rm1", 0);
        small.setInt(YarnConfiguration.RM_ZK_ZNODE_SIZE_LIMIT_BYTES, 40);
        try (HadoopStore ours = HadoopStore.active(new CoordkitRmStateStore(), small)) {
            assertThatThrownBy(() -> ours.store(HadoopRecords.fullApplication(1)))
                    .isInstanceOf(StoreLimitException.class)
                    .hasMessageContaining("yarn.resourcemanager.zk-max-znode-size.bytes");
            ours.update(HadoopRecords.fullApplication(1));
            assertThat(ours.loadState().getApplicationState()).containsOnlyKeys(HadoopRecords.id(1));
        }
    }

    @Test
    void anotherMajorVersionIsRefusedAndLeftAlone() throws Exception {
        ours("rm1").close();
        client.setData().forPath(ROOT + "/RMVersionNode", new byte[] {8, 2, 16, 0});
        assertThatThrownBy(() -> ours("rm2")).isInstanceOf(RMStateVersionIncompatibleException.class);
        assertThat(client.getData().forPath(ROOT + "/RMVersionNode")).containsExactly(8, 2, 16, 0);
    }

    @Test
    void anExplicitRootAclMayStandInAFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("acl"), "world:anyone:rwcda");
        YarnConfiguration explicit = HadoopStore.configuration(server, "rm1", 0);
        explicit.set(YarnConfiguration.ZK_RM_STATE_STORE_ROOT_NODE_ACL, "@" + file);
        try (HadoopStore ours = HadoopStore.active(new CoordkitRmStateStore(), explicit)) {
            assertThat(client.getACL().forPath(ROOT)).isEqualTo(ZooDefs.Ids.OPEN_ACL_UNSAFE);
            ours.store(HadoopRecords.application(1));
        }
    }

    @Test
    void withoutHighAvailabilityTheRootHasThePlainAcl() throws Exception {
        YarnConfiguration alone = new YarnConfiguration();
        alone.set("hadoop.zk.address", server.connectString());
        alone.set("hadoop.zk.acl", "world:anyone:rwca,ip:127.0.0.1:rwcda");
        alone.set("yarn.resourcemanager.zk-state-store.parent-path", "/a/b");
        try (HadoopStore ours = HadoopStore.active(new CoordkitRmStateStore(), alone)) {
            assertThat(client.getACL().forPath("/a/b/ZKRMStateRoot"))
                    .extracting(ACL::getPerms)
                    .containsExactly(23, 31);
            assertThat(client.getACL().forPath("/a/b/ZKRMStateRoot/RMAppRoot")).hasSize(2);
            ours.store(HadoopRecords.application(1));
        }
    }

    @Test
    void nonsenseInTheConfigurationIsNamed() {
        YarnConfiguration path = HadoopStore.configuration(server, "rm1", 0);
        path.set("yarn.resourcemanager.zk-state-store.parent-path", "rmstore");
        YarnConfiguration acl = HadoopStore.configuration(server, "rm1", 0);
        acl.set("yarn.resourcemanager.zk-state-store.root-node.acl", "nonsense");
        for (YarnConfiguration wrong : List.of(path, acl)) {
            assertThatThrownBy(() -> RmSettings.of(wrong, "1"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("yarn.resourcemanager.zk-state-store.");
        }
    }

    @Test
    void aTokenOrReservationThatIsThereIsAnErrorAsInHadoopsStore() throws Exception {
        try (HadoopStore ours = ours("rm1")) {
            ours.store(HadoopRecords.token(1), 5);
            ours.store(Samples.reservation("root.a", 1));
            assertThatThrownBy(() -> ours.store(HadoopRecords.token(1), 6)).hasMessageContaining("already");
            assertThatThrownBy(() -> ours.store(Samples.reservation("root.a", 1)))
                    .hasMessageContaining("already");
        }
    }
}
