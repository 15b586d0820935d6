package io.coordkit.kafka;

import io.coordkit.kafka.codec.MalformedNodeException;
import io.coordkit.kafka.codec.OffsetText;
import io.coordkit.kafka.codec.Subscription;
import io.coordkit.kafka.machine.GroupAction;
import io.coordkit.kafka.machine.GroupEvent;
import io.coordkit.kafka.machine.GroupView;
import io.coordkit.kafka.machine.PartitionOrder;
import io.coordkit.kafka.paths.ClusterPaths;
import io.coordkit.kafka.paths.GroupPath;
import io.coordkit.kafka.paths.TopicPath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.curator.framework.CuratorFramework;
import org.apache.kafka.common.TopicPartition;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Registration, group reading and offset reading of one member; {@link OwnerZnodes} does the guarded writes. */
final class GroupZnodes {
    private static final Logger LOG = LoggerFactory.getLogger(GroupZnodes.class);
    private static final int TRIES = 3;

    private final Znodes znodes;
    private final GroupPath group;
    private final String consumerId;
    private final Subscription subscription;
    private final Watcher watcher;
    private final TopicPartitions topicReader;
    private final Set<Long> ownSessions = new HashSet<>();
    private long sessionId;

    GroupZnodes(
            CuratorFramework client, GroupPath group, String consumerId, Subscription subscription, Watcher watcher) {
        this.znodes = new Znodes(client);
        this.group = group;
        this.consumerId = consumerId;
        this.subscription = subscription;
        this.watcher = watcher;
        this.topicReader = TopicPartitions.of(group.layout(), znodes);
    }

    /** The session in which the member registered last. */
    long sessionId() {
        return sessionId;
    }

    boolean isOwnSession(long session) {
        return ownSessions.contains(session);
    }

    GroupEvent register(GroupAction.Register action) throws KeeperException {
        for (String path :
                List.of(group.ids(), group.owners(), group.offsets(), ClusterPaths.BROKER_IDS, ClusterPaths.TOPICS)) {
            znodes.ensure(path);
        }
        String path = group.id(consumerId);
        for (int i = 0; i < TRIES; i++) {
            sessionId = znodes.sessionId();
            ownSessions.add(sessionId);
            if (znodes.create(path, group.layout().encode(subscription), CreateMode.EPHEMERAL)) {
                return new GroupEvent.Registered(action.ticket(), sessionId);
            }
            Optional<Znode> holder = znodes.read(path);
            if (holder.isPresent() && holder.get().isOwnedBy(sessionId)) {
                return new GroupEvent.Registered(action.ticket(), sessionId);
            }
            if (holder.isPresent()) {
                long owner = holder.get().stat().getEphemeralOwner();
                if (!isOwnSession(owner)) {
                    return new GroupEvent.RegistrationRefused(
                            action.ticket(),
                            "consumer id " + consumerId + " is already registered in group " + group.group()
                                    + " by session 0x" + Long.toHexString(owner));
                }
                znodes.delete(path, holder.get().stat().getVersion());
            }
        }
        return new GroupEvent.OperationFailed(action.ticket(), path + " comes and goes");
    }

    GroupEvent readGroup(GroupAction.ReadGroup action) throws KeeperException {
        boolean brokersPresent =
                !znodes.children(ClusterPaths.BROKER_IDS, watcher).isEmpty();
        List<String> idPaths = new ArrayList<>();
        znodes.children(group.ids(), watcher).forEach(id -> idPaths.add(group.id(id)));
        Map<String, Znode> ids = znodes.readAll(idPaths);
        Znode own = ids.get(group.id(consumerId));
        SortedMap<String, Map<String, Integer>> members = members(ids);
        List<String> joined = new ArrayList<>(members.keySet());
        joined.sort(Comparator.comparingLong(id -> czxid(ids, id)));
        SortedSet<String> topics = new TreeSet<>();
        members.values().forEach(streams -> topics.addAll(streams.keySet()));
        return new GroupEvent.GroupRead(
                action.ticket(),
                own != null && own.isOwnedBy(sessionId) ? Optional.of(own.stat().getVersion()) : Optional.empty(),
                brokersPresent,
                new GroupView(partitions(topics), members, joined));
    }

    private long czxid(Map<String, Znode> ids, String consumerId) {
        return Optional.ofNullable(ids.get(group.id(consumerId)))
                .map(node -> node.stat().getCzxid())
                .orElse(0L);
    }

    private SortedMap<String, Map<String, Integer>> members(Map<String, Znode> ids) throws KeeperException {
        SortedMap<String, Subscription> subscriptions = new TreeMap<>();
        for (Map.Entry<String, Znode> id : ids.entrySet()) {
            try {
                subscriptions.put(
                        id.getKey().substring(group.ids().length() + 1),
                        group.layout().decode(id.getKey(), id.getValue().data()));
            } catch (MalformedNodeException e) {
                LOG.warn("group={} ignores a member: {}", group.group(), e.getMessage());
            }
        }
        Set<String> existing = Set.of();
        if (subscriptions.values().stream().anyMatch(Subscription::isWildcard)) {
            existing = new TreeSet<>(znodes.children(ClusterPaths.TOPICS, watcher));
        }
        SortedMap<String, Map<String, Integer>> members = new TreeMap<>();
        for (Map.Entry<String, Subscription> member : subscriptions.entrySet()) {
            members.put(member.getKey(), member.getValue().streamsAmong(existing));
        }
        return members;
    }

    /** In the order in which a real consumer of the layout sorts them. */
    private SortedMap<String, SortedSet<Integer>> partitions(SortedSet<String> topics) throws KeeperException {
        List<String> paths = new ArrayList<>();
        topics.stream().filter(TopicPath::isLegal).forEach(topic -> paths.add(new TopicPath(topic).node()));
        SortedMap<String, SortedSet<Integer>> partitions = new TreeMap<>();
        for (Map.Entry<String, SortedSet<Integer>> topic :
                topicReader.read(paths, watcher).entrySet()) {
            partitions.put(topic.getKey().substring(ClusterPaths.TOPICS.length() + 1), topic.getValue());
        }
        return partitions;
    }

    GroupEvent fetchOffsets(GroupAction.FetchOffsets action) throws KeeperException {
        SortedMap<TopicPartition, Long> offsets = new TreeMap<>(PartitionOrder.INSTANCE);
        List<String> paths = new ArrayList<>();
        action.partitions().forEach(partition -> paths.add(group.offset(partition)));
        Map<String, Znode> found = znodes.readAll(paths);
        for (TopicPartition partition : action.partitions()) {
            String path = group.offset(partition);
            Znode node = found.get(path);
            if (node != null) {
                offsets.put(partition, OffsetText.decode(path, node.data()));
            }
        }
        return new GroupEvent.OffsetsFetched(action.ticket(), offsets);
    }

    GroupEvent unregister(GroupAction.Unregister action) throws KeeperException {
        String path = group.id(consumerId);
        Optional<Znode> node = znodes.read(path);
        if (node.isPresent() && node.get().isOwnedBy(sessionId)) {
            znodes.delete(path, node.get().stat().getVersion());
        }
        return new GroupEvent.Unregistered(action.ticket());
    }
}
