package io.coordkit.server.config;

import java.util.List;
import java.util.Set;

/**
 * Keys that ZooKeeper 3.9 understands and this version does not: whoever wrote one made no typing error, and deserves to be
 * told so ({@code QuorumPeerConfig} and the administrator's guide of the reference).
 */
final class ReferenceKeys {
    private static final Set<String> NAMES = Set.of(
            "4lw.commands.whitelist",
            "allowSaslFailedClients",
            "audit.enable",
            "audit.impl.class",
            "clientTcpKeepAlive",
            "client.portUnification",
            "enforce.auth.schemes",
            "ensembleAuthName",
            "fips-mode",
            "maxGetChildrenResponseCacheSize",
            "maxResponseCacheSize",
            "multiAddress.enabled",
            "multiAddress.reachabilityCheckEnabled",
            "multiAddress.reachabilityCheckTimeoutMs",
            "observerMasterPort",
            "oraclePath",
            "portUnification",
            "reconfigEnabled",
            "secureClientPortAddress",
            "serverCnxnFactory",
            "snapshotSizeFactor",
            "sslQuorumReloadCertFiles",
            "superUser",
            "syncEnabled",
            "watchManagerName");

    private static final List<String> PREFIXES = List.of(
            "DigestAuthenticationProvider.",
            "IPAuthenticationProvider.",
            "X509AuthenticationProvider.",
            "admin.",
            "authProvider.",
            "commitProcessor.",
            "follower.",
            "jvm.pause.",
            "kerberos.",
            "leader.",
            "learner.",
            "metricsProvider.",
            "netty.",
            "nio.",
            "observer.",
            "observerMaster.",
            "quorum.",
            "sasl.",
            "security.",
            "ssl.",
            "superUser.",
            "watcherClean");

    private ReferenceKeys() {}

    /** Whether ZooKeeper knows the key, written with or without the prefix {@code zookeeper.}. */
    static boolean has(String key) {
        String bare = key.startsWith(Settings.PREFIX) ? key.substring(Settings.PREFIX.length()) : key;
        return NAMES.contains(bare) || PREFIXES.stream().anyMatch(bare::startsWith);
    }
}
