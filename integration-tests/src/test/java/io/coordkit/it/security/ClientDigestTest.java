package io.coordkit.it.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.it.process.Backend;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.raw.JuteIn;
import io.coordkit.it.raw.JuteOut;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawConnection;
import io.coordkit.it.raw.Requests;
import io.coordkit.it.raw.Requests.ReadOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that prove names by SASL with passwords, which both kinds of server take alike. */
@Timeout(180)
class ClientDigestTest {
    private static final Map<String, String> USERS =
            Map.of("user_alice", "wonderland", "user_bob", "builder", "user_boss", "of them all");

    @TempDir
    private Path directory;

    @BeforeAll
    static void introduceClients() {
        new Jaas()
                .digest("Alice", Map.of("username", "alice", "password", "wonderland"))
                .digest("Bob", Map.of("username", "bob", "password", "builder"))
                .digest("Boss", Map.of("username", "boss", "password", "of them all"))
                .digest("Wrong", Map.of("username", "alice", "password", "guessed"))
                .digest("Stranger", Map.of("username", "nobody", "password", "x"))
                .install();
    }

    @AfterAll
    static void forgetClients() {
        Jaas.uninstall();
    }

    private ServerProcess start(Backend backend, ZooCfg cfg) throws IOException {
        String jaas = new Jaas().digest("Server", USERS).option(directory.resolve("server.jaas"));
        return ServerProcess.start(
                backend,
                directory,
                cfg.with("authProvider.1", "org.apache.zookeeper.server.auth.SASLAuthenticationProvider"),
                jaas);
    }

    private static ZKClientConfig as(String section) {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty("zookeeper.sasl.client", "true");
        config.setProperty("zookeeper.sasl.clientconfig", section);
        config.setProperty("zookeeper.fips-mode", "false");
        return config;
    }

    private static ZKClientConfig plain() {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty("zookeeper.sasl.client", "false");
        return config;
    }

    @ParameterizedTest
    @EnumSource
    void listsNameUsers(Backend backend) throws Exception {
        ZooCfg cfg = ZooCfg.standalone().with("superUser.1", "boss");
        try (ServerProcess server = start(backend, cfg);
                Connected alice = Connected.to(server.port(), as("Alice"));
                Connected bob = Connected.to(server.port(), as("Bob"));
                Connected boss = Connected.to(server.port(), as("Boss"))) {
            alice.await(KeeperState.SaslAuthenticated);
            bob.await(KeeperState.SaslAuthenticated);
            boss.await(KeeperState.SaslAuthenticated);
            alice.client().create("/hers", new byte[0], Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT);
            assertThat(alice.client().getACL("/hers", null)).containsExactly(new ACL(31, new Id("sasl", "alice")));
            assertThat(alice.whoAmI()).containsExactlyInAnyOrder("ip:127.0.0.1", "sasl:alice");
            assertThatThrownBy(() -> bob.client().getData("/hers", false, null))
                    .isInstanceOf(KeeperException.NoAuthException.class);
            assertThat(boss.client().getData("/hers", false, null)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoProvesNothingIsCut(Backend backend) throws Exception {
        try (ServerProcess server = start(backend, ZooCfg.standalone());
                Connected wrong = Connected.trying(server.port(), as("Wrong"));
                Connected stranger = Connected.trying(server.port(), as("Stranger"))) {
            wrong.await(KeeperState.AuthFailed);
            stranger.await(KeeperState.AuthFailed);
            assertThat(server.isServing()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereItIsDemandedNobodyElseIsServed(Backend backend) throws Exception {
        ZooCfg cfg = ZooCfg.standalone().with("sessionRequireClientSASLAuth", "true");
        try (ServerProcess server = start(backend, cfg);
                Connected alice = Connected.to(server.port(), as("Alice"));
                Connected nobody = Connected.to(server.port(), plain())) {
            alice.await(KeeperState.SaslAuthenticated);
            assertThat(alice.client().exists("/", false)).isNotNull();
            assertThatThrownBy(() -> nobody.client().exists("/", false))
                    .isInstanceOf(KeeperException.SessionClosedRequireAuthException.class);
        }
    }

    /** A token is looked at elsewhere; what was sent behind it is answered behind it. The reference's answers overtake each other. */
    @Test
    void whatFollowsATokenWaitsForIt() throws Exception {
        try (ServerProcess server = start(Backend.SUBJECT, ZooCfg.standalone());
                RawConnection client = new RawConnection(server.port())) {
            client.send(
                    Requests.connect(0, 10_000, 0, new byte[16], ReadOnly.NO).toBytes());
            assertThat(client.receive()).isPresent();
            client.sendBytes(frames(
                    Requests.request(1, Op.SASL, new JuteOut().putBuffer(new byte[0])),
                    Requests.request(2, Op.EXISTS, new JuteOut().putString("/").putBoolean(false)),
                    Requests.request(3, Op.SASL, new JuteOut().putBuffer("nonsense".getBytes(UTF_8)))));
            JuteIn challenge = new JuteIn(client.receive().orElseThrow());
            assertThat(challenge.getInt()).isEqualTo(1);
            JuteIn exists = new JuteIn(client.receive().orElseThrow());
            assertThat(exists.getInt()).isEqualTo(2);
            JuteIn failure = new JuteIn(client.receive().orElseThrow());
            assertThat(failure.getInt()).isEqualTo(3);
            assertThat(failure.getLong()).isZero();
            assertThat(failure.getInt()).isEqualTo(KeeperException.Code.AUTHFAILED.intValue());
            assertThat(client.receive()).isEmpty();
        }
    }

    private static byte[] frames(JuteOut... payloads) {
        ByteBuffer all = ByteBuffer.allocate(4096);
        for (JuteOut payload : payloads) {
            byte[] bytes = payload.toBytes();
            all.putInt(bytes.length).put(bytes);
        }
        return Arrays.copyOf(all.array(), all.position());
    }
}
