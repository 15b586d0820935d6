package io.coordkit.statestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.statestore.paths.SplitIndex;
import io.coordkit.statestore.record.Credentials;
import io.coordkit.statestore.record.DelegationKey;
import io.coordkit.statestore.record.DelegationToken;
import io.coordkit.statestore.record.RmState;
import io.coordkit.statestore.record.StoreVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.apache.curator.framework.CuratorFramework;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.security.token.Token;
import org.apache.hadoop.security.token.TokenIdentifier;
import org.apache.hadoop.yarn.security.client.RMDelegationTokenIdentifier;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.HadoopStore;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.RMStateStore.RMState;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.RMStateStoreUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores that older software left: read, brought along, and never damaged. */
class MigrationTest {

    private static final String ROOT = "/rmstore/ZKRMStateRoot";
    private static final long RENEW_MS = 1700086400000L;

    private TestServer server;

    @BeforeEach
    void startServer(@TempDir Path directory) throws Exception {
        server = TestServer.start(directory, 200);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private Member started(UnaryOperator<StateStoreSettings> change) throws StateStoreException {
        Member member = Member.connect(server, "rm1:1", change);
        member.store.start();
        return member;
    }

    /** As Hadoop 2.4 wrote it. */
    private static byte[] oldToken(RMDelegationTokenIdentifier token) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        token.writeInOldFormat(out);
        out.writeLong(RENEW_MS);
        return bytes.toByteArray();
    }

    /** The tree that descriptions show: everything right below the parent. */
    private static void seed(CuratorFramework client) throws Exception {
        put(
                client,
                "/rmstore/RMAppRoot/application_1700000000000_0001",
                Samples.application(1).encode());
        put(
                client,
                "/rmstore/RMAppRoot/application_1700000000000_0001/"
                        + Samples.attempt(1, 1).id(),
                HadoopRecords.fullAttempt(1, 1).getProto().toByteArray());
        put(
                client,
                "/rmstore/RMAppRoot/application_1700000000000_0002",
                Samples.application(2).encode());
        put(client, "/rmstore/RMAppRoot/notes", new byte[] {1});
        put(
                client,
                "/rmstore/RMDTSecretManagerRoot/RMDelegationTokensRoot/RMDelegationToken_5",
                oldToken(HadoopRecords.token(5)));
        put(client, "/rmstore/RMDTSecretManagerRoot/RMDTMasterKeysRoot/DelegationKey_3", key().encode());
        put(
                client,
                "/rmstore/RMDTSecretManagerRoot/RMDTSequentialNumber",
                ByteBuffer.allocate(4).putInt(9).array());
    }

    private static DelegationKey key() {
        return new DelegationKey(3, 1700000000000L, Optional.of(new byte[] {1, 2, 3, 4}));
    }

    private static void put(CuratorFramework client, String path, byte[] data) throws Exception {
        client.create().creatingParentsIfNeeded().forPath(path, data);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void stateRightBelowTheParentIsBroughtAlong(int split) throws Exception {
        SplitIndex index = new SplitIndex(split);
        try (Member member = started(settings -> settings.withSplits(index, index))) {
            seed(member.client);
            SortedMap<String, String> before = TreeDump.of(member.client, "/rmstore/RMAppRoot");
            assertThat(member.store.checkVersion()).isEqualTo(StoreVersion.CURRENT);
            RmState state = member.store.load();
            assertThat(state.applications()).containsOnlyKeys(Samples.id(1), Samples.id(2));
            assertThat(state.applications().get(Samples.id(1)).attempts().values())
                    .containsExactly(HadoopRecords.ours(HadoopRecords.fullAttempt(1, 1)));
            assertThat(state.tokens()).containsExactly(Samples.token(5));
            assertThat(state.masterKeys()).containsExactly(key());
            assertThat(state.tokenSequenceNumber()).isEqualTo(9);
            assertThat(TreeDump.of(member.client, "/rmstore/RMAppRoot")).isEqualTo(before);
        }
        try (HadoopStore hadoop = HadoopStore.active(server, "rm2", 0)) {
            RMState state = hadoop.loadState();
            assertThat(state.getApplicationState()).containsOnlyKeys(HadoopRecords.id(1), HadoopRecords.id(2));
            assertThat(state.getRMDTSecretManagerState().getTokenState())
                    .containsOnlyKeys(HadoopRecords.token(5))
                    .containsValue(RENEW_MS);
        }
    }

    @Test
    void whatWasRemovedSinceDoesNotComeBackByItself() throws Exception {
        try (Member member = started(settings -> settings)) {
            seed(member.client);
            member.store.checkVersion();
            member.store.removeApplication(Samples.id(1));
            member.store.checkVersion();
            assertThat(member.store.load().applications()).containsOnlyKeys(Samples.id(2));
            assertThat(member.store.migrate())
                    .isEqualTo(new MigrationReport(1, 1, 0, 0, 0, List.of("/rmstore/RMAppRoot/notes")));
            assertThat(member.store.load().applications()).containsOnlyKeys(Samples.id(1), Samples.id(2));
        }
    }

    @Test
    void whatIsThereIsKept() throws Exception {
        try (Member member = started(settings -> settings)) {
            member.store.updateApplication(HadoopRecords.ours(HadoopRecords.fullApplication(1)));
            seed(member.client);
            member.store.checkVersion();
            assertThat(member.store.load().applications().get(Samples.id(1)).state())
                    .isEqualTo(HadoopRecords.ours(HadoopRecords.fullApplication(1)));
        }
    }

    @Test
    void nothingIsWrittenIfSomethingCannotBeRead() throws Exception {
        try (Member member = started(settings -> settings)) {
            seed(member.client);
            put(
                    member.client,
                    "/rmstore/RMAppRoot/application_1700000000000_0007",
                    Samples.application(8).encode());
            SortedMap<String, String> before = TreeDump.of(member.client, "/rmstore");
            assertThatThrownBy(member.store::checkVersion)
                    .isInstanceOf(CorruptStateException.class)
                    .hasMessageContaining("/rmstore/RMAppRoot/application_1700000000000_0007");
            assertThat(TreeDump.of(member.client, "/rmstore")).isEqualTo(before);
        }
    }

    @Test
    void anotherMajorVersionIsRefused() throws Exception {
        try (Member member = started(settings -> settings)) {
            seed(member.client);
            put(member.client, "/rmstore/RMVersionNode", new StoreVersion(2, 0).encode());
            SortedMap<String, String> before = TreeDump.of(member.client, "/rmstore");
            assertThatThrownBy(member.store::checkVersion)
                    .isInstanceOf(IncompatibleVersionException.class)
                    .hasMessageContaining("2.0");
            assertThat(TreeDump.of(member.client, "/rmstore")).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void anOlderMinorVersionIsReadAndMadeCurrent(int minor) throws Exception {
        try (Member member = started(settings -> settings)) {
            put(member.client, ROOT + "/RMVersionNode", new StoreVersion(1, minor).encode());
            member.store.storeApplication(Samples.application(1));
            put(
                    member.client,
                    ROOT + "/RMDTSecretManagerRoot/RMDelegationTokensRoot/RMDelegationToken_5",
                    oldToken(HadoopRecords.token(5)));
            assertThat(member.store.load().tokens()).containsExactly(Samples.token(5));
            assertThat(member.store.checkVersion()).isEqualTo(new StoreVersion(1, minor));
            assertThat(member.store.version()).contains(StoreVersion.CURRENT);
            assertThat(member.client
                            .getData()
                            .forPath(ROOT + "/RMDTSecretManagerRoot/RMDelegationTokensRoot/RMDelegationToken_5"))
                    .isEqualTo(Samples.token(5).encode());
        }
    }

    @Test
    void anOldTokenIsReadAsHadoopReadsIt() throws Exception {
        RMDelegationTokenIdentifier full = HadoopRecords.token(70_000);
        full.setRealUser(new Text("proxy"));
        for (RMDelegationTokenIdentifier token :
                List.of(full, HadoopRecords.token(5), new RMDelegationTokenIdentifier())) {
            byte[] old = oldToken(token);
            assertThat(DelegationToken.isOldForm(old)).isTrue();
            assertThat(DelegationToken.decode(old).encode())
                    .isEqualTo(RMStateStoreUtils.readRMDelegationTokenIdentifierData(
                                    new DataInputStream(new ByteArrayInputStream(old)))
                            .toByteArray());
        }
    }

    @Test
    void anAttemptsOldSecretsAreReadable() throws Exception {
        org.apache.hadoop.security.Credentials hadoops = new org.apache.hadoop.security.Credentials();
        Token<TokenIdentifier> amrm =
                new Token<>(new byte[] {1}, new byte[] {2, 3}, new Text("YARN_AM_RM_TOKEN"), new Text("rm:8030"));
        hadoops.addToken(new Text(Credentials.AMRM_TOKEN), amrm);
        hadoops.addSecretKey(new Text(Credentials.CLIENT_TOKEN_KEY), new byte[200]);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        hadoops.writeTokenStorageToStream(new DataOutputStream(bytes));
        Credentials ours = Credentials.decode(bytes.toByteArray());
        assertThat(ours.amrmToken().orElseThrow().password()).containsExactly(2, 3);
        assertThat(ours.amrmToken().orElseThrow().service()).isEqualTo("rm:8030");
        assertThat(ours.clientTokenKey().orElseThrow()).hasSize(200);
        assertThat(ours.toString()).doesNotContain("rm:8030");
        assertThat(Credentials.decode(Samples.attempt(1, 1).credentials().orElseThrow())
                        .tokens())
                .isEmpty();
        assertThatThrownBy(() -> Credentials.decode(new byte[] {1, 2, 3, 4, 5}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
