package io.coordkit.it.security;

import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.security.Authority.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import org.apache.zookeeper.client.ZKClientConfig;

/**
 * Files with one party's key and with whom it trusts.
 *
 * @param password of the file with the key
 */
public record TlsFiles(Path keyStore, Path trustStore, String password) {
    /** Writes them. */
    public static TlsFiles write(Path directory, StoreKind kind, Identity identity, X509Certificate trusted)
            throws IOException {
        Files.createDirectories(directory);
        return new TlsFiles(
                kind.writeKey(directory, "key", identity),
                kind.writeTrust(directory, "trust", trusted),
                kind.password());
    }

    /** For a server, under {@code ssl.} or {@code ssl.quorum.}. */
    public ZooCfg configure(ZooCfg cfg, String prefix) {
        return cfg.with(prefix + "keyStore.location", keyStore.toString())
                .with(prefix + "keyStore.password", password)
                .with(prefix + "trustStore.location", trustStore.toString())
                .with(prefix + "trustStore.password", StoreKind.PASSWORD);
    }

    /** For an unmodified client. */
    ZKClientConfig client() {
        ZKClientConfig config = secure();
        config.setProperty("zookeeper.ssl.keyStore.location", keyStore.toString());
        config.setProperty("zookeeper.ssl.keyStore.password", password);
        config.setProperty("zookeeper.ssl.trustStore.location", trustStore.toString());
        config.setProperty("zookeeper.ssl.trustStore.password", StoreKind.PASSWORD);
        return config;
    }

    /** For an unmodified client that has no key. */
    ZKClientConfig anonymousClient() {
        ZKClientConfig config = secure();
        config.setProperty("zookeeper.ssl.trustStore.location", trustStore.toString());
        config.setProperty("zookeeper.ssl.trustStore.password", StoreKind.PASSWORD);
        return config;
    }

    private static ZKClientConfig secure() {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty("zookeeper.client.secure", "true");
        config.setProperty("zookeeper.clientCnxnSocket", "org.apache.zookeeper.ClientCnxnSocketNetty");
        return config;
    }
}
