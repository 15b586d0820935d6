package io.coordkit.hbase.machine;

import io.coordkit.hbase.codec.ReplicationLock;
import io.coordkit.hbase.codec.UnreadableValueException;
import io.coordkit.hbase.machine.ClaimAnswer.Result;
import io.coordkit.hbase.machine.ClaimQuestion.Change;
import io.coordkit.hbase.machine.ClaimQuestion.Children;
import io.coordkit.hbase.machine.ClaimQuestion.Create;
import io.coordkit.hbase.machine.ClaimQuestion.Delete;
import io.coordkit.hbase.machine.ClaimQuestion.Exists;
import io.coordkit.hbase.machine.ClaimQuestion.MakeDirectory;
import io.coordkit.hbase.machine.ClaimQuestion.Read;
import io.coordkit.hbase.machine.ClaimQuestion.Write;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.QueueId;
import io.coordkit.hbase.paths.ServerName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Moves a queue node by node under the dead server's lock node, for clusters of HBase 1.x without multi
 * ({@code hbase.zookeeper.useMulti=false}). Source: {@code ReplicationQueuesZKImpl.lockOtherRS} and {@code copyQueueFromLockedRS}.
 *
 * <p>There, a mover that dies leaves the lock for ever, and half a copy. Here the next claimer takes the lock of a mover that
 * is not alive, by version, and puts each queue in one place again before it goes on:
 *
 * <pre>
 *   the copy has everything, the original does not  -- the mover was deleting: finish that, the copy stands
 *   otherwise                                       -- the mover was copying, and had not begun to use it: delete the copy
 * </pre>
 */
public final class LockClaim extends QueueClaim {
    private static final byte[] EMPTY = {};

    private final HBasePaths cluster;
    private final byte[] lock;

    public LockClaim(HBasePaths cluster, ServerName self, ServerName dead, QueueId queue) {
        super(cluster.replication(), self, dead, queue);
        this.cluster = cluster;
        this.lock = new ReplicationLock(paths.server(self)).toBytes();
    }

    @Override
    public Next start() {
        return ask(create(paths.lock(dead), lock), answer -> switch (answer.result()) {
            case OK -> move();
            case EXISTS -> lookAtLock();
            case MISSING, CHANGED -> NOTHING;
        });
    }

    private static Change create(String path, byte[] value) {
        return new Change(List.of(new Create(path, value)));
    }

    private Next lookAtLock() {
        return ask(new Read(paths.lock(dead)), answer -> {
            Optional<ServerName> holder = answer.isOk() ? holder(answer.value()) : Optional.empty();
            return holder.map(found -> contest(found, answer.version())).orElse(NOTHING);
        });
    }

    /** A lock that cannot be read is left alone. */
    private static Optional<ServerName> holder(byte[] stored) {
        try {
            return ServerName.find(ReplicationLock.parse(stored).serverName());
        } catch (UnreadableValueException foreign) {
            return Optional.empty();
        }
    }

    private Next contest(ServerName holder, int version) {
        if (holder.equals(self)) {
            return repair(holder);
        }
        return ask(
                new Exists(cluster.regionServer(holder)),
                sign -> sign.isOk()
                        ? NOTHING
                        : ask(
                                new Write(paths.lock(dead), lock, version),
                                taken -> taken.isOk() ? repair(holder) : NOTHING));
    }

    private Next repair(ServerName holder) {
        return ask(new Children(paths.server(dead)), answer -> repairEach(holder, answer.children()));
    }

    private Next repairEach(ServerName holder, List<String> left) {
        if (left.isEmpty()) {
            return move();
        }
        Supplier<Next> rest = () -> repairEach(holder, left.subList(1, left.size()));
        return QueueId.find(left.get(0))
                .map(found -> repairOne(holder, found, rest))
                .orElseGet(rest);
    }

    private Next repairOne(ServerName holder, QueueId broken, Supplier<Next> rest) {
        String original = paths.queue(dead, broken);
        String copy = paths.queue(holder, broken.claimedFrom(dead));
        return ask(
                new Children(copy),
                copied -> copied.is(Result.MISSING)
                        ? rest.get()
                        : ask(new Children(original), kept -> {
                            boolean deleting = !kept.children().containsAll(copied.children());
                            return deleting
                                    ? delete(original, kept.children(), rest)
                                    : delete(copy, copied.children(), rest);
                        }));
    }

    /**
     * A queue that the dead server was taking over itself, and had not finished, is not its own yet: whoever takes the lock on
     * its origin decides where it is.
     */
    private Next move() {
        return queue.origin()
                .map(origin -> ask(
                        new Exists(paths.queue(queue.lastDeadServer(), origin)),
                        unfinished -> unfinished.isOk() ? unlock(() -> NOTHING) : moveOwn()))
                .orElseGet(this::moveOwn);
    }

    private Next moveOwn() {
        return ifPeerExists(() -> readOldQueue(this::copy, this::lookAtCopy), this::dropOld);
    }

    /** Nothing is left of the old queue: there was nothing, or an earlier claim of ours was interrupted near its end. */
    private Next lookAtCopy() {
        return ask(
                new Children(newPath()),
                found -> found.children().isEmpty() ? dropOld() : unlock(() -> claimed(found.children())));
    }

    private Next dropOld() {
        return ask(new Children(oldPath()), found -> delete(oldPath(), found.children(), () -> unlock(() -> NOTHING)));
    }

    private Next copy(TreeMap<String, byte[]> wals) {
        return ask(
                new MakeDirectory(newPath()),
                made -> copyEach(
                        new ArrayList<>(wals.entrySet()),
                        () -> delete(
                                oldPath(), List.copyOf(wals.keySet()), () -> unlock(() -> claimed(wals.keySet())))));
    }

    private Next copyEach(List<Map.Entry<String, byte[]>> left, Supplier<Next> then) {
        if (left.isEmpty()) {
            return then.get();
        }
        Map.Entry<String, byte[]> wal = left.get(0);
        return ask(
                create(newPath() + '/' + wal.getKey(), wal.getValue()),
                copied -> copyEach(left.subList(1, left.size()), then));
    }

    /** Deletes a queue, log by log; what is gone already is gone. */
    private Next delete(String path, List<String> wals, Supplier<Next> then) {
        String victim = wals.isEmpty() ? path : path + '/' + wals.get(0);
        return ask(
                new Change(List.of(new Delete(victim))),
                deleted -> wals.isEmpty() ? then.get() : delete(path, wals.subList(1, wals.size()), then));
    }

    private Next unlock(Supplier<Next> then) {
        return ask(new Change(List.of(new Delete(paths.lock(dead)))), unlocked -> then.get());
    }
}
