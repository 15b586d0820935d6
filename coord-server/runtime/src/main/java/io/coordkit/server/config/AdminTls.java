package io.coordkit.server.config;

import java.time.Duration;
import java.util.Optional;

/**
 * TLS at the administrator's port ({@code JettyAdminServer} of the reference).
 *
 * @param acceptsPlain whether who connects need not speak it; {@code admin.portUnification} without {@code admin.forceHttps}
 * @param tls with the stores of peers, {@code ssl.quorum.*}
 * @param identities whom a certificate must have been issued by to be somebody of the scheme x509, too: {@code ssl.trustStore}, as a
 *     name means what it means to clients; without it no certificate is anybody
 * @param revocation how such certificates that were taken back are found; {@code ssl.crl} and {@code ssl.ocsp}
 */
public record AdminTls(
        boolean acceptsPlain, TlsConfig tls, Optional<StoreFile> identities, TlsConfig.Revocation revocation) {
    private static final String EITHER = "admin.portUnification";
    private static final String FORCED = "admin.forceHttps";
    private static final String CERTIFICATES = "admin.needClientAuth";
    private static final String VERSION = "admin.httpVersion";

    /** In the reference's numbers, 1.1. */
    private static final int ONLY_VERSION = 11;

    /**
     * What the keys say.
     *
     * @param enabled whether there is a port
     * @param silence how long somebody who may speak TLS or not may say nothing
     */
    static Optional<AdminTls> read(Settings settings, boolean enabled, Duration silence) throws ConfigException {
        boolean forced = settings.flag(FORCED, false);
        boolean either = settings.flag(EITHER, false);
        boolean certificates = settings.flag(CERTIFICATES, false);
        if (settings.integer(VERSION, ONLY_VERSION) != ONLY_VERSION) {
            settings.remark(VERSION, "has no effect: HTTP/1.1 is spoken");
        }
        if (!forced && !either) {
            if (certificates) {
                settings.remark(CERTIFICATES, "has no effect without " + EITHER + " or " + FORCED);
            }
            return Optional.empty();
        }
        if (!enabled) {
            return Optional.empty();
        }
        return Optional.of(new AdminTls(
                !forced,
                TlsKeys.ofAdmin(settings, certificates, silence),
                TlsKeys.trustOfClients(settings),
                TlsKeys.revocationOfClients(settings)));
    }

    /** Whether who speaks it must say who he is. */
    public boolean needsCertificates() {
        return tls.clientAuth() == TlsConfig.ClientAuth.NEED;
    }
}
