package io.coordkit.server.config;

import java.util.List;
import java.util.Optional;

/**
 * Keys that ZooKeeper 3.9 understands and that have no effect here: whoever wrote one made no typing error, and deserves to be told why
 * ({@code QuorumPeerConfig} and the administrator's guide of the reference).
 */
final class ReferenceKeys {
    /** @param keys names; one that ends with a star stands for all that begin so */
    private record Group(String reason, List<String> keys) {
        private boolean has(String key) {
            return keys.stream()
                    .anyMatch(name -> name.endsWith("*")
                            ? key.startsWith(name.substring(0, name.length() - 1))
                            : key.equals(name));
        }
    }

    private static final List<Group> GROUPS = List.of(
            new Group(
                    "it tunes threads, queues or caches that are not there",
                    List.of(
                            "bitHashCacheSize",
                            "commitProcessor.*",
                            "follower.*",
                            "forward_learner_requests_to_commit_processor_disabled",
                            "intBufferStartingSizeBytes",
                            "leader.closeSocketAsync",
                            "leader.nodelay",
                            "learner.*",
                            "maxGetChildrenResponseCacheSize",
                            "maxInProcessingDeadWatchers",
                            "maxResponseCacheSize",
                            "netty.*",
                            "nio.*",
                            "quorum.cnxn.*",
                            "request_throttler.shutdownTimeout",
                            "watchManagerName",
                            "watcherClean*")),
            new Group("no classes of others are loaded, and TLS is the JDK's", List.of("audit.impl.class", "ssl.*")),
            new Group("two servers are no majority, and what only one has could be lost", List.of("oraclePath")),
            new Group(
                    "tickets are renewed as the JDK's Kerberos says",
                    List.of("kerberos.minReLoginTimeMs", "kinit", "requireKerberosConfig")),
            new Group("it is for clients", List.of("sasl.client.*")),
            new Group(
                    "it is for those who look for errors in ZooKeeper itself",
                    List.of(
                            "forceSnapshotSync",
                            "jmx.log4j.*",
                            "leader.ackLoggingFrequency",
                            "messageTracker.*",
                            "pathStats.*")));

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

    /** Why a key that ZooKeeper knows, written with or without the prefix {@code zookeeper.}, has no effect; empty if it knows none such. */
    static Optional<String> reason(String key) {
        String bare = bare(key);
        return GROUPS.stream().filter(group -> group.has(bare)).findFirst().map(Group::reason);
    }

    private static String bare(String key) {
        return key.startsWith(Settings.PREFIX) ? key.substring(Settings.PREFIX.length()) : key;
    }
}
