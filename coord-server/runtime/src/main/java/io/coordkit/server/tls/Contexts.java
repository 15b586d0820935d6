package io.coordkit.server.tls;

import io.coordkit.server.config.StoreFile;
import io.coordkit.server.config.TlsConfig;
import io.coordkit.server.config.TlsConfig.ClientAuth;
import io.coordkit.server.text.Reason;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What sockets of one configuration are made with, from the files as they were at one moment.
 *
 * @param accepting for sockets that others have opened
 * @param connecting for sockets that we open
 */
record Contexts(SslContext accepting, SslContext connecting) {
    /**
     * Reads the files.
     *
     * @throws IOException when they cannot be used; the message names key and file
     */
    static Contexts load(TlsConfig config) throws IOException {
        Optional<X509ExtendedTrustManager> trust = trust(config);
        StoreFile key = config.keyStore();
        try {
            return key.type() == StoreFile.Type.PEM ? ofPem(key, config, trust) : of(keyManagers(key), config, trust);
        } catch (IOException e) {
            throw Stores.unusable(key, Reason.of(e), e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw Stores.unusable(key, String.valueOf(e.getMessage()), e);
        }
    }

    private static Optional<X509ExtendedTrustManager> trust(TlsConfig config) throws IOException {
        if (config.trustStore().isEmpty()) {
            return Optional.empty();
        }
        X509ExtendedTrustManager path = TrustManagers.load(config.trustStore().get(), config.revocation());
        return Optional.of(new NameCheckingTrustManager(path, config.names()));
    }

    private static KeyManagerFactory keyManagers(StoreFile key) throws IOException, GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
        factory.init(Stores.open(key), key.password().toCharArray());
        return factory;
    }

    private static Contexts of(KeyManagerFactory keys, TlsConfig config, Optional<X509ExtendedTrustManager> trust)
            throws IOException {
        return of(
                SslContextBuilder.forServer(keys), SslContextBuilder.forClient().keyManager(keys), config, trust);
    }

    /** Certificates and key are in one file. */
    private static Contexts ofPem(StoreFile key, TlsConfig config, Optional<X509ExtendedTrustManager> trust)
            throws IOException {
        SslContextBuilder accepting;
        SslContextBuilder connecting;
        String password = key.password().isEmpty() ? null : key.password();
        try (InputStream chain = Files.newInputStream(key.file());
                InputStream secret = Files.newInputStream(key.file())) {
            accepting = SslContextBuilder.forServer(chain, secret, password);
        }
        try (InputStream chain = Files.newInputStream(key.file());
                InputStream secret = Files.newInputStream(key.file())) {
            connecting = SslContextBuilder.forClient().keyManager(chain, secret, password);
        }
        return of(accepting, connecting, config, trust);
    }

    private static Contexts of(
            SslContextBuilder accepting,
            SslContextBuilder connecting,
            TlsConfig config,
            Optional<X509ExtendedTrustManager> trust)
            throws IOException {
        accepting.clientAuth(netty(config.clientAuth()));
        // Hosts are checked by us, as there is more than one way to know one.
        connecting.endpointIdentificationAlgorithm(null);
        for (SslContextBuilder each : new SslContextBuilder[] {accepting, connecting}) {
            each.sslProvider(SslProvider.JDK).protocols(config.protocols()).ciphers(config.cipherSuites());
            trust.ifPresent(each::trustManager);
        }
        return new Contexts(accepting.build(), connecting.build());
    }

    private static io.netty.handler.ssl.ClientAuth netty(ClientAuth wanted) {
        return switch (wanted) {
            case NONE -> io.netty.handler.ssl.ClientAuth.NONE;
            case WANT -> io.netty.handler.ssl.ClientAuth.OPTIONAL;
            case NEED -> io.netty.handler.ssl.ClientAuth.REQUIRE;
        };
    }
}
