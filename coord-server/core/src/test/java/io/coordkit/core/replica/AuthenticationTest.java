package io.coordkit.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.auth.AuthRules;
import io.coordkit.core.harness.Configs;
import io.coordkit.core.harness.ReplicaHarness;
import io.coordkit.core.harness.TestClient;
import io.coordkit.core.stats.Count;
import io.coordkit.core.stats.ServerStats;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.wire.SaslStep;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.data.ClientInfo;
import org.apache.zookeeper.proto.GetSASLRequest;
import org.apache.zookeeper.proto.SetSASLResponse;
import org.apache.zookeeper.proto.WhoAmIResponse;
import org.junit.jupiter.api.Test;

/** Who connections become, and what is done with those that fail to. */
class AuthenticationTest {
    private static final byte[] TOKEN = {1, 2};

    private static ReplicaHarness harness(Set<String> demanded, boolean keepFailed) {
        AuthRules rules = new AuthRules(
                AuthRules.DEFAULT.digest(),
                Optional.of(new AuthRules.X509("")),
                new AuthRules.Sasl(true, Set.of(), "", keepFailed),
                demanded,
                Optional.of(Set.of("blue")),
                false);
        ReplicaConfig config =
                Configs.withTick(ReplicaHarness.TICK_MS).auth(rules).build();
        return new ReplicaHarness(config, DataTree.newborn(TreeOptions.DEFAULT));
    }

    private static List<ClientInfo> whoIs(TestClient client) {
        client.send(OpCode.whoAmI);
        return client.take().get(0).as(new WhoAmIResponse()).getClientInfo();
    }

    @Test
    void aSaslExchangeEndsWithAName() {
        TestClient client = harness(Set.of(), false).connect();
        client.sasl(new SaslStep.Challenge(TOKEN));
        client.sasl(new SaslStep.Proven(null, "alice"));
        List<TestClient.Reply> replies = client.take();
        assertThat(replies.get(0).as(new SetSASLResponse()).getToken()).isEqualTo(TOKEN);
        assertThat(replies.get(1).as(new SetSASLResponse()).getToken()).isNull();
        assertThat(replies).allMatch(reply -> reply.zxid() == 0 && reply.err() == 0);
        assertThat(whoIs(client)).containsExactly(new ClientInfo("ip", "127.0.0.1"), new ClientInfo("sasl", "alice"));
    }

    @Test
    void whoFailsIsCutUnlessItMayStay() {
        TestClient cut = harness(Set.of(), false).connect();
        cut.sasl(new SaslStep.Failed());
        assertThat(cut.takeShort()).containsExactly("1:-115");
        assertThat(cut.isClosed()).isTrue();

        TestClient kept = harness(Set.of(), true).connect();
        kept.sasl(new SaslStep.Failed());
        assertThat(kept.takeShort()).containsExactly("1:0");
        assertThat(kept.isClosed()).isFalse();

        TestClient demanded = harness(Set.of("sasl"), true).connect();
        demanded.sasl(new SaslStep.Failed());
        assertThat(demanded.takeShort()).containsExactly("1:-124");
        assertThat(demanded.isClosed()).isTrue();
    }

    @Test
    void aTokenThatNobodyExpectsIsAnsweredWithNone() {
        TestClient client = harness(Set.of(), false).connect();
        client.send(OpCode.sasl, new GetSASLRequest(TOKEN));
        assertThat(client.take().get(0).as(new SetSASLResponse()).getToken()).isNull();
    }

    @Test
    void aProofThatDoesNotParseEndsTheConnectionWithoutAWord() {
        ReplicaHarness harness = harness(Set.of(), false);
        for (int op : new int[] {OpCode.sasl, OpCode.auth}) {
            TestClient client = harness.connect();
            client.create("/" + op, 0);
            client.send(7, op, new byte[] {1});
            assertThat(client.isClosed()).isTrue();
            assertThat(client.take()).isEmpty();
        }
        harness.durable();
        assertThat(harness.replica.tree().find("/" + OpCode.sasl)).isNotNull();
    }

    @Test
    void whatIsDemandedComesBeforeEverythingElse() {
        ReplicaHarness harness = harness(Set.of("digest", "x509"), false);
        TestClient stranger = harness.connect();
        stranger.ping();
        assertThat(stranger.take()).singleElement().satisfies(reply -> {
            assertThat(reply.summary()).isEqualTo("-2:-124");
            assertThat(reply.zxid()).isZero();
        });
        assertThat(stranger.isClosed()).isTrue();

        TestClient known = harness.connect();
        known.auth("digest", "u:p");
        known.exists("/", false);
        assertThat(known.takeShort()).containsExactly("-4:0", "1:0");

        TestClient certified = harness.connect(harness.open("127.0.0.1", Optional.of("CN=a")));
        assertThat(whoIs(certified)).contains(new ClientInfo("x509", "CN=a"));
    }

    @Test
    void whoLooksForAnotherEnsembleIsSentAwayWithoutAWord() {
        ReplicaHarness harness = harness(Set.of(), false);
        TestClient client = harness.connect();
        client.auth("ensemble", "blue");
        client.auth("ensemble", "");
        assertThat(client.takeShort()).containsExactly("-4:0", "-4:0");
        client.auth("ensemble", "red");
        assertThat(client.takeShort()).isEmpty();
        assertThat(client.isClosed()).isTrue();
        ServerStats stats = harness.replica.stats();
        assertThat(stats.count(Count.ENSEMBLE_NAME_KNOWN)).isEqualTo(1);
        assertThat(stats.count(Count.ENSEMBLE_NAME_MISSING)).isEqualTo(1);
        assertThat(stats.count(Count.ENSEMBLE_NAME_OTHER)).isEqualTo(1);
    }
}
