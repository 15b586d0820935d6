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
            "clientTcpKeepAlive",
            "forward_learner_requests_to_commit_processor_disabled",
            "intBufferStartingSizeBytes",
            "leaderConnectDelayDuringRetryMs",
            "maxGetChildrenResponseCacheSize",
            "maxInProcessingDeadWatchers",
            "maxResponseCacheSize",
            "observerMasterPort",
            "oraclePath",
            "serverCnxnFactory",
            "watchManagerName");

    private static final List<String> PREFIXES = List.of(
            "IPAuthenticationProvider.",
            "admin.forceHttps",
            "admin.httpVersion",
            "admin.needClientAuth",
            "admin.portUnification",
            "commitProcessor.",
            "follower.",
            "jvm.pause.",
            "kerberos.canonicalizeHostNames",
            "kerberos.minReLoginTimeMs",
            "leader.",
            "learner.",
            "messageTracker.",
            "netty.",
            "nio.",
            "observer.",
            "observerMaster.",
            "quorum.cnxn.",
            "sasl.client.",
            "ssl.",
            "watcherClean");

    private ReferenceKeys() {}

    /** Whether ZooKeeper knows the key, written with or without the prefix {@code zookeeper.}. */
    static boolean has(String key) {
        String bare = key.startsWith(Settings.PREFIX) ? key.substring(Settings.PREFIX.length()) : key;
        return NAMES.contains(bare) || PREFIXES.stream().anyMatch(bare::startsWith);
    }
}
