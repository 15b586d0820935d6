package io.coordkit.statestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.statestore.paths.SplitIndex;
import io.coordkit.statestore.record.AmrmTokenState;
import io.coordkit.statestore.record.DelegationKey;
import io.coordkit.statestore.record.MasterKey;
import io.coordkit.statestore.record.RmAppState;
import io.coordkit.statestore.record.RmState;
import io.coordkit.statestore.record.StoreVersion;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZkRmStateStoreTest {

    private static final String ROOT = "/rmstore/ZKRMStateRoot";
    private TestServer server;

    @BeforeEach
    void startServer(@TempDir Path directory) throws Exception {
        server = TestServer.start(directory, 200);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void directoriesHaveNoDataRatherThanEmptyData() throws Exception {
        try (Member a = Member.connect(server, "rm1:1", settings -> settings)) {
            a.store.start();
            SortedMap<String, String> tree = TreeDump.of(a.client, "/rmstore");
            assertThat(tree).hasSize(19);
            assertThat(tree.values()).allSatisfy(node -> assertThat(node).startsWith("null "));
        }
    }

    @Test
    void theVersionIsStoredUpgradedOrRefused() throws Exception {
        try (Member a = Member.connect(server, "rm1:1", settings -> settings)) {
            a.store.start();
            assertThat(a.store.checkVersion()).isEqualTo(StoreVersion.CURRENT);
            assertThat(a.client.getData().forPath(ROOT + "/RMVersionNode"))
                    .asHexString()
                    .isEqualTo("08011005");
            a.client.setData().forPath(ROOT + "/RMVersionNode", new StoreVersion(1, 2).encode());
            assertThat(a.store.checkVersion()).isEqualTo(new StoreVersion(1, 2));
            assertThat(a.store.checkVersion()).isEqualTo(StoreVersion.CURRENT);
            a.client.setData().forPath(ROOT + "/RMVersionNode", new StoreVersion(2, 0).encode());
            assertThatThrownBy(a.store::checkVersion)
                    .isInstanceOf(IncompatibleVersionException.class)
                    .hasMessageContaining("2.0");
            assertThat(a.client.getData().forPath(ROOT + "/RMVersionNode")).isEqualTo(new StoreVersion(2, 0).encode());
        }
    }

    @Test
    void eachReignHasItsEpoch() throws Exception {
        try (Member a = Member.connect(server, "rm1:1", settings -> settings.withEpochs(5, 2))) {
            a.store.start();
            assertThat(a.store.getAndIncrementEpoch()).isEqualTo(5);
            assertThat(a.store.getAndIncrementEpoch()).isEqualTo(6);
            assertThat(a.store.getAndIncrementEpoch()).as("the range is over").isEqualTo(5);
        }
    }

    @Test
    void whatWasStoredIsLoadedByTheNext() throws Exception {
        DelegationKey key = new DelegationKey(3, 1700000000000L, Optional.of(new byte[] {1, 2, 3, 4}));
        AmrmTokenState amrm = new AmrmTokenState(MasterKey.of(7, new byte[] {1}), Optional.empty());
        try (Member a = Member.active(server, "rm1:1")) {
            assertThat(a.store.load().tokenSequenceNumber()).isZero();
            assertThat(a.store.load().amrmTokens()).isEmpty();
            assertThat(a.store.storeApplication(Samples.application(1))).isTrue();
            assertThat(a.store.storeAttempt(Samples.attempt(1, 1))).isTrue();
            assertThat(a.store.storeAttempt(Samples.attempt(1, 2))).isTrue();
            assertThat(a.store.updateApplication(Samples.application(1).finished(RmAppState.FINISHED, "ok", 9)))
                    .isTrue();
            assertThat(a.store.storeToken(Samples.token(5))).isTrue();
            assertThat(a.store.storeMasterKey(key)).isTrue();
            a.store.storeAmrmTokens(amrm);
        }
        try (Member b = Member.active(server, "rm2:1")) {
            RmState state = b.store.load();
            assertThat(state.applications()).containsOnlyKeys(Samples.id(1));
            assertThat(state.applications().get(Samples.id(1)).state())
                    .isEqualTo(Samples.application(1).finished(RmAppState.FINISHED, "ok", 9));
            assertThat(state.applications().get(Samples.id(1)).attempts().values())
                    .containsExactly(Samples.attempt(1, 1), Samples.attempt(1, 2));
            assertThat(state.tokens()).containsExactly(Samples.token(5));
            assertThat(state.tokenSequenceNumber()).isEqualTo(5);
            assertThat(state.masterKeys()).containsExactly(key);
            assertThat(state.amrmTokens()).contains(amrm);
        }
    }

    @Test
    void aSecondStoreOfTheSameApplicationKeepsTheFirst() throws Exception {
        try (Member a = Member.active(server, "rm1:1")) {
            a.store.storeApplication(Samples.application(1).withLaunchTime(7));
            assertThat(a.store.storeApplication(Samples.application(1))).isFalse();
            assertThat(a.store.load().applications().get(Samples.id(1)).state().launchTimeMs())
                    .isEqualTo(7);
        }
    }

    @Test
    void anOversizedApplicationIsRefusedAndTheStoreGoesOn() throws Exception {
        int size = Samples.application(1).encode().length;
        try (Member a = Member.active(server, "rm1:1", settings -> settings.withApplicationBytesMax(size))) {
            assertThat(a.store.storeApplication(Samples.application(1))).isTrue();
            assertThatThrownBy(() ->
                            a.store.storeApplication(Samples.application(2).withRealUser("x")))
                    .isInstanceOf(StoreLimitException.class)
                    .hasMessageContaining("application_1700000000000_0002");
            assertThat(a.store.storeApplication(Samples.application(2))).isTrue();
        }
    }

    @Test
    void anAttemptOfAnUnknownApplicationIsRefusedAndTheStoreGoesOn() throws Exception {
        try (Member a = Member.active(server, "rm1:1")) {
            assertThatThrownBy(() -> a.store.storeAttempt(Samples.attempt(1, 1)))
                    .isInstanceOf(UnknownApplicationException.class);
            a.store.storeApplication(Samples.application(1));
            assertThat(a.store.storeAttempt(Samples.attempt(1, 1))).isTrue();
        }
    }

    @Test
    void aChangedSplitIndexFindsWhatIsThere() throws Exception {
        SplitIndex two = new SplitIndex(2);
        try (Member a = Member.active(server, "rm1:1", settings -> settings.withSplits(two, two))) {
            a.store.storeApplication(Samples.application(1));
            a.store.storeToken(Samples.token(1));
        }
        try (Member b = Member.active(server, "rm1:1")) {
            assertThat(b.store.load().applications()).containsOnlyKeys(Samples.id(1));
            assertThat(b.store.updateApplication(Samples.application(1))).isTrue();
            assertThat(b.store.updateToken(Samples.token(1).withRenewTime(1))).isTrue();
            assertThat(b.store.storeAttempt(Samples.attempt(1, 1))).isTrue();
            assertThat(b.store.removeApplication(Samples.id(1))).isTrue();
            assertThat(b.store.removeToken(1)).isTrue();
            assertThat(b.client.getChildren().forPath(ROOT + "/RMAppRoot/HIERARCHIES/2"))
                    .isEmpty();
        }
    }

    @Test
    void aLoadWithMoreReadsThanMayBeUnderWayFindsEverything() throws Exception {
        int many = 600;
        SplitIndex one = new SplitIndex(1);
        try (Member a = Member.active(server, "rm1:1", settings -> settings.withSplits(one, one))) {
            for (int i = 1; i <= many; i++) {
                a.store.storeApplication(Samples.application(i));
                a.store.storeAttempt(Samples.attempt(i, 1));
            }
            RmState state = a.store.load();
            assertThat(state.applications()).hasSize(many);
            assertThat(state.applications().values()).allSatisfy(application -> assertThat(application.attempts())
                    .hasSize(1));
        }
    }

    @Test
    void aLoadNamesTheNodeThatCannotBeRead() throws Exception {
        try (Member a = Member.active(server, "rm1:1")) {
            String path = ROOT + "/RMAppRoot/application_1700000000000_0001";
            CuratorFramework client = a.client;
            client.create().forPath(path, new byte[] {1});
            assertThatThrownBy(a.store::load)
                    .isInstanceOf(CorruptStateException.class)
                    .hasMessageContaining(path);
            client.setData().forPath(path, Samples.application(2).encode());
            assertThatThrownBy(a.store::load)
                    .isInstanceOf(CorruptStateException.class)
                    .hasMessageContaining("application_1700000000000_0002");
            client.setData().forPath(path, null);
            assertThatThrownBy(a.store::load).isInstanceOf(CorruptStateException.class);
            client.delete().forPath(path);
            client.create().forPath(ROOT + "/RMAppRoot/something-else", new byte[] {1});
            assertThat(a.store.load().applications()).isEmpty();
        }
    }

    @Test
    void aDeletedStoreIsGone() throws Exception {
        try (Member a = Member.active(server, "rm1:1")) {
            a.store.storeApplication(Samples.application(1));
            a.store.deleteStore();
            assertThat(TreeDump.of(a.client, "/rmstore")).containsOnlyKeys("/rmstore");
        }
    }
}
