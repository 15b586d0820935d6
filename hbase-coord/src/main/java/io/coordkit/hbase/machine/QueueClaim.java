package io.coordkit.hbase.machine;

import io.coordkit.hbase.machine.ClaimQuestion.Children;
import io.coordkit.hbase.machine.ClaimQuestion.Exists;
import io.coordkit.hbase.machine.ClaimQuestion.Read;
import io.coordkit.hbase.paths.QueueId;
import io.coordkit.hbase.paths.ReplicationPaths;
import io.coordkit.hbase.paths.ServerName;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One server's attempt to take over one queue of a dead server, pure: it asks one question at a time and goes on with the
 * answer. Used once. The claimers of a dead server need not know of each other; at most one gets each queue.
 */
public abstract sealed class QueueClaim permits MultiClaim, LockClaim {
    /** What a claim does next. */
    public sealed interface Next {}

    /** It wants this answered. */
    public record Ask(ClaimQuestion question) implements Next {}

    /** It is over; empty when there was nothing to get: somebody else has it, the queue is empty, or its peer is gone. */
    public record Ended(Optional<ClaimedQueue> claimed) implements Next {}

    static final Next NOTHING = new Ended(Optional.empty());

    final ReplicationPaths paths;
    final ServerName self;
    final ServerName dead;
    final QueueId queue;
    private Function<ClaimAnswer, Next> then = answer -> start();

    QueueClaim(ReplicationPaths paths, ServerName self, ServerName dead, QueueId queue) {
        if (self.equals(dead)) {
            throw new IllegalArgumentException(self + " cannot claim its own queue " + queue);
        }
        this.paths = paths;
        this.self = self;
        this.dead = dead;
        this.queue = queue;
    }

    /** The first question. */
    public abstract Next start();

    /** The answer to the last question. */
    public final Next on(ClaimAnswer answer) {
        return then.apply(answer);
    }

    final Next ask(ClaimQuestion question, Function<ClaimAnswer, Next> next) {
        then = next;
        return new Ask(question);
    }

    /** The queue's path before and after. */
    final String oldPath() {
        return paths.queue(dead, queue);
    }

    final String newPath() {
        return paths.queue(self, newId());
    }

    final Next claimed(Iterable<String> wals) {
        TreeSet<String> names = new TreeSet<>();
        wals.forEach(names::add);
        return new Ended(Optional.of(new ClaimedQueue(newId(), names)));
    }

    private QueueId newId() {
        return queue.claimedFrom(dead);
    }

    final Next ifPeerExists(Supplier<Next> yes, Supplier<Next> no) {
        return ask(new Exists(paths.peer(queue.peerId())), answer -> answer.isOk() ? yes.get() : no.get());
    }

    /** The logs of the old queue with their positions as stored; {@code none} when there are none, or they go meanwhile. */
    final Next readOldQueue(Function<TreeMap<String, byte[]>, Next> next, Supplier<Next> none) {
        return ask(
                new Children(oldPath()),
                answer -> answer.children().isEmpty()
                        ? none.get()
                        : readPositions(answer.children(), new TreeMap<>(), next, none));
    }

    private Next readPositions(
            List<String> left,
            TreeMap<String, byte[]> read,
            Function<TreeMap<String, byte[]>, Next> next,
            Supplier<Next> none) {
        if (left.isEmpty()) {
            return next.apply(read);
        }
        String wal = left.get(0);
        return ask(new Read(oldPath() + '/' + wal), answer -> {
            if (!answer.isOk()) {
                return none.get();
            }
            read.put(wal, answer.value());
            return readPositions(left.subList(1, left.size()), read, next, none);
        });
    }
}
