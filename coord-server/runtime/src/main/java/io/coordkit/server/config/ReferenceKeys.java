package io.coordkit.server.config;

import java.util.List;
import java.util.Set;

/**
 * Keys that ZooKeeper 3.9 understands and this version does not: whoever wrote one made no typing error, and deserves to be
 * told so ({@code QuorumPeerConfig} and the administrator's guide of the reference).
 */
final class ReferenceKeys {
    private static final Set<String> NAMES = Set.of(
            "audit.impl.class",
            "bitHashCacheSize",
            "forward_learner_requests_to_commit_processor_disabled",
            "forceSnapshotSync",
            "intBufferStartingSizeBytes",
            "kinit",
            "leaderConnectDelayDuringRetryMs",
            "maxGetChildrenResponseCacheSize",
            "maxInProcessingDeadWatchers",
            "maxResponseCacheSize",
            "oraclePath",
            "request_throttler.shutdownTimeout",
            "requireKerberosConfig",
            "serverCnxnFactory",
            "watchManagerName");

    private static final List<String> PREFIXES = List.of(
            "admin.forceHttps",
            "admin.httpVersion",
            "admin.needClientAuth",
            "admin.portUnification",
            "commitProcessor.",
            "follower.",
            "jmx.log4j.",
            "kerberos.minReLoginTimeMs",
            "leader.",
            "learner.",
            "messageTracker.",
            "netty.",
            "nio.",
            "observer.",
            "pathStats.",
            "quorum.cnxn.",
            "sasl.client.",
            "ssl.",
            "watcherClean");

    /** System properties of ZooKeeper's clients, of which there may be one in this JVM. */
    private static final List<String> OF_CLIENTS = List.of(
            "client.secure",
            "clientCnxnSocket",
            "disableAutoWatchReset",
            "request.timeout",
            "sasl.client",
            "server.principal",
            "server.realm",
            "ssl.");

    private ReferenceKeys() {}

    /** Whether a system property is for clients, or for them, too; it may have been meant for them. */
    static boolean isOfClients(String property) {
        return OF_CLIENTS.stream().anyMatch(bare(property)::startsWith);
    }

    /** Whether ZooKeeper knows the key, written with or without the prefix {@code zookeeper.}. */
    static boolean has(String key) {
        String bare = bare(key);
        return NAMES.contains(bare) || PREFIXES.stream().anyMatch(bare::startsWith);
    }

    private static String bare(String key) {
        return key.startsWith(Settings.PREFIX) ? key.substring(Settings.PREFIX.length()) : key;
    }
}
