package io.coordkit.statestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.statestore.machine.FenceMachine;
import io.coordkit.statestore.record.RmAppState;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.SortedMap;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FencingTest {

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
    void aFencedWritersWriteFailsAndNothingOfItIsStored() throws Exception {
        try (Member a = Member.active(server, "rm1.example.org:8032")) {
            a.store.storeApplication(Samples.application(1));
            a.store.storeAttempt(Samples.attempt(1, 1));
            a.store.storeApplication(Samples.application(2));
            try (Member b = Member.active(server, "rm2.example.org:8032")) {
                SortedMap<String, String> before = TreeDump.of(b.client, "/rmstore");

                assertThatThrownBy(() -> a.store.storeApplication(Samples.application(3)))
                        .isInstanceOf(StoreFencedException.class);
                assertThatThrownBy(() -> a.store.updateApplication(
                                Samples.application(1).finished(RmAppState.KILLED, "late", 1)))
                        .isInstanceOf(StoreFencedException.class);
                assertThatThrownBy(() -> a.store.removeApplication(Samples.id(2)))
                        .isInstanceOf(StoreFencedException.class);
                assertThatThrownBy(() -> a.store.storeToken(Samples.token(1))).isInstanceOf(StoreFencedException.class);

                assertThat(TreeDump.of(b.client, "/rmstore")).isEqualTo(before);
                assertThat(b.store.load().applications()).containsOnlyKeys(Samples.id(1), Samples.id(2));
                assertThat(b.store.load().applications().get(Samples.id(1)).attempts())
                        .containsOnlyKeys(Samples.attempt(1, 1).id());
                assertThat(b.store.storeApplication(Samples.application(3))).isTrue();
                assertThat(a.store.state()).isEqualTo(FenceMachine.State.FENCED);
                assertThat(a.heard).containsExactly(FenceMachine.Cause.NO_AUTH);
                assertThat(b.heard).isEmpty();
            }
        }
    }

    @Test
    void eachKindOfFirstWriteIsRefused() throws Exception {
        List<Write> writes = List.of(
                store -> store.storeApplication(Samples.application(2)),
                store -> store.updateApplication(Samples.application(1)),
                store -> store.removeApplication(Samples.id(1)),
                store -> store.storeAttempt(Samples.attempt(1, 2)),
                store -> store.updateAttempt(Samples.attempt(1, 1)),
                store -> store.removeAttempt(Samples.attempt(1, 1).id()),
                store -> store.storeToken(Samples.token(2)),
                store -> store.updateToken(Samples.token(1)),
                store -> store.removeToken(1),
                store -> store.removeMasterKey(1),
                ZkRmStateStore::getAndIncrementEpoch,
                ZkRmStateStore::verifyActive);
        for (Write write : writes) {
            try (Member a = Member.active(server, "rm1:1")) {
                a.store.updateApplication(Samples.application(1));
                a.store.updateAttempt(Samples.attempt(1, 1));
                a.store.updateToken(Samples.token(1));
                try (Member b = Member.active(server, "rm2:1")) {
                    SortedMap<String, String> before = TreeDump.of(b.client, "/rmstore");
                    assertThatThrownBy(() -> write.run(a.store)).isInstanceOf(StoreFencedException.class);
                    assertThat(TreeDump.of(b.client, "/rmstore")).isEqualTo(before);
                }
            }
        }
    }

    private interface Write {
        void run(ZkRmStateStore store) throws Exception;
    }

    @Test
    void aFencedWriterComesBackWithANewStoreAndFencesTheOther() throws Exception {
        try (Member a = Member.active(server, "rm1:1");
                Member b = Member.active(server, "rm2:1");
                Member again = Member.active(server, "rm1:1")) {
            assertThatThrownBy(() -> b.store.storeApplication(Samples.application(1)))
                    .isInstanceOf(StoreFencedException.class);
            assertThatThrownBy(a.store::verifyActive).isInstanceOf(StoreFencedException.class);
            assertThat(again.store.storeApplication(Samples.application(1))).isTrue();
        }
    }

    @Test
    void theRootAclGivesCreateAndDeleteToTheWriterAlone() throws Exception {
        try (Member a = Member.active(server, "rm1.example.org:8032")) {
            assertThat(a.client.getACL().forPath(ROOT))
                    .containsExactly(new ACL(19, ZooDefs.Ids.ANYONE_ID_UNSAFE), new ACL(12, a.identity.aclId()));
            assertThat(a.client.getACL().forPath(ROOT + "/RMAppRoot")).isEqualTo(ZooDefs.Ids.OPEN_ACL_UNSAFE);
        }
    }

    @Test
    void theAclIdIsZooKeepersDigestOfTheWholeIdentity() throws NoSuchAlgorithmException {
        FenceIdentity identity = new FenceIdentity("rm1.example.org:8032", "-42");
        assertThat(identity.aclId().getId())
                .isEqualTo(DigestAuthenticationProvider.generateDigest("rm1.example.org:8032:-42"))
                .startsWith("rm1.example.org:");
        assertThat(FenceIdentity.generate("rm1:1")).isNotEqualTo(FenceIdentity.generate("rm1:1"));
        assertThat(identity.toString()).doesNotContain("42");
    }

    @Test
    void aClientWithoutTheIdentityIsToldSo() throws Exception {
        try (Member a = Member.active(server, "rm1:1")) {
            FenceIdentity unknown = FenceIdentity.generate("rm2:1");
            ZkRmStateStore store = new ZkRmStateStore(a.client, StateStoreSettings.exclusive(unknown), cause -> {});
            assertThatThrownBy(store::start)
                    .isInstanceOf(StateStoreException.class)
                    .isNotInstanceOf(StoreFencedException.class)
                    .hasMessageContaining("FenceIdentity.authInfos()");
        }
    }

    @Test
    void withoutHighAvailabilityNobodyIsFenced() throws Exception {
        try (Member client = Member.connect(server, "rm1:1", settings -> settings)) {
            ZkRmStateStore first = new ZkRmStateStore(client.client, StateStoreSettings.standalone(), cause -> {});
            first.start();
            ZkRmStateStore second = new ZkRmStateStore(client.client, StateStoreSettings.standalone(), cause -> {});
            second.start();
            assertThat(first.storeApplication(Samples.application(1))).isTrue();
            assertThat(client.client.getACL().forPath(ROOT)).isEqualTo(ZooDefs.Ids.OPEN_ACL_UNSAFE);
        }
    }

    @Test
    void anExplicitRootAclIsUsedAsItIs() throws Exception {
        List<ACL> explicit = List.of(new ACL(31, ZooDefs.Ids.AUTH_IDS));
        try (Member a = Member.active(server, "rm1:1", settings -> settings.withRootAcl(explicit))) {
            assertThat(a.client.getACL().forPath(ROOT)).containsExactly(new ACL(31, a.identity.aclId()));
            assertThat(a.store.storeApplication(Samples.application(1))).isTrue();
        }
    }

    @Test
    void aFailedWriteEndsTheReignToo() throws Exception {
        try (Member a = Member.active(server, "rm1:1")) {
            a.client.create().forPath(ROOT + "/RM_ZK_FENCING_LOCK", new byte[0]);
            assertThatThrownBy(() -> a.store.storeApplication(Samples.application(1)))
                    .isInstanceOf(StateStoreException.class)
                    .isNotInstanceOf(StoreFencedException.class);
            assertThatThrownBy(() -> a.store.storeApplication(Samples.application(1)))
                    .isInstanceOf(StoreFencedException.class);
            assertThat(a.heard).containsExactly(FenceMachine.Cause.WRITE_FAILED);
        }
        try (Member b = Member.active(server, "rm1:1")) {
            assertThat(b.client.checkExists().forPath(ROOT + "/RM_ZK_FENCING_LOCK"))
                    .as("a lock that was left is removed at the start")
                    .isNull();
            assertThat(b.store.storeApplication(Samples.application(1))).isTrue();
        }
    }

    @Test
    void aListenerThatThrowsDoesNotHideTheFence() throws Exception {
        RuntimeException bug = new IllegalStateException("listener bug");
        try (Member a = Member.connect(server, "rm1:1", settings -> settings)) {
            ZkRmStateStore store = new ZkRmStateStore(a.client, StateStoreSettings.exclusive(a.identity), cause -> {
                throw bug;
            });
            store.start();
            try (Member b = Member.active(server, "rm2:1")) {
                assertThatThrownBy(store::verifyActive)
                        .isInstanceOf(StoreFencedException.class)
                        .hasSuppressedException(bug);
                assertThat(b.store.state()).isEqualTo(FenceMachine.State.ACTIVE);
            }
        }
    }

    @Test
    void aWriteBeforeTheStartIsRefusedAndEndsNothing() throws Exception {
        List<Write> writes = List.of(
                store -> store.storeApplication(Samples.application(1)),
                ZkRmStateStore::checkVersion,
                ZkRmStateStore::getAndIncrementEpoch,
                ZkRmStateStore::verifyActive);
        try (Member a = Member.connect(server, "rm1:1", settings -> settings)) {
            for (Write write : writes) {
                assertThatThrownBy(() -> write.run(a.store))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith("start() first");
            }
            assertThat(a.store.load().applications()).isEmpty();
            a.store.start();
            assertThat(a.store.storeApplication(Samples.application(1))).isTrue();
            assertThat(a.heard).isEmpty();
        }
    }
}
