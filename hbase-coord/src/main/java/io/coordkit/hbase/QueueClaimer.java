package io.coordkit.hbase;

import io.coordkit.hbase.machine.ClaimedQueue;
import io.coordkit.hbase.machine.LockClaim;
import io.coordkit.hbase.machine.MultiClaim;
import io.coordkit.hbase.machine.QueueClaim;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.QueueId;
import io.coordkit.hbase.paths.ServerName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.curator.framework.CuratorFramework;

/**
 * Takes over the replication queues of dead region servers, so that what they had not sent yet is sent by this one. Any number
 * of servers may try at once, also HBase's own: each queue goes to one of them. A claim that failed halfway may be
 * repeated, by the same server or another one; a queue whose claim succeeded without an answer is among the server's own
 * ({@link ReplicationQueues#queues}). Blocking; one claim at a time.
 */
public final class QueueClaimer {
    private final CuratorFramework client;
    private final ReplicationQueues queues;
    private final BiFunction<ServerName, QueueId, QueueClaim> claims;

    private QueueClaimer(
            CuratorFramework client, HBasePaths paths, BiFunction<ServerName, QueueId, QueueClaim> claims) {
        this.client = client;
        this.queues = new ReplicationQueues(client, paths);
        this.claims = claims;
    }

    /**
     * Moves each queue in one transaction: HBase 2.x, and 1.x as it is configured by default. The server must be registered
     * ({@link RegionServerRegistration}); otherwise it gets nothing.
     *
     * @param client started and closed by the caller
     */
    public static QueueClaimer byMulti(
            CuratorFramework client, HBasePaths paths, Generation generation, ServerName self) {
        return new QueueClaimer(client, paths, (dead, queue) -> new MultiClaim(paths, generation, self, dead, queue));
    }

    /**
     * Moves a queue under the dead server's lock, node by node: HBase 1.x with {@code hbase.zookeeper.useMulti=false}. All servers of
     * a cluster must claim in the same way.
     *
     * @param client started and closed by the caller
     */
    public static QueueClaimer byLock(CuratorFramework client, HBasePaths paths, ServerName self) {
        return new QueueClaimer(client, paths, (dead, queue) -> new LockClaim(paths, self, dead, queue));
    }

    /**
     * Tries to take over one queue.
     *
     * @return empty when somebody else took it, it has no logs, or its peer is gone
     * @throws CoordinationException when the server cannot be reached or refuses, or the session ended meanwhile
     */
    public Optional<ClaimedQueue> claim(ServerName dead, QueueId queue) throws CoordinationException {
        ClaimDriver driver = new ClaimDriver(client);
        QueueClaim claim = claims.apply(dead, queue);
        QueueClaim.Next next = claim.start();
        while (next instanceof QueueClaim.Ask ask) {
            next = claim.on(driver.answer(ask.question()));
        }
        return ((QueueClaim.Ended) next).claimed();
    }

    /**
     * Tries to take over all queues of a dead server, and forgets it when none is left.
     *
     * @return what it got
     * @throws CoordinationException as {@link #claim}; what was taken over until then stays so
     */
    public List<ClaimedQueue> claimAll(ServerName dead) throws CoordinationException {
        List<ClaimedQueue> claimed = new ArrayList<>();
        for (QueueId queue : queues.queues(dead)) {
            claim(dead, queue).ifPresent(claimed::add);
        }
        queues.removeServerIfEmpty(dead);
        return claimed;
    }
}
