package io.coordkit.core.replica;

import io.coordkit.core.broadcast.ContainerCleaner;
import io.coordkit.core.session.SessionPolicy;

/**
 * What a replica must know before its first step.
 *
 * @param tickMs the unit of time: session expiry advances in these steps
 * @param sessions which sessions are granted
 * @param containers how empty containers are removed
 * @param digestAlgorithm hash of the digest scheme
 * @param superDigest digest id of the super user, empty for none
 * @param skipAcl whether access control lists are ignored
 * @param snapshotEvery transactions between snapshots, at most; at least half as many
 * @param snapshotChunkBytes what is written of a snapshot before other work gets its turn
 * @param payloadBytesMax longest transaction that is written to the log
 * @param reconfigurable whether a standalone server looks at reconfigurations before it refuses them
 */
public record ReplicaConfig(
        int tickMs,
        SessionPolicy sessions,
        ContainerCleaner.Policy containers,
        String digestAlgorithm,
        String superDigest,
        boolean skipAcl,
        int snapshotEvery,
        int snapshotChunkBytes,
        int payloadBytesMax,
        boolean reconfigurable) {
    /** A slice of a snapshot that nobody notices. */
    public static final int SNAPSHOT_CHUNK_BYTES = 1 << 16;

    /** What the reference's defaults allow: a request of {@code jute.maxbuffer} and as much again around it. */
    public static final int PAYLOAD_BYTES_MAX = 2 * 0xfffff;

    /** The reference's defaults for this tick. */
    public static ReplicaConfig withTick(int tickMs, long firstSessionId) {
        SessionPolicy sessions = new SessionPolicy(tickMs * 2, tickMs * 20, firstSessionId);
        return new ReplicaConfig(
                tickMs,
                sessions,
                ContainerCleaner.Policy.DEFAULT,
                "SHA1",
                "",
                false,
                100_000,
                SNAPSHOT_CHUNK_BYTES,
                PAYLOAD_BYTES_MAX,
                false);
    }
}
