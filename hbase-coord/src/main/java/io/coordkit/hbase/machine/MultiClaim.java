package io.coordkit.hbase.machine;

import io.coordkit.hbase.machine.ClaimAnswer.Result;
import io.coordkit.hbase.machine.ClaimQuestion.Change;
import io.coordkit.hbase.machine.ClaimQuestion.Children;
import io.coordkit.hbase.machine.ClaimQuestion.Create;
import io.coordkit.hbase.machine.ClaimQuestion.Delete;
import io.coordkit.hbase.machine.ClaimQuestion.Exists;
import io.coordkit.hbase.machine.ClaimQuestion.MakeDirectory;
import io.coordkit.hbase.machine.ClaimQuestion.Require;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.QueueId;
import io.coordkit.hbase.paths.ServerName;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Moves a queue in one transaction, so that it is in one place at any time. The positions move as they are, byte for byte.
 * Source: {@code ZKReplicationQueueStorage.claimQueue} of HBase 2.6, {@code ReplicationQueuesZKImpl.moveQueueUsingMulti} of 1.7.
 *
 * <p>Two things are stricter than there. The transaction requires the claimer's sign of life in {@code rs}: a server whose
 * session ended, and whose own queues others have seen to, takes nothing any more. And a refusal is looked at: if the
 * new queue is there and the old one is not, then the client repeated a transaction whose answer was lost, and the queue is ours.
 */
public final class MultiClaim extends QueueClaim {
    private static final byte[] EMPTY = {};

    private final Generation generation;
    private final String signOfLife;

    public MultiClaim(HBasePaths paths, Generation generation, ServerName self, ServerName dead, QueueId queue) {
        super(paths.replication(), self, dead, queue);
        this.generation = generation;
        this.signOfLife = paths.regionServer(self);
    }

    @Override
    public Next start() {
        return switch (generation) {
            case HBASE_1 -> ifPeerExists(this::makeRoom, () -> readOldQueue(this::drop, this::dropEmpty));
            case HBASE_2 -> makeRoom();
        };
    }

    private Next makeRoom() {
        return ask(new MakeDirectory(paths.server(self)), made -> readOldQueue(this::move, this::dropEmpty));
    }

    private Next move(TreeMap<String, byte[]> wals) {
        List<ClaimQuestion.Step> steps = new ArrayList<>();
        steps.add(new Require(signOfLife));
        steps.add(new Create(newPath(), EMPTY));
        wals.forEach((wal, position) -> {
            steps.add(new Create(newPath() + '/' + wal, position));
            steps.add(new Delete(oldPath() + '/' + wal));
        });
        steps.add(new Delete(oldPath()));
        if (generation == Generation.HBASE_2) {
            String mark = paths.claimMark(queue.claimedFrom(dead));
            steps.add(new Create(mark, EMPTY));
            steps.add(new Delete(mark));
        }
        return ask(new Change(steps), answer -> answer.isOk() ? claimed(wals.keySet()) : lookAgain());
    }

    private Next lookAgain() {
        return ask(new Exists(oldPath()), old -> old.is(Result.MISSING) ? lookAtNew() : NOTHING);
    }

    private Next lookAtNew() {
        return ask(new Children(newPath()), found -> found.isOk() ? claimed(found.children()) : NOTHING);
    }

    /** Nobody wants the edits any more. */
    private Next drop(TreeMap<String, byte[]> wals) {
        List<ClaimQuestion.Step> steps = new ArrayList<>();
        wals.keySet().forEach(wal -> steps.add(new Delete(oldPath() + '/' + wal)));
        steps.add(new Delete(oldPath()));
        return ask(new Change(steps), answer -> NOTHING);
    }

    private Next dropEmpty() {
        return ask(
                new Change(List.of(new Delete(oldPath()))),
                answer -> answer.isOk() ? NOTHING : lookAtNewOrNothing(answer));
    }

    /** The old queue is gone: usually somebody else's, but ours if an earlier, interrupted claim had succeeded. */
    private Next lookAtNewOrNothing(ClaimAnswer refusal) {
        return refusal.is(Result.MISSING) ? lookAtNew() : NOTHING;
    }
}
