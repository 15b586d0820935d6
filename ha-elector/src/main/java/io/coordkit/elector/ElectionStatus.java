package io.coordkit.elector;

import io.coordkit.elector.data.MemberInfo;
import io.coordkit.elector.paths.ElectionPaths;
import java.time.Instant;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.Stat;

/**
 * Who is active in an election, and who would be fenced by the next winner, as the znodes tell it; for tools.
 *
 * @param lock the winner; empty when nobody holds the lock. It may still be about to become active: see {@link #settled}
 * @param breadcrumb the last active that has not left in good order
 */
public record ElectionStatus(Optional<Lock> lock, Optional<Breadcrumb> breadcrumb) {

    /**
     * The lock and its owner.
     *
     * @param info what the owner says of itself
     * @param sessionId the owner's session
     * @param czxid zxid of the lock's creation; grows with each new owner, so it can serve as a fencing token
     * @param since when the lock was taken, by the server's clock
     */
    public record Lock(MemberInfo info, long sessionId, long czxid, Instant since) {}

    /**
     * The breadcrumb.
     *
     * @param info what its writer says of itself
     * @param version counts the take-overs since the last departure in good order
     * @param written when, by the server's clock
     */
    public record Breadcrumb(MemberInfo info, int version, Instant written) {}

    /** Whether the owner of the lock has also written the breadcrumb, the last step before it becomes active. */
    public boolean settled() {
        return lock.isPresent()
                && breadcrumb.isPresent()
                && lock.get().info().equals(breadcrumb.get().info());
    }

    /**
     * Reads both znodes, one after the other and without changing anything.
     *
     * @param client started, and allowed to read the two znodes
     * @throws ElectorException when ZooKeeper cannot be reached or refuses
     */
    public static ElectionStatus read(CuratorFramework client, ElectionPaths paths) throws ElectorException {
        Optional<Read> lock = read(client, paths.lock());
        Optional<Read> breadcrumb = read(client, paths.breadcrumb());
        return new ElectionStatus(
                lock.map(read -> new Lock(
                        read.info,
                        read.stat.getEphemeralOwner(),
                        read.stat.getCzxid(),
                        Instant.ofEpochMilli(read.stat.getCtime()))),
                breadcrumb.map(read ->
                        new Breadcrumb(read.info, read.stat.getVersion(), Instant.ofEpochMilli(read.stat.getMtime()))));
    }

    private static Optional<Read> read(CuratorFramework client, String path) throws ElectorException {
        try {
            Stat stat = new Stat();
            byte[] data = client.getData().storingStatIn(stat).forPath(path);
            return Optional.of(new Read(MemberInfo.recognise(data == null ? new byte[0] : data), stat));
        } catch (KeeperException.NoNodeException absent) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ElectorException("interrupted", e);
        } catch (Exception e) {
            throw new ElectorException("cannot read " + path + ": " + e.getMessage(), e);
        }
    }

    private record Read(MemberInfo info, Stat stat) {}
}
