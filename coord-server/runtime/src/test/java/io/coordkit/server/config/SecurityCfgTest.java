package io.coordkit.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.core.auth.AuthRules;
import io.coordkit.server.config.TlsConfig.ClientAuth;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys of TLS and authentication. */
class SecurityCfgTest {
    private static final String PROVIDERS = "org.apache.zookeeper.server.auth.";

    private final Properties system = new Properties();

    @TempDir
    Path directory;

    private ZooCfg read(String... lines) throws IOException, ConfigException {
        List<String> all = new ArrayList<>(List.of("dataDir=" + directory));
        all.addAll(List.of(lines));
        return ZooCfg.read(Files.write(directory.resolve("zoo.cfg"), all), system);
    }

    private String[] secureWith(String... lines) {
        List<String> all = new ArrayList<>(List.of(
                "secureClientPort=2281",
                "ssl.keyStore.location=/keys.p12",
                "ssl.keyStore.password=k",
                "ssl.trustStore.location=/trust.jks"));
        all.addAll(List.of(lines));
        return all.toArray(String[]::new);
    }

    private TlsConfig tls(String... lines) throws Exception {
        return read(secureWith(lines)).config().clients().tls().orElseThrow().tls();
    }

    @Test
    void aServerMayServeByTlsAlone() throws Exception {
        ZooCfg cfg = read(secureWith());
        ClientConfig clients = cfg.config().clients();
        assertThat(clients.plain()).isEmpty();
        assertThat(clients.address().getPort()).isEqualTo(2281);
        assertThat(cfg.config().auth().x509()).contains(new AuthRules.X509(""));
        assertThat(cfg.unsupported()).isEmpty();
        assertThat(cfg.unknown()).isEmpty();
        TlsConfig tls = clients.tls().orElseThrow().tls();
        assertThat(tls.keyStore())
                .isEqualTo(new StoreFile("ssl.keyStore.location", Path.of("/keys.p12"), StoreFile.Type.PKCS12, "k"));
        assertThat(tls.trustStore())
                .contains(new StoreFile("ssl.trustStore.location", Path.of("/trust.jks"), StoreFile.Type.JKS, ""));
        assertThat(tls.clientAuth()).isEqualTo(ClientAuth.NEED);
        assertThat(tls.protocols()).containsExactly("TLSv1.3");
        assertThat(tls.names()).isEqualTo(new TlsConfig.NameChecks(true, false, false));
        assertThat(tls.toString()).doesNotContain("password");
    }

    @Test
    void everyKeyIsRead() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "s3\n");
        TlsConfig tls = tls(
                "ssl.keyStore.passwordPath=" + secret,
                "ssl.keyStore.type=pem",
                "ssl.enabledProtocols=TLSv1.2,TLSv1.3",
                "ssl.ciphersuites=TLS_AES_256_GCM_SHA384",
                "ssl.clientAuth=want",
                "ssl.clientHostnameVerification=true",
                "ssl.allowReverseDnsLookup=true",
                "ssl.crl=true",
                "ssl.ocsp=true",
                "ssl.handshakeDetectionTimeoutMillis=7",
                "client.certReload=true",
                "client.portUnification=true");
        assertThat(tls.keyStore().password()).isEqualTo("s3");
        assertThat(tls.keyStore().type()).isEqualTo(StoreFile.Type.PEM);
        assertThat(tls.protocols()).containsExactly("TLSv1.2", "TLSv1.3");
        assertThat(tls.cipherSuites()).containsExactly("TLS_AES_256_GCM_SHA384");
        assertThat(tls.clientAuth()).isEqualTo(ClientAuth.WANT);
        assertThat(tls.names()).isEqualTo(new TlsConfig.NameChecks(true, true, true));
        assertThat(tls.revocation()).isEqualTo(new TlsConfig.Revocation(true, true));
        assertThat(tls.detection()).hasMillis(7);
        assertThat(tls.reload()).isTrue();
    }

    @Test
    void handshakesAtTheSameTimeAreLimitedOnDemand() throws Exception {
        assertThat(handshakesMax()).isZero();
        assertThat(handshakesMax("netty.server.outstandingHandshake.limit=-1")).isZero();
        assertThat(handshakesMax("netty.server.outstandingHandshake.limit=250")).isEqualTo(250);
    }

    private int handshakesMax(String... more) throws IOException, ConfigException {
        List<String> lines =
                new ArrayList<>(List.of("secureClientPort=1", "ssl.keyStore.location=/k.pem", "ssl.clientAuth=none"));
        lines.addAll(List.of(more));
        return read(lines.toArray(String[]::new))
                .config()
                .clients()
                .tls()
                .orElseThrow()
                .handshakesMax();
    }

    @Test
    void nobodyIsAskedWhoIsNotBelieved() throws Exception {
        String[] lines = {
            "secureClientPort=1", "ssl.keyStore.location=/k.pem", "ssl.clientAuth=want",
        };
        assertThat(read(lines).config().clients().tls().orElseThrow().tls().clientAuth())
                .isEqualTo(ClientAuth.NONE);
        assertThatThrownBy(() -> read("secureClientPort=1", "ssl.keyStore.location=/k.pem"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("ssl.trustStore.location is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "ssl.keyStore.type, P11",
        "ssl.keyStore.location, /keys",
        "ssl.keyStore.passwordPath, /none/such",
        "ssl.protocol, SSLv9",
        "ssl.enabledProtocols, 'TLSv1.3,TLSv9'",
        "ssl.ciphersuites, NONE_SUCH",
        "ssl.clientAuth, maybe",
        "ssl.sslProvider, OPENSSL",
        "ssl.authProvider, mine",
        "ssl.context.supplier.class, Mine",
        "ssl.handshakeDetectionTimeoutMillis, 0",
        "secureClientPort, 65536",
        "clientPortAddress, 127.0.0.1",
        "authProvider.1, com.example.Own",
        "enforce.auth.enabled, true",
        "sessionRequireClientSASLAuth, true"
    })
    void badValuesNameFileAndKey(String key, String value) {
        assertThatThrownBy(() -> tls(key + "=" + value))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("zoo.cfg: " + key + "=" + value);
    }

    private String[] adminWith(String... lines) {
        List<String> all = new ArrayList<>(List.of(
                "clientPort=1",
                "admin.idleTimeout=9000",
                "ssl.quorum.keyStore.location=/keys.p12",
                "ssl.quorum.keyStore.password=k"));
        all.addAll(List.of(lines));
        return all.toArray(String[]::new);
    }

    private Optional<AdminTls> adminTls(String... lines) throws Exception {
        return read(adminWith(lines)).config().monitor().admin().tls();
    }

    @Test
    void theAdministratorsPortSpeaksTlsWithTheStoresOfPeers() throws Exception {
        assertThat(adminTls()).isEmpty();
        assertThat(adminTls("admin.portUnification=true").orElseThrow().acceptsPlain())
                .isTrue();
        assertThat(adminTls("admin.portUnification=true", "admin.forceHttps=true")
                        .orElseThrow()
                        .acceptsPlain())
                .isFalse();
        TlsConfig tls = adminTls("admin.forceHttps=true").orElseThrow().tls();
        assertThat(tls.keyStore())
                .isEqualTo(new StoreFile(
                        "ssl.quorum.keyStore.location", Path.of("/keys.p12"), StoreFile.Type.PKCS12, "k"));
        assertThat(tls.clientAuth()).isEqualTo(ClientAuth.NONE);
        assertThat(tls.reload()).isFalse();
        assertThat(tls.detection()).hasMillis(9000);
    }

    @Test
    void theAdministratorsPortSpeaksWhatJavaSpeaksButWeakCiphers() throws Exception {
        TlsConfig tls = adminTls(
                        "admin.forceHttps=true",
                        "ssl.quorum.protocol=TLSv1.2",
                        "ssl.quorum.enabledProtocols=TLSv1.2",
                        "ssl.quorum.ciphersuites=TLS_RSA_WITH_AES_128_CBC_SHA",
                        "ssl.quorum.clientAuth=want",
                        "ssl.quorum.hostnameVerification=true")
                .orElseThrow()
                .tls();
        assertThat(tls.protocols()).contains("TLSv1.3", "TLSv1.2");
        assertThat(tls.cipherSuites())
                .contains("TLS_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")
                .doesNotContain("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA")
                .noneMatch(suite -> suite.startsWith("TLS_RSA_"));
        assertThat(tls.clientAuth()).isEqualTo(ClientAuth.NONE);
        assertThat(tls.names()).isEqualTo(new TlsConfig.NameChecks(false, false, false));
    }

    @Test
    void administratorsMayHaveToHaveCertificates() throws Exception {
        AdminTls admin = adminTls(
                        "admin.forceHttps=true",
                        "admin.needClientAuth=true",
                        "ssl.quorum.trustStore.location=/peers.pem",
                        "ssl.quorum.crl=true",
                        "sslQuorumReloadCertFiles=true",
                        "ssl.trustStore.location=/clients.jks",
                        "ssl.ocsp=true")
                .orElseThrow();
        assertThat(admin.needsCertificates()).isTrue();
        assertThat(admin.tls().trustStore())
                .contains(
                        new StoreFile("ssl.quorum.trustStore.location", Path.of("/peers.pem"), StoreFile.Type.PEM, ""));
        assertThat(admin.tls().revocation()).isEqualTo(new TlsConfig.Revocation(true, false));
        assertThat(admin.tls().reload()).isTrue();
        assertThat(admin.identities())
                .contains(new StoreFile("ssl.trustStore.location", Path.of("/clients.jks"), StoreFile.Type.JKS, ""));
        assertThat(admin.revocation()).isEqualTo(new TlsConfig.Revocation(false, true));
    }

    @Test
    void theAdministratorsPortIsNotOpenedWithoutWhatItNeeds() throws Exception {
        for (String key : List.of("admin.portUnification", "admin.forceHttps")) {
            assertThatThrownBy(() -> read("clientPort=1", key + "=true"))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("zoo.cfg: ssl.quorum.keyStore.location is missing");
            assertThat(read("clientPort=1", key + "=true", "admin.enableServer=false")
                            .config()
                            .monitor()
                            .admin()
                            .tls())
                    .isEmpty();
        }
        assertThatThrownBy(() -> adminTls("admin.forceHttps=true", "admin.needClientAuth=true"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("zoo.cfg: ssl.quorum.trustStore.location is missing");
    }

    @Test
    void whatTheAdministratorsPortDoesNotDoIsRemarked() throws Exception {
        assertThat(read(adminWith("admin.httpVersion=11")).remarks()).isEmpty();
        assertThat(read(adminWith("admin.httpVersion=20", "admin.needClientAuth=true"))
                        .remarks())
                .satisfiesExactly(
                        version -> assertThat(version)
                                .endsWith("zoo.cfg: admin.httpVersion=20 has no effect: HTTP/1.1 is spoken"),
                        certificates -> assertThat(certificates)
                                .endsWith("zoo.cfg: admin.needClientAuth=true has no effect without"
                                        + " admin.portUnification or admin.forceHttps"));
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> read("secureClientPort=1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("zoo.cfg: ssl.keyStore.location is missing");
        assertThatThrownBy(() -> read("clientPort=1", "secureClientPortAddress=127.0.0.1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("secureClientPort");
        assertThatThrownBy(() -> read("clientPort=1", "enforce.auth.enabled=true", "enforce.auth.schemes=x509"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("enforce.auth.schemes=x509 has x509, which is not available");
    }

    @Test
    void rulesOfAuthentication() throws Exception {
        system.setProperty("zookeeper.superUser.2", "second");
        AuthRules rules = read(
                        "clientPort=1",
                        "authProvider.sasl=" + PROVIDERS + "SASLAuthenticationProvider",
                        "authProvider.2=" + PROVIDERS + "X509AuthenticationProvider",
                        "authProvider.3=" + PROVIDERS + "EnsembleAuthenticationProvider",
                        "ensembleAuthName=blue, green",
                        "DigestAuthenticationProvider.enabled=false",
                        "X509AuthenticationProvider.superUser=CN=root",
                        "superUser=first",
                        "letAnySaslUserDoX=reader",
                        "allowSaslFailedClients=true",
                        "enforce.auth.enabled=true",
                        "enforce.auth.schemes=sasl, x509")
                .config()
                .auth();
        assertThat(rules)
                .isEqualTo(new AuthRules(
                        Optional.empty(),
                        Optional.of(new AuthRules.X509("CN=root")),
                        new AuthRules.Sasl(true, Set.of("first", "second"), "reader", true),
                        Set.of("sasl", "x509"),
                        Optional.of(Set.of("blue", "green")),
                        false));
        AuthRules demanding = read(
                        "clientPort=1",
                        "authProvider.1=" + PROVIDERS + "SASLAuthenticationProvider",
                        "sessionRequireClientSASLAuth=true")
                .config()
                .auth();
        assertThat(demanding.demanded()).containsExactly("sasl");
    }

    @Test
    void namesOfPrincipals() throws Exception {
        SaslConfig sasl = read(
                        "clientPort=1",
                        "sasl.serverconfig=Zoo",
                        "SASLAuthenticationProvider.superPassword=s",
                        "kerberos.removeHostFromPrincipal=true",
                        "kerberos.removeRealmFromPrincipal=true",
                        "security.auth_to_local=RULE:[1:$1]")
                .config()
                .clients()
                .sasl();
        assertThat(sasl)
                .isEqualTo(new SaslConfig(
                        "Zoo", true, Optional.of("s"), new SaslConfig.PrincipalNames(true, true, "RULE:[1:$1]")));
    }
}
