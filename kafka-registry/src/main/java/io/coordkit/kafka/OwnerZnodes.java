package io.coordkit.kafka;

import io.coordkit.kafka.codec.OffsetText;
import io.coordkit.kafka.codec.Subscription;
import io.coordkit.kafka.machine.GroupAction;
import io.coordkit.kafka.machine.GroupEvent;
import io.coordkit.kafka.machine.StreamId;
import io.coordkit.kafka.paths.GroupPath;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.transaction.CuratorOp;
import org.apache.kafka.common.TopicPartition;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.NoNodeException;
import org.apache.zookeeper.KeeperException.NodeExistsException;
import org.apache.zookeeper.Watcher;

/**
 * The guarded writes of one member: claim, release and commit, each one multi whose first operation checks our id node.
 *
 * <p>The id node lives and dies with our session, and each claim rewrites it, so its data version counts our claims: the
 * <em>generation</em>. A writer whose session or generation is over finds another version, or no node, and is fenced. Old
 * consumers watch only the children of {@code ids} and do not notice the rewriting. (The real consumer commits without
 * any guard.)
 */
final class OwnerZnodes {
    private static final int TRIES = 8;

    private final Znodes znodes;
    private final GroupPath group;
    private final String consumerId;
    private final byte[] idValue;
    private final GroupZnodes registration;
    private final Watcher watcher;
    private final Set<TopicPartition> withoutOffsetNode = new HashSet<>();

    OwnerZnodes(
            CuratorFramework client,
            GroupPath group,
            String consumerId,
            Subscription subscription,
            GroupZnodes registration,
            Watcher watcher) {
        this.znodes = new Znodes(client);
        this.group = group;
        this.consumerId = consumerId;
        this.idValue = group.layout().encode(subscription);
        this.registration = registration;
        this.watcher = watcher;
    }

    /** How an owner node relates to us. */
    private enum Holder {
        NOBODY,
        US,
        OUR_EARLIER_SESSION,
        ANOTHER
    }

    GroupEvent claim(GroupAction.Claim action) throws KeeperException {
        Map<TopicPartition, Holder> holders = new HashMap<>();
        action.owners().keySet().forEach(partition -> holders.put(partition, Holder.NOBODY));
        for (int i = 0; i < TRIES; i++) {
            List<CuratorOp> operations = claimOperations(action, holders);
            try {
                int generation = znodes.multi(operations).get(0).getResultStat().getVersion();
                return new GroupEvent.Claimed(action.ticket(), generation);
            } catch (KeeperException e) {
                int refused = Znodes.refusedOperation(e);
                if (refused == 0) {
                    return new GroupEvent.Fenced(action.ticket(), "claim: " + e.getMessage());
                }
                if (refused < 0) {
                    throw e;
                }
            }
            Optional<GroupEvent> conflict = inspectHolders(action, holders);
            if (conflict.isPresent()) {
                return conflict.get();
            }
        }
        return new GroupEvent.OperationFailed(action.ticket(), "the owner nodes keep changing");
    }

    private List<CuratorOp> claimOperations(GroupAction.Claim action, Map<TopicPartition, Holder> holders)
            throws KeeperException {
        List<CuratorOp> operations = new ArrayList<>();
        operations.add(znodes.setDataOp(group.id(consumerId), idValue, action.generation()));
        for (Map.Entry<TopicPartition, StreamId> owner : action.owners().entrySet()) {
            String path = group.owner(owner.getKey());
            Holder holder = holders.getOrDefault(owner.getKey(), Holder.NOBODY);
            if (holder == Holder.US) {
                operations.add(znodes.checkOp(path, -1));
                continue;
            }
            if (holder == Holder.OUR_EARLIER_SESSION) {
                operations.add(znodes.deleteOp(path, -1));
            }
            operations.add(znodes.createOp(path, utf8(owner.getValue()), CreateMode.EPHEMERAL));
        }
        return operations;
    }

    /** Finds out who is in the way; an answer when it is somebody else, whose node is then watched. */
    private Optional<GroupEvent> inspectHolders(GroupAction.Claim action, Map<TopicPartition, Holder> holders)
            throws KeeperException {
        List<String> paths = new ArrayList<>();
        for (TopicPartition partition : action.owners().keySet()) {
            paths.add(group.owner(partition));
            znodes.ensure(group.owners(partition.topic()));
        }
        Map<String, Znode> nodes = znodes.readAll(paths);
        for (Map.Entry<TopicPartition, StreamId> owner : action.owners().entrySet()) {
            String path = group.owner(owner.getKey());
            Znode node = nodes.get(path);
            Holder holder = node == null ? Holder.NOBODY : holder(node, owner.getValue());
            if (node != null && holder == Holder.ANOTHER) {
                if (znodes.watchIfPresent(path, watcher)) {
                    return Optional.of(new GroupEvent.ClaimConflict(action.ticket(), owner.getKey(), node.text()));
                }
                holder = Holder.NOBODY;
            }
            holders.put(owner.getKey(), holder);
        }
        return Optional.empty();
    }

    private Holder holder(Znode node, StreamId wanted) {
        if (!isOurs(node)) {
            return Holder.ANOTHER;
        }
        boolean current = node.isOwnedBy(registration.sessionId());
        if (current && node.text().equals(wanted.toString())) {
            return Holder.US;
        }
        return current || registration.isOwnSession(node.stat().getEphemeralOwner())
                ? Holder.OUR_EARLIER_SESSION
                : Holder.ANOTHER;
    }

    private boolean isOurs(Znode node) {
        String text = node.text();
        int dash = text.lastIndexOf('-');
        return dash >= 0 && text.substring(0, dash).equals(consumerId);
    }

    GroupEvent release(GroupAction.Release action) throws KeeperException {
        List<String> paths = new ArrayList<>();
        action.partitions().forEach(partition -> paths.add(group.owner(partition)));
        for (int i = 0; i < TRIES; i++) {
            List<CuratorOp> operations = new ArrayList<>();
            operations.add(znodes.checkOp(group.id(consumerId), -1));
            for (Map.Entry<String, Znode> node : znodes.readAll(paths).entrySet()) {
                if (isOurs(node.getValue()) && node.getValue().isOwnedBy(registration.sessionId())) {
                    operations.add(znodes.deleteOp(
                            node.getKey(), node.getValue().stat().getVersion()));
                }
            }
            try {
                znodes.multi(operations);
                return new GroupEvent.Released(action.ticket());
            } catch (NoNodeException e) {
                if (Znodes.refusedOperation(e) == 0) {
                    return new GroupEvent.Fenced(action.ticket(), "release: " + e.getMessage());
                }
            }
        }
        return new GroupEvent.OperationFailed(action.ticket(), "the owner nodes keep changing");
    }

    GroupEvent commit(GroupAction.CommitOffsets action) throws KeeperException {
        for (int i = 0; i < TRIES; i++) {
            try {
                znodes.multi(commitOperations(action));
                withoutOffsetNode.removeAll(action.offsets().keySet());
                return new GroupEvent.Committed(action.ticket());
            } catch (NoNodeException | NodeExistsException | KeeperException.BadVersionException e) {
                int refused = Znodes.refusedOperation(e);
                if (refused < 0) {
                    throw e;
                }
                if (refused % 2 == 1 || refused == 0) {
                    return new GroupEvent.Fenced(action.ticket(), "commit: " + e.getMessage());
                }
                findOffsetNodes(action.offsets().keySet());
            }
        }
        return new GroupEvent.OperationFailed(action.ticket(), "the offset nodes keep changing");
    }

    /** Our id, then for each partition its owner node and its offset: odd places guard, even places write. */
    private List<CuratorOp> commitOperations(GroupAction.CommitOffsets action) throws KeeperException {
        List<CuratorOp> operations = new ArrayList<>();
        operations.add(znodes.checkOp(group.id(consumerId), action.generation()));
        for (Map.Entry<TopicPartition, Long> next : action.offsets().entrySet()) {
            TopicPartition partition = next.getKey();
            byte[] offset = OffsetText.encode(next.getValue());
            String path = group.offset(partition);
            operations.add(znodes.checkOp(group.owner(partition), 0));
            operations.add(
                    withoutOffsetNode.contains(partition)
                            ? znodes.createOp(path, offset, CreateMode.PERSISTENT)
                            : znodes.setDataOp(path, offset, -1));
        }
        return operations;
    }

    /** One of the offset nodes is there although we thought it is not, or the other way round: looks at all. */
    private void findOffsetNodes(Set<TopicPartition> partitions) throws KeeperException {
        List<String> paths = new ArrayList<>();
        Set<String> topics = new HashSet<>();
        for (TopicPartition partition : partitions) {
            paths.add(group.offset(partition));
            if (topics.add(partition.topic())) {
                znodes.ensure(group.offsets(partition.topic()));
            }
        }
        Set<String> present = znodes.readAll(paths).keySet();
        for (TopicPartition partition : partitions) {
            if (present.contains(group.offset(partition))) {
                withoutOffsetNode.remove(partition);
            } else {
                withoutOffsetNode.add(partition);
            }
        }
    }

    private static byte[] utf8(StreamId stream) {
        return stream.toString().getBytes(StandardCharsets.UTF_8);
    }
}
