package io.coordkit.it.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.net.Loopback;
import io.coordkit.it.process.Ports;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.security.Authority;
import io.coordkit.it.security.Jaas;
import io.coordkit.it.security.Realm;
import io.coordkit.it.security.StoreKind;
import io.coordkit.it.security.TlsFiles;
import io.coordkit.it.volume.Unlimited;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers of both kinds that believe each other only by TLS or SASL: either kind leads, and follows the other. */
@Timeout(300)
class SecureEnsembleTest {
    private static final int SESSION_MS = 30_000;
    private static final int RETRY_MS = 100;

    private final Authority authority = new Authority("ours");

    @TempDir
    private Path directory;

    static List<Mix> mixes() {
        return Mixes.of(List.of("AAC", "CCA"));
    }

    /** With an observer that learns from followers of the other kind, while one of its own kind leads. */
    static List<Mix> observedMixes() {
        return Mixes.of(List.of("AAC+C", "CCA+A"));
    }

    private ZooCfg tls(StoreKind kind) throws IOException {
        Authority.Identity server = authority.issue("CN=server", "127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4");
        TlsFiles files = TlsFiles.write(directory.resolve("tls"), kind, server, authority.certificate());
        return files.configure(EnsembleProcesses.ensemble(), "ssl.quorum.");
    }

    private static ZooCfg sasl() {
        return EnsembleProcesses.ensemble()
                .with("quorum.auth.enableSasl", "true")
                .with("quorum.auth.learnerRequireSasl", "true")
                .with("quorum.auth.serverRequireSasl", "true");
    }

    private EnsembleProcesses ensemble(Mix mix, ZooCfg settings, String... jvmOptions) throws IOException {
        return new EnsembleProcesses(
                mix,
                directory.resolve("members"),
                mix.observers().isEmpty() ? new Loopback(mix.size()) : Loopback.apart(mix.size()),
                settings,
                Unlimited::new,
                List.of(jvmOptions));
    }

    private static ZooCfg observed(ZooCfg settings) {
        return settings.with("observerMasterPort", Integer.toString(Ports.free()))
                .with("fips-mode", "false");
    }

    /** The observer, the fourth, learns from a follower, whichever kind leads. */
    private static void leadInTurnObserved(EnsembleProcesses ensemble) throws Exception {
        leadInTurn(ensemble);
        Member observer = ensemble.member(4);
        ensemble.await("it does not observe by way of a follower", () -> {
            Member leader = ensemble.leader();
            return Metrics.of(observer, "observer_master_id").orElse(leader.id()) != leader.id();
        });
    }

    /** One kind leads, then the other. */
    private static void leadInTurn(EnsembleProcesses ensemble) throws Exception {
        ensemble.startAllLedByLast();
        Member first = ensemble.leader();
        write(first, "/first");
        first.kill();
        Member second = ensemble.leader();
        assertThat(second.backend()).isNotEqualTo(first.backend());
        write(second, "/second");
        first.start();
        ensemble.awaitServing(ensemble.members());
        for (Member member : ensemble.members()) {
            try (CuratorFramework client = connect(member)) {
                client.sync().forPath("/");
                assertThat(client.getChildren().forPath("/")).contains("first", "second");
            }
        }
    }

    private static void write(Member member, String path) throws Exception {
        try (CuratorFramework client = connect(member)) {
            client.create().forPath(path);
        }
    }

    private static CuratorFramework connect(Member member) {
        CuratorFramework client = CuratorFrameworkFactory.newClient(
                member.client().getHostString() + ":" + member.client().getPort(),
                SESSION_MS,
                SESSION_MS,
                new RetryForever(RETRY_MS));
        client.start();
        return client;
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("observedMixes")
    void byTls(Mix mix) throws Exception {
        ZooCfg cfg = observed(tls(StoreKind.PKCS12)).with("sslQuorum", "true");
        try (EnsembleProcesses ensemble = ensemble(mix, cfg)) {
            leadInTurnObserved(ensemble);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("observedMixes")
    void byDigests(Mix mix) throws Exception {
        String jaas = new Jaas()
                .digest("QuorumServer", Map.of("user_peer", "a secret of theirs"))
                .digest("QuorumLearner", Map.of("username", "peer", "password", "a secret of theirs"))
                .option(directory.resolve("peers.jaas"));
        try (EnsembleProcesses ensemble = ensemble(mix, observed(sasl()), jaas)) {
            leadInTurnObserved(ensemble);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mixes")
    void byKerberos(Mix mix) throws Exception {
        String service = "zkquorum/127.0.0.1";
        try (Realm realm = Realm.start(directory.resolve("realm"))) {
            String jaas = new Jaas()
                    .kerberos("QuorumServer", service, realm.keytab(service))
                    .kerberos("QuorumLearner", service, realm.keytab(service))
                    .option(directory.resolve("peers.jaas"));
            ZooCfg cfg = sasl().with("quorum.auth.kerberos.servicePrincipal", "zkquorum/_HOST");
            try (EnsembleProcesses ensemble = ensemble(mix, cfg, jaas, realm.option())) {
                leadInTurn(ensemble);
            }
        }
    }

    /** First everybody accepts both, then everybody speaks TLS, then nobody accepts anything else: none ever stands alone. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mixes")
    void plainAndTlsTogether(Mix mix) throws Exception {
        ZooCfg cfg = tls(StoreKind.JKS).with("portUnification", "true");
        try (EnsembleProcesses ensemble = ensemble(mix, cfg)) {
            ensemble.member(1).configure("sslQuorum", "true");
            leadInTurn(ensemble);
        }
    }

    /** Whose certificate is another issuer's, of the same name, or was made out for another host. */
    @ParameterizedTest
    @ValueSource(strings = {"issuer", "host"})
    void whoIsNotBelievedStaysOutside(String flaw) throws Exception {
        Authority issuer = flaw.equals("issuer") ? new Authority("ours") : authority;
        TlsFiles others = TlsFiles.write(
                directory.resolve("other"),
                StoreKind.PKCS12,
                issuer.issue("CN=server", flaw.equals("host") ? "127.0.0.9" : "127.0.0.1"),
                authority.certificate());
        ZooCfg cfg = tls(StoreKind.PKCS12).with("sslQuorum", "true").with("ssl.quorum.hostnameVerification", "true");
        try (EnsembleProcesses ensemble = ensemble(Mix.of("CCC"), cfg)) {
            Member stranger = ensemble.member(3);
            stranger.configure("ssl.quorum.keyStore.location", others.keyStore().toString());
            stranger.start();
            ensemble.member(1).start();
            ensemble.member(2).start();
            ensemble.awaitServing(ensemble.members().subList(0, 2));
            ensemble.await("nobody was refused", () -> !ensemble.findInOutputs("tls-handshake-failed")
                    .isEmpty());
            assertThat(stranger.isServing()).isFalse();
        }
    }

    @Test
    void whoDoesNotKnowThePasswordStaysOutside() throws Exception {
        Jaas ours = new Jaas()
                .digest("QuorumServer", Map.of("user_peer", "right"))
                .digest("QuorumLearner", Map.of("username", "peer", "password", "right"))
                .digest("Guessing", Map.of("username", "peer", "password", "wrong"));
        String jaas = ours.option(directory.resolve("peers.jaas"));
        try (EnsembleProcesses ensemble = ensemble(Mix.of("CCC"), sasl().with("fips-mode", "false"), jaas)) {
            Member stranger = ensemble.member(3);
            stranger.configure("quorum.auth.learner.saslLoginContext", "Guessing");
            stranger.start();
            ensemble.member(1).start();
            ensemble.member(2).start();
            ensemble.awaitServing(ensemble.members().subList(0, 2));
            ensemble.await("nobody was refused", () -> !ensemble.findInOutputs("it could not prove its name")
                    .isEmpty());
            assertThat(stranger.isServing()).isFalse();
        }
    }
}
