package io.coordkit.server.config;

import java.util.Optional;
import java.util.Set;

/**
 * How servers of an ensemble know each other.
 *
 * @param tls what TLS is spoken with; empty where it is not
 * @param connectsByTls whether connections that we open speak it; {@code sslQuorum}
 * @param acceptsPlain whether who connects need not speak it; true without TLS, else {@code portUnification}
 * @param sasl how names are proven; {@code quorum.auth.enableSasl}
 */
public record PeerSecurity(
        Optional<TlsConfig> tls, boolean connectsByTls, boolean acceptsPlain, Optional<PeerSasl> sasl) {
    /** Everybody is believed. */
    public static final PeerSecurity NONE = new PeerSecurity(Optional.empty(), false, true, Optional.empty());

    private static final String TLS = "sslQuorum";
    private static final String EITHER = "portUnification";
    private static final String RELOADS = "sslQuorumReloadCertFiles";
    private static final String SASL = "quorum.auth.enableSasl";
    private static final String PROVES = "quorum.auth.learnerRequireSasl";
    private static final String DEMANDS = "quorum.auth.serverRequireSasl";
    private static final String LEARNER_SECTION = "quorum.auth.learner.saslLoginContext";
    private static final String SERVER_SECTION = "quorum.auth.server.saslLoginContext";
    private static final String CANONICAL = "kerberos.canonicalizeHostNames";
    private static final String SERVICE = "quorum.auth.kerberos.servicePrincipal";

    /** All keys; they mean nothing to a standalone server. */
    static final Set<String> NAMES = Set.of(
            TLS,
            EITHER,
            RELOADS,
            "fips-mode",
            SASL,
            PROVES,
            DEMANDS,
            LEARNER_SECTION,
            SERVER_SECTION,
            CANONICAL,
            SERVICE);

    /**
     * Names are proven by SASL.
     *
     * @param proves whether we prove ours to servers that we connect to; {@code quorum.auth.learnerRequireSasl}
     * @param demands whether who connects must prove his; {@code quorum.auth.serverRequireSasl}
     * @param learnerSection of the Java security configuration, for proving; {@code quorum.auth.learner.saslLoginContext}
     * @param serverSection of the same, for being proven to; {@code quorum.auth.server.saslLoginContext}
     * @param service principal of a server that we connect to, whose host may be {@code _HOST}; {@code
     *     quorum.auth.kerberos.servicePrincipal}
     * @param canonicalNames whether principals have the names that a name service calls hosts itself, where the configuration may have
     *     others; {@code kerberos.canonicalizeHostNames}
     * @param passwords whether DIGEST-MD5 may be used, which {@code fips-mode} forbids
     */
    public record PeerSasl(
            boolean proves,
            boolean demands,
            String learnerSection,
            String serverSection,
            String service,
            boolean canonicalNames,
            boolean passwords) {}

    /** Refuses what no server starts with, even one without peers. */
    static void checkUnused(Settings settings) throws ConfigException {
        settings.flag(TLS, false);
        settings.flag(EITHER, false);
        settings.flag(RELOADS, false);
        sasl(settings);
    }

    static PeerSecurity read(Settings settings) throws ConfigException {
        boolean tls = settings.flag(TLS, false);
        boolean either = settings.flag(EITHER, false);
        Optional<PeerSasl> sasl = sasl(settings);
        Optional<TlsConfig> config = tls || either ? Optional.of(TlsKeys.ofPeers(settings)) : Optional.empty();
        return new PeerSecurity(config, tls, !tls || either, sasl);
    }

    /** {@code QuorumPeerConfig.parseProperties} of the reference says what goes together. */
    private static Optional<PeerSasl> sasl(Settings settings) throws ConfigException {
        boolean enabled = settings.flag(SASL, false);
        boolean proves = settings.flag(PROVES, false);
        boolean demands = settings.flag(DEMANDS, false);
        if (proves && !enabled) {
            throw settings.refusal(PROVES, "needs " + SASL + "=true");
        }
        if (demands && !proves) {
            throw settings.refusal(DEMANDS, "needs " + PROVES + "=true");
        }
        PeerSasl sasl = new PeerSasl(
                proves,
                demands,
                settings.text(LEARNER_SECTION).orElse("QuorumLearner"),
                settings.text(SERVER_SECTION).orElse("QuorumServer"),
                settings.text(SERVICE).orElse("zkquorum/localhost"),
                settings.flag(CANONICAL, false),
                !settings.flag("fips-mode", true));
        return Optional.of(sasl).filter(how -> enabled);
    }
}
