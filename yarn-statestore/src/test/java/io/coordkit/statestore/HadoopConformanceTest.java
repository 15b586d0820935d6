package io.coordkit.statestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.statestore.machine.FenceMachine;
import io.coordkit.statestore.paths.SplitIndex;
import io.coordkit.statestore.record.AmrmTokenState;
import io.coordkit.statestore.record.DelegationKey;
import io.coordkit.statestore.record.MasterKey;
import io.coordkit.statestore.record.RmState;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.hadoop.yarn.proto.YarnProtos.ReservationAllocationStateProto;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.HadoopStore;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.RMStateStore.RMState;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.records.ApplicationStateData;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our store and Hadoop's ZKRMStateStore on one tree: each reads what the other wrote, and each fences the other. */
class HadoopConformanceTest {

    private static Authority authority;

    private TestServer server;

    @BeforeAll
    static void makeAuthority(@TempDir Path directory) throws Exception {
        authority = Authority.make(directory);
    }

    @BeforeEach
    void startServer(@TempDir Path directory) throws Exception {
        server = TestServer.start(directory, 200);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private Member ours(int split) throws StateStoreException {
        SplitIndex index = new SplitIndex(split);
        return Member.active(server, "rm1.example.org:8032", settings -> settings.withSplits(index, index));
    }

    private static void fill(ZkRmStateStore store, Authority authority) throws Exception {
        store.storeApplication(Samples.application(1));
        store.storeAttempt(Samples.attempt(1, 1));
        store.storeAttempt(Samples.attempt(1, 2));
        store.updateApplication(HadoopRecords.ours(HadoopRecords.fullApplication(1)));
        store.storeApplication(Samples.application(2));
        store.storeAttempt(Samples.attempt(2, 1));
        store.removeApplication(Samples.id(2));
        store.updateApplication(Samples.application(10_001));
        store.storeApplication(Samples.application(12));
        store.updateAttempt(Samples.attempt(12, 1));
        store.removeAttempt(Samples.attempt(12, 1).id());
        store.storeToken(Samples.token(5));
        store.storeToken(Samples.token(6));
        store.removeToken(6);
        store.storeMasterKey(new DelegationKey(3, 1700000000000L, Optional.of(new byte[] {1, 2, 3, 4})));
        store.storeAmrmTokens(new AmrmTokenState(MasterKey.of(7, new byte[] {9}), Optional.empty()));
        store.storeReservation(Samples.reservation("root.a", 1));
        store.storeReservation(Samples.reservation("root.a", 10_002));
        store.storeReservation(Samples.reservation("root.b", 3));
        store.removeReservation("root.a", Samples.reservation("root.a", 1).id());
        store.removeReservation("root.b", Samples.reservation("root.b", 3).id());
        store.storeProxyCa(authority.ours());
    }

    /** Hadoop's store on Apache's server, ours on ours. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void theTreesAreEqual(int split, @TempDir Path other) throws Exception {
        try (TestServer apache = TestServer.apache(other, 200);
                HadoopStore hadoop = HadoopStore.active(apache, "rm1", split);
                Member reader = Member.connect(apache, "reader:1", settings -> settings);
                Member ours = ours(split)) {
            hadoop.fill(authority);
            fill(ours.store, authority);
            assertThat(TreeDump.of(ours.client, "/rmstore")).isEqualTo(TreeDump.of(reader.client, "/rmstore"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void hadoopLoadsWhatWeWrote(int split) throws Exception {
        try (Member ours = ours(split)) {
            fill(ours.store, authority);
        }
        try (HadoopStore hadoop = HadoopStore.active(server, "rm2", 0)) {
            assertThat(hadoop.epoch).isEqualTo(1);
            RMState state = hadoop.loadState();
            assertThat(state.getApplicationState())
                    .containsOnlyKeys(HadoopRecords.id(1), HadoopRecords.id(12), HadoopRecords.id(10_001));
            ApplicationStateData first = state.getApplicationState().get(HadoopRecords.id(1));
            assertThat(first.getProto())
                    .isEqualTo(HadoopRecords.fullApplication(1).getProto());
            assertThat(first.attempts).containsOnlyKeys(HadoopRecords.attemptId(1, 1), HadoopRecords.attemptId(1, 2));
            assertThat(first.attempts.get(HadoopRecords.attemptId(1, 2)).getProto())
                    .isEqualTo(HadoopRecords.attempt(1, 2).getProto());
            assertThat(state.getRMDTSecretManagerState().getTokenState())
                    .containsOnlyKeys(HadoopRecords.token(5))
                    .containsValue(1700086400000L);
            assertThat(state.getRMDTSecretManagerState().getDTSequenceNumber()).isEqualTo(6);
            assertThat(state.getRMDTSecretManagerState().getMasterKeyState())
                    .extracting(org.apache.hadoop.security.token.delegation.DelegationKey::getKeyId)
                    .containsExactly(3);
            assertThat(state.getAMRMTokenSecretManagerState()
                            .getCurrentMasterKey()
                            .getKeyId())
                    .isEqualTo(7);
            assertThat(state.getReservationState()).containsOnlyKeys("root.a");
            assertThat(state.getReservationState().get("root.a").values())
                    .extracting(ReservationAllocationStateProto::getUser)
                    .containsExactly("alice");
            assertThat(state.getProxyCAState().getCaCert()).isEqualTo(authority.certificate());
            assertThat(state.getProxyCAState().getCaPrivateKey()).isEqualTo(authority.key());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void weLoadWhatHadoopWrote(int split) throws Exception {
        try (HadoopStore hadoop = HadoopStore.active(server, "rm2", split)) {
            hadoop.fill(authority);
        }
        try (Member ours = ours(0)) {
            RmState state = ours.store.load();
            assertThat(state.applications()).containsOnlyKeys(Samples.id(1), Samples.id(12), Samples.id(10_001));
            assertThat(state.applications().get(Samples.id(1)).state())
                    .isEqualTo(HadoopRecords.ours(HadoopRecords.fullApplication(1)));
            assertThat(state.applications().get(Samples.id(1)).attempts().values())
                    .containsExactly(Samples.attempt(1, 1), Samples.attempt(1, 2));
            assertThat(state.tokens()).containsExactly(Samples.token(5));
            assertThat(state.tokenSequenceNumber()).isEqualTo(6);
            assertThat(state.masterKeys())
                    .containsExactly(new DelegationKey(3, 1700000000000L, Optional.of(new byte[] {1, 2, 3, 4})));
            assertThat(state.amrmTokens())
                    .contains(new AmrmTokenState(MasterKey.of(7, new byte[] {9}), Optional.empty()));
            assertThat(state.reservations()).containsExactly(Samples.reservation("root.a", 10_002));
            assertThat(state.proxyCa()).contains(authority.ours());
            assertThat(ours.store.getAndIncrementEpoch()).isEqualTo(2);
        }
    }

    @Test
    void anEmptyStoreOfOursIsLoadedByHadoop() throws Exception {
        try (Member ours = ours(0)) {
            assertThat(ours.store.load().applications()).isEmpty();
        }
        try (HadoopStore hadoop = HadoopStore.active(server, "rm2", 0)) {
            RMState state = hadoop.loadState();
            assertThat(state.getApplicationState()).isEmpty();
            assertThat(state.getAMRMTokenSecretManagerState()).isNull();
        }
    }

    @Test
    void hadoopFencesUs() throws Exception {
        try (Member ours = ours(0)) {
            ours.store.storeApplication(Samples.application(1));
            try (HadoopStore hadoop = HadoopStore.active(server, "rm2", 0)) {
                SortedMap<String, String> before = TreeDump.of(ours.client, "/rmstore");
                assertThatThrownBy(() -> ours.store.storeApplication(Samples.application(2)))
                        .isInstanceOf(StoreFencedException.class);
                assertThat(ours.heard).containsExactly(FenceMachine.Cause.NO_AUTH);
                assertThat(TreeDump.of(ours.client, "/rmstore")).isEqualTo(before);
                hadoop.store(HadoopRecords.application(2));
                assertThat(hadoop.loadState().getApplicationState())
                        .containsOnlyKeys(HadoopRecords.id(1), HadoopRecords.id(2));
            }
        }
    }

    @Test
    void weFenceHadoop() throws Exception {
        try (HadoopStore hadoop = HadoopStore.active(server, "rm2", 0)) {
            hadoop.store(HadoopRecords.application(1));
            try (Member ours = ours(0)) {
                SortedMap<String, String> before = TreeDump.of(ours.client, "/rmstore");
                assertThatThrownBy(() -> hadoop.store(HadoopRecords.application(2)))
                        .isInstanceOf(KeeperException.NoAuthException.class);
                assertThat(TreeDump.of(ours.client, "/rmstore")).isEqualTo(before);
                assertThat(ours.store.storeApplication(Samples.application(2))).isTrue();
                assertThat(ours.store.load().applications()).hasSize(2);
            }
        }
    }
}
