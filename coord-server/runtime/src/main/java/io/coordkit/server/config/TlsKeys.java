package io.coordkit.server.config;

import io.coordkit.server.config.TlsConfig.ClientAuth;
import io.coordkit.server.text.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** The keys {@code ssl.*} and {@code ssl.quorum.*} ({@code X509Util} of the reference and what it is extended by). */
final class TlsKeys {
    private static final String CLIENTS = "ssl.";
    private static final String PEERS = "ssl.quorum.";

    /** All of them; they mean nothing where TLS is not spoken. */
    static final List<String> NAMES = Stream.of(CLIENTS, PEERS)
            .flatMap(prefix -> Stream.of(
                            "keyStore.location",
                            "keyStore.password",
                            "keyStore.passwordPath",
                            "keyStore.type",
                            "trustStore.location",
                            "trustStore.password",
                            "trustStore.passwordPath",
                            "trustStore.type",
                            "protocol",
                            "enabledProtocols",
                            "ciphersuites",
                            "clientAuth",
                            "hostnameVerification",
                            "clientHostnameVerification",
                            "allowReverseDnsLookup",
                            "crl",
                            "ocsp",
                            "handshakeDetectionTimeoutMillis",
                            "context.supplier.class")
                    .map(name -> prefix + name))
            .toList();

    private static final int DETECTION_MS = 5000;

    /** As strong as it gets without leaving anybody behind, by preference. */
    private static final List<String> CIPHER_SUITES = List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256");

    private final Settings settings;
    private final String prefix;

    private TlsKeys(Settings settings, String prefix) {
        this.settings = settings;
        this.prefix = prefix;
    }

    /** For clients. One protocol is spoken unless several are named. */
    static TlsConfig ofClients(Settings settings) throws ConfigException {
        TlsKeys keys = new TlsKeys(settings, CLIENTS);
        keys.require("sslProvider", "JDK");
        keys.require("authProvider", "x509");
        boolean verify = settings.flag("ssl.hostnameVerification", true);
        return keys.read(
                List.of(keys.protocol()),
                new TlsConfig.NameChecks(
                        verify,
                        verify && settings.flag("ssl.clientHostnameVerification", false),
                        settings.flag("ssl.allowReverseDnsLookup", false)),
                settings.flag("client.certReload", false));
    }

    /**
     * Between servers. What the JDK takes to be part of the protocol's family is spoken. In the reference names are not looked
     * at while {@code fips-mode} is on, which it is unless it is turned off; here they are, too, if somebody asks for it.
     */
    static TlsConfig ofPeers(Settings settings) throws ConfigException {
        TlsKeys keys = new TlsKeys(settings, PEERS);
        boolean verify = settings.flag("ssl.quorum.hostnameVerification", !settings.flag("fips-mode", true));
        return keys.read(
                keys.family(),
                new TlsConfig.NameChecks(
                        verify,
                        verify && settings.flag("ssl.quorum.clientHostnameVerification", true),
                        settings.flag("ssl.quorum.allowReverseDnsLookup", true)),
                settings.flag("sslQuorumReloadCertFiles", false));
    }

    /**
     * At the administrator's port: the stores of peers, and how certificates that were taken back are found; nothing else that is said
     * about peers is about it. What this Java speaks by itself is spoken, without cipher suites that are weak ({@code
     * JettyAdminServer} of the reference, and Jetty's {@code SslContextFactory}).
     *
     * @param certificates whether who connects must have one
     * @param silence how long somebody who may speak TLS or not may say nothing
     */
    static TlsConfig ofAdmin(Settings settings, boolean certificates, Duration silence) throws ConfigException {
        TlsKeys keys = new TlsKeys(settings, PEERS);
        StoreFile keyStore = keys.keyStore();
        Optional<StoreFile> trustStore = keys.store("trustStore");
        if (certificates && trustStore.isEmpty()) {
            throw new ConfigException(settings.origin() + ": " + PEERS + "trustStore.location is missing, which"
                    + " admin.needClientAuth=true cannot do without");
        }
        SSLParameters usual = usual();
        return new TlsConfig(
                PEERS,
                keyStore,
                trustStore,
                List.of(usual.getProtocols()),
                Stream.of(usual.getCipherSuites()).filter(TlsKeys::isStrong).toList(),
                certificates ? ClientAuth.NEED : ClientAuth.NONE,
                new TlsConfig.NameChecks(false, false, false),
                keys.revocation(),
                silence,
                settings.flag("sslQuorumReloadCertFiles", false));
    }

    /** No hash that is broken, and no key that opens what was recorded before it was stolen. */
    private static boolean isStrong(String suite) {
        return !suite.endsWith("_SHA") && !suite.startsWith("TLS_RSA_");
    }

    /** Who clients are believed by. */
    static Optional<StoreFile> trustOfClients(Settings settings) throws ConfigException {
        return new TlsKeys(settings, CLIENTS).store("trustStore");
    }

    /** How certificates of clients that were taken back are found. */
    static TlsConfig.Revocation revocationOfClients(Settings settings) throws ConfigException {
        return new TlsKeys(settings, CLIENTS).revocation();
    }

    private TlsConfig read(List<String> protocols, TlsConfig.NameChecks names, boolean reload) throws ConfigException {
        refuse("context.supplier.class");
        StoreFile keyStore = keyStore();
        Optional<StoreFile> trustStore = store("trustStore");
        SSLParameters known = supported();
        return new TlsConfig(
                prefix,
                keyStore,
                trustStore,
                list("enabledProtocols", protocols, known.getProtocols()),
                list("ciphersuites", available(known), known.getCipherSuites()),
                clientAuth(trustStore.isPresent()),
                names,
                revocation(),
                Duration.ofMillis(settings.integer(prefix + "handshakeDetectionTimeoutMillis", DETECTION_MS, 1)),
                reload);
    }

    private TlsConfig.Revocation revocation() throws ConfigException {
        return new TlsConfig.Revocation(settings.flag(prefix + "crl", false), settings.flag(prefix + "ocsp", false));
    }

    /** Without anybody to trust nobody is believed; then it is no use to ask. */
    private ClientAuth clientAuth(boolean trusting) throws ConfigException {
        String key = prefix + "clientAuth";
        String name = settings.text(key).orElse("");
        ClientAuth wanted = name.isEmpty()
                ? ClientAuth.NEED
                : Stream.of(ClientAuth.values())
                        .filter(each -> each.name().equals(name.toUpperCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> settings.refusal(key, "is none of none, want and need"));
        if (wanted == ClientAuth.NEED && !trusting) {
            throw new ConfigException(settings.origin() + ": " + prefix + "trustStore.location is missing, which " + key
                    + "=need (the default) cannot do without");
        }
        return trusting ? wanted : ClientAuth.NONE;
    }

    private StoreFile keyStore() throws ConfigException {
        Optional<StoreFile> keyStore = store("keyStore");
        if (keyStore.isEmpty()) {
            throw new ConfigException(settings.origin() + ": " + prefix + "keyStore.location is missing");
        }
        return keyStore.get();
    }

    private Optional<StoreFile> store(String which) throws ConfigException {
        String location = prefix + which + ".location";
        String password = password(prefix + which + ".password", prefix + which + ".passwordPath");
        String type = settings.text(prefix + which + ".type").orElse("");
        String file = settings.text(location).orElse("");
        if (file.isEmpty()) {
            return Optional.empty();
        }
        Optional<StoreFile.Type> known = type.isEmpty() ? StoreFile.Type.ofName(file) : StoreFile.Type.of(type);
        if (known.isEmpty()) {
            throw type.isEmpty()
                    ? settings.refusal(
                            location,
                            "ends in none of .jks, .p12, .pem and .bcfks, and there is no " + prefix + which + ".type")
                    : settings.refusal(prefix + which + ".type", "is none of JKS, PKCS12, PEM and BCFKS");
        }
        return Optional.of(new StoreFile(location, Path.of(file), known.get(), password));
    }

    private String password(String key, String pathKey) throws ConfigException {
        String password = settings.text(key).orElse("");
        String path = settings.text(pathKey).orElse("");
        if (path.isEmpty()) {
            return password;
        }
        try {
            String text = Files.readString(Path.of(path));
            String end = System.lineSeparator();
            return text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text;
        } catch (IOException e) {
            throw settings.refusal(pathKey, "cannot be read: " + Reason.of(e));
        }
    }

    private List<String> list(String name, List<String> fallback, String[] known) throws ConfigException {
        String text = settings.text(prefix + name).orElse("");
        if (text.isEmpty()) {
            return fallback;
        }
        List<String> values = List.of(text.split(","));
        for (String value : values) {
            if (!Arrays.asList(known).contains(value)) {
                throw settings.refusal(
                        prefix + name,
                        "has " + value + ", which this Java does not know; it knows " + String.join(",", known));
            }
        }
        return values;
    }

    private static List<String> available(SSLParameters known) {
        List<String> suites = List.of(known.getCipherSuites());
        return CIPHER_SUITES.stream().filter(suites::contains).toList();
    }

    private String protocol() throws ConfigException {
        family();
        return settings.text(prefix + "protocol").orElse("TLSv1.3");
    }

    private List<String> family() throws ConfigException {
        String key = prefix + "protocol";
        try {
            SSLContext context = SSLContext.getInstance(settings.text(key).orElse("TLSv1.3"));
            context.init(null, null, null);
            return List.of(context.getDefaultSSLParameters().getProtocols());
        } catch (NoSuchAlgorithmException e) {
            throw settings.refusal(key, "is no protocol that this Java knows, as TLSv1.3 and TLSv1.2");
        } catch (KeyManagementException e) {
            throw new IllegalStateException("a context without keys needs none", e);
        }
    }

    private static SSLParameters supported() {
        return context().getSupportedSSLParameters();
    }

    private static SSLParameters usual() {
        return context().getDefaultSSLParameters();
    }

    private static SSLContext context() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }

    private void require(String name, String only) throws ConfigException {
        if (!settings.text(prefix + name).orElse(only).equals(only)) {
            throw settings.refusal(prefix + name, "is not supported; only " + only + " is");
        }
    }

    private void refuse(String name) throws ConfigException {
        if (settings.text(prefix + name).isPresent()) {
            throw settings.refusal(prefix + name, "is not supported by this version");
        }
    }
}
