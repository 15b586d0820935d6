package io.coordkit.it.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.it.process.Backend;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.process.ZooCfg;
import java.io.IOException;
import java.nio.file.Path;
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

/** Clients that are Kerberos principals, of a real key distribution centre. */
@Timeout(240)
class ClientKerberosTest {
    private static final String SERVICE = "zookeeper/localhost";

    @TempDir
    private static Path shared;

    private static Realm realm;

    @TempDir
    private Path directory;

    @BeforeAll
    static void found() throws IOException {
        realm = Realm.start(shared);
        realm.install();
        new Jaas()
                .kerberos("Alice", "alice/pc.example.com", realm.keytab("alice/pc.example.com"))
                .kerberos("Bob", "bob", realm.keytab("bob"))
                .install();
    }

    @AfterAll
    static void dissolve() throws IOException {
        Jaas.uninstall();
        realm.close();
    }

    private ServerProcess start(Backend backend, ZooCfg cfg) throws IOException {
        String jaas =
                new Jaas().kerberos("Server", SERVICE, realm.keytab(SERVICE)).option(directory.resolve("server.jaas"));
        return ServerProcess.start(
                backend,
                directory,
                cfg.with("authProvider.1", "org.apache.zookeeper.server.auth.SASLAuthenticationProvider"),
                jaas,
                realm.option());
    }

    private static ZKClientConfig as(String section) {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty("zookeeper.sasl.client", "true");
        config.setProperty("zookeeper.sasl.clientconfig", section);
        config.setProperty("zookeeper.server.principal", SERVICE + "@" + Realm.NAME);
        return config;
    }

    @ParameterizedTest
    @EnumSource
    void listsNamePrincipals(Backend backend) throws Exception {
        try (ServerProcess server = start(backend, ZooCfg.standalone());
                Connected alice = Connected.to(server.port(), as("Alice"));
                Connected bob = Connected.to(server.port(), as("Bob"))) {
            alice.await(KeeperState.SaslAuthenticated);
            bob.await(KeeperState.SaslAuthenticated);
            alice.client().create("/hers", new byte[0], Ids.CREATOR_ALL_ACL, CreateMode.PERSISTENT);
            assertThat(alice.client().getACL("/hers", null))
                    .containsExactly(new ACL(31, new Id("sasl", "alice/pc.example.com@EXAMPLE.COM")));
            assertThatThrownBy(() -> bob.client().getData("/hers", false, null))
                    .isInstanceOf(KeeperException.NoAuthException.class);
            assertThat(bob.whoAmI()).containsExactlyInAnyOrder("ip:127.0.0.1", "sasl:bob@EXAMPLE.COM");
        }
    }

    @ParameterizedTest
    @EnumSource
    void namesMayBeShortened(Backend backend) throws Exception {
        ZooCfg cfg = ZooCfg.standalone()
                .with("kerberos.removeHostFromPrincipal", "true")
                .with("kerberos.removeRealmFromPrincipal", "true")
                .with("security.auth_to_local", "RULE:[1:$1](bob)s/b/r/ DEFAULT");
        try (ServerProcess server = start(backend, cfg);
                Connected alice = Connected.to(server.port(), as("Alice"));
                Connected bob = Connected.to(server.port(), as("Bob"))) {
            alice.await(KeeperState.SaslAuthenticated);
            bob.await(KeeperState.SaslAuthenticated);
            assertThat(alice.whoAmI()).containsExactlyInAnyOrder("ip:127.0.0.1", "sasl:alice");
            assertThat(bob.whoAmI()).containsExactlyInAnyOrder("ip:127.0.0.1", "sasl:rob");
        }
    }

    @Test
    void aServerWhoseKeysAreWrongDoesNotStart() {
        String jaas = "nobody";
        assertThatThrownBy(() -> {
                    String option = new Jaas()
                            .kerberos("Server", jaas, directory.resolve("none.keytab"))
                            .option(directory.resolve("server.jaas"));
                    ServerProcess.start(Backend.SUBJECT, directory, ZooCfg.standalone(), option, realm.option())
                            .close();
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("cannot log in as the section Server");
    }
}
