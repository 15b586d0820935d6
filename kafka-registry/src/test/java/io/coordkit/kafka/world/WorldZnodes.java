package io.coordkit.kafka.world;

import io.coordkit.core.wire.CreateMode;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.kafka.codec.OffsetText;
import io.coordkit.kafka.codec.Subscription;
import io.coordkit.kafka.codec.TopicCodec;
import io.coordkit.kafka.machine.GroupAction;
import io.coordkit.kafka.machine.GroupEvent;
import io.coordkit.kafka.machine.GroupView;
import io.coordkit.kafka.machine.StreamId;
import io.coordkit.kafka.paths.ClusterPaths;
import io.coordkit.kafka.paths.GroupPath;
import io.coordkit.kafka.paths.TopicPath;
import io.coordkit.sim.check.WatchedEvent;
import io.coordkit.sim.world.ClientSession;
import io.coordkit.sim.world.NodeData;
import io.coordkit.sim.world.Op;
import io.coordkit.sim.world.OpResult;
import io.coordkit.sim.world.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * The znodes of a group, as a process of the simulated world reads and writes them: the same znodes, versions and multis as
 * {@code GroupZnodes} and {@code OwnerZnodes} have by Curator. Each action ends in one answer.
 */
final class WorldZnodes {
    private static final int TRIES = 4;

    private final Supplier<ClientSession> sessions;
    private final Consumer<Runnable> later;
    private final Set<Long> ownSessions = new HashSet<>();
    private final GroupPath group;
    private final String consumerId;
    private final byte[] idValue;
    private final Flaw flaw;
    private final Consumer<GroupEvent> answer;
    private final Consumer<WatchedEvent> watcher;
    private long registered;
    private Map<TopicPartition, Long> offsetsBeforeClaim = Map.of();

    /**
     * @param sessions the one there is now
     * @param later runs something a little later
     * @param answer hears what became of an action
     * @param watcher hears of changes
     */
    WorldZnodes(
            Supplier<ClientSession> sessions,
            Consumer<Runnable> later,
            GroupPath group,
            String consumerId,
            Subscription subscription,
            Flaw flaw,
            Consumer<GroupEvent> answer,
            Consumer<WatchedEvent> watcher) {
        this.sessions = sessions;
        this.later = later;
        this.group = group;
        this.consumerId = consumerId;
        this.idValue = subscription.encode();
        this.flaw = flaw;
        this.answer = answer;
        this.watcher = watcher;
    }

    private ClientSession session() {
        return sessions.get();
    }

    private void failed(long ticket, ErrorCode error) {
        answer.accept(new GroupEvent.OperationFailed(ticket, error.toString()));
    }

    void register(GroupAction.Register action) {
        registered = session().id();
        ownSessions.add(registered);
        session().create(group.id(consumerId), idValue, CreateMode.EPHEMERAL).then(reply -> {
            if (reply.ok()) {
                answer.accept(new GroupEvent.Registered(action.ticket(), registered));
            } else if (reply.error() == ErrorCode.NODE_EXISTS) {
                lookWhoIsRegistered(action);
            } else {
                failed(action.ticket(), reply.error());
            }
        });
    }

    private void lookWhoIsRegistered(GroupAction.Register action) {
        session().getData(group.id(consumerId)).then(reply -> {
            if (reply.error() == ErrorCode.NO_NODE) {
                register(action);
            } else if (!reply.ok()) {
                failed(action.ticket(), reply.error());
            } else if (reply.get().stat().ephemeralOwner() == registered) {
                answer.accept(new GroupEvent.Registered(action.ticket(), registered));
            } else {
                session()
                        .delete(group.id(consumerId), reply.get().stat().version())
                        .then(any -> register(action));
            }
        });
    }

    void readGroup(GroupAction.ReadGroup action) {
        session().getChildren(group.ids(), watcher).then(ids -> {
            if (!ids.ok()) {
                failed(action.ticket(), ids.error());
                return;
            }
            List<String> paths = ids.get().names().stream().map(group::id).toList();
            readAll(action.ticket(), paths, false, members -> readTopics(action, members));
        });
    }

    private void readTopics(GroupAction.ReadGroup action, Map<String, NodeData> ids) {
        SortedMap<String, Map<String, Integer>> members = new TreeMap<>();
        SortedSet<String> topics = new TreeSet<>();
        ids.forEach((path, node) -> {
            Map<String, Integer> streams =
                    Subscription.decode(path, node.data()).streamsAmong(Set.of());
            members.put(path.substring(group.ids().length() + 1), streams);
            topics.addAll(streams.keySet());
        });
        Optional<Integer> own = Optional.ofNullable(ids.get(group.id(consumerId)))
                .filter(node -> node.stat().ephemeralOwner() == registered)
                .map(node -> node.stat().version());
        List<String> paths =
                topics.stream().map(topic -> new TopicPath(topic).node()).toList();
        readAll(action.ticket(), paths, true, nodes -> {
            SortedMap<String, SortedSet<Integer>> partitions = new TreeMap<>();
            nodes.forEach((path, node) -> partitions.put(
                    path.substring(ClusterPaths.TOPICS.length() + 1),
                    new TreeSet<>(
                            TopicCodec.decode(path, node.data()).replicas().keySet())));
            GroupEvent read = new GroupEvent.GroupRead(action.ticket(), own, true, new GroupView(partitions, members));
            if (flaw == Flaw.FETCHES_BEFORE_CLAIM) {
                readOffsets(action.ticket(), all(partitions), offsets -> {
                    offsetsBeforeClaim = offsets;
                    answer.accept(read);
                });
            } else {
                answer.accept(read);
            }
        });
    }

    private static List<TopicPartition> all(Map<String, SortedSet<Integer>> partitions) {
        List<TopicPartition> all = new ArrayList<>();
        partitions.forEach((topic, numbers) -> numbers.forEach(number -> all.add(new TopicPartition(topic, number))));
        return all;
    }

    /** Reads one after the other; what is not there is left out. */
    private void readAll(long ticket, List<String> paths, boolean watch, Consumer<Map<String, NodeData>> next) {
        readAll(ticket, paths, watch, new TreeMap<>(), next);
    }

    private void readAll(
            long ticket,
            List<String> paths,
            boolean watch,
            Map<String, NodeData> found,
            Consumer<Map<String, NodeData>> next) {
        if (paths.isEmpty()) {
            next.accept(found);
            return;
        }
        String path = paths.get(0);
        (watch ? session().getData(path, watcher) : session().getData(path)).then(reply -> {
            if (reply.ok() || reply.error() == ErrorCode.NO_NODE) {
                reply.value().ifPresent(node -> found.put(path, node));
                readAll(ticket, paths.subList(1, paths.size()), watch, found, next);
            } else {
                failed(ticket, reply.error());
            }
        });
    }

    void claim(GroupAction.Claim action) {
        claim(action, Map.of());
    }

    /** Tries with what is known of the owner nodes, and looks at them if that was wrong. */
    private void claim(GroupAction.Claim action, Map<String, NodeData> ours) {
        List<Op> parts = new ArrayList<>();
        parts.add(new Op.SetData(group.id(consumerId), idValue, action.generation()));
        action.owners().forEach((partition, stream) -> {
            String path = group.owner(partition);
            NodeData node = ours.get(path);
            if (node != null && isOf(node, stream)) {
                parts.add(new Op.Check(path, -1));
                return;
            }
            if (node != null) {
                parts.add(new Op.Delete(path, -1));
            }
            parts.add(new Op.Create(path, utf8(stream.toString()), CreateMode.EPHEMERAL));
        });
        parts.add(GroupLog.claimed(consumerId, action.owners().keySet()));
        session().multi(parts).then(reply -> {
            if (reply.ok()) {
                int generation = reply.get().get(0).stat().orElseThrow().version();
                answer.accept(new GroupEvent.Claimed(action.ticket(), generation));
            } else {
                int refused = refused(reply);
                if (refused == 0) {
                    answer.accept(new GroupEvent.Fenced(action.ticket(), "claim"));
                } else if (refused > 0) {
                    lookAtOwners(action);
                } else {
                    failed(action.ticket(), reply.error());
                }
            }
        });
    }

    private boolean isOf(NodeData node, StreamId stream) {
        return node.stat().ephemeralOwner() == registered && text(node).equals(stream.toString());
    }

    private void lookAtOwners(GroupAction.Claim action) {
        Map<String, TopicPartition> paths = new TreeMap<>();
        action.owners().keySet().forEach(partition -> paths.put(group.owner(partition), partition));
        readAll(action.ticket(), List.copyOf(paths.keySet()), false, nodes -> {
            Optional<String> foreign = nodes.entrySet().stream()
                    .filter(node -> flaw != Flaw.ROBS
                            && !ownSessions.contains(node.getValue().stat().ephemeralOwner()))
                    .map(Map.Entry::getKey)
                    .findFirst();
            if (foreign.isEmpty()) {
                claim(action, nodes);
                return;
            }
            session().exists(foreign.get(), watcher).then(reply -> {
                if (reply.ok()) {
                    answer.accept(new GroupEvent.ClaimConflict(
                            action.ticket(), paths.get(foreign.get()), text(nodes.get(foreign.get()))));
                } else if (reply.error() == ErrorCode.NO_NODE) {
                    lookAtOwners(action);
                } else {
                    failed(action.ticket(), reply.error());
                }
            });
        });
    }

    void release(GroupAction.Release action) {
        if (flaw == Flaw.HOARDS) {
            answer.accept(new GroupEvent.Released(action.ticket()));
            return;
        }
        Map<String, TopicPartition> paths = new TreeMap<>();
        action.partitions().forEach(partition -> paths.put(group.owner(partition), partition));
        readAll(action.ticket(), List.copyOf(paths.keySet()), false, nodes -> {
            nodes.values().removeIf(node -> node.stat().ephemeralOwner() != registered);
            List<Op> parts = new ArrayList<>();
            parts.add(new Op.Check(group.id(consumerId), -1));
            nodes.forEach(
                    (path, node) -> parts.add(new Op.Delete(path, node.stat().version())));
            if (!nodes.isEmpty()) {
                parts.add(GroupLog.released(
                        consumerId, nodes.keySet().stream().map(paths::get).toList()));
            }
            session().multi(parts).then(reply -> {
                int refused = refused(reply);
                if (reply.ok()) {
                    answer.accept(new GroupEvent.Released(action.ticket()));
                } else if (refused == 0) {
                    answer.accept(new GroupEvent.Fenced(action.ticket(), "release"));
                } else if (refused > 0) {
                    release(action);
                } else {
                    failed(action.ticket(), reply.error());
                }
            });
        });
    }

    /** Our id, then for each partition its owner node and its offset: the offsets are there from the beginning here. */
    void commit(GroupAction.CommitOffsets action) {
        commit(action, TRIES);
    }

    /** As Curator does, it tries again what nobody has answered, if need be in the next session. */
    private void commit(GroupAction.CommitOffsets action, int tries) {
        List<Op> parts = new ArrayList<>();
        boolean guarded = flaw != Flaw.COMMITS_UNGUARDED;
        if (guarded) {
            parts.add(new Op.Check(group.id(consumerId), action.generation()));
        }
        action.offsets().forEach((partition, offset) -> {
            if (guarded) {
                parts.add(new Op.Check(group.owner(partition), 0));
            }
            parts.add(new Op.SetData(group.offset(partition), OffsetText.encode(offset), -1));
        });
        parts.add(GroupLog.committed(consumerId, action.offsets()));
        session().multi(parts).then(reply -> {
            if (reply.ok()) {
                answer.accept(new GroupEvent.Committed(action.ticket()));
            } else if (refused(reply) >= 0) {
                answer.accept(new GroupEvent.Fenced(action.ticket(), "commit"));
            } else if (tries > 1) {
                later.accept(() -> commit(action, tries - 1));
            } else {
                failed(action.ticket(), reply.error());
            }
        });
    }

    void fetchOffsets(GroupAction.FetchOffsets action) {
        if (flaw == Flaw.FETCHES_BEFORE_CLAIM) {
            Map<TopicPartition, Long> known = new HashMap<>(offsetsBeforeClaim);
            known.keySet().retainAll(action.partitions());
            answer.accept(new GroupEvent.OffsetsFetched(action.ticket(), known));
        } else {
            readOffsets(
                    action.ticket(),
                    action.partitions(),
                    offsets -> answer.accept(new GroupEvent.OffsetsFetched(action.ticket(), offsets)));
        }
    }

    private void readOffsets(
            long ticket, Iterable<TopicPartition> partitions, Consumer<Map<TopicPartition, Long>> next) {
        Map<String, TopicPartition> paths = new TreeMap<>();
        partitions.forEach(partition -> paths.put(group.offset(partition), partition));
        readAll(ticket, List.copyOf(paths.keySet()), false, nodes -> {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            nodes.forEach((path, node) -> offsets.put(paths.get(path), OffsetText.decode(path, node.data())));
            next.accept(offsets);
        });
    }

    void unregister(GroupAction.Unregister action) {
        session().delete(group.id(consumerId), -1).then(reply -> {
            if (reply.ok() || reply.error() == ErrorCode.NO_NODE) {
                answer.accept(new GroupEvent.Unregistered(action.ticket()));
            } else {
                failed(action.ticket(), reply.error());
            }
        });
    }

    /** The place of the part that was refused; negative if it is not known or there is none. */
    private static int refused(Reply<List<OpResult>> reply) {
        List<OpResult> parts = reply.value().orElse(List.of());
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).error() != ErrorCode.OK) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(NodeData node) {
        return new String(node.data(), StandardCharsets.UTF_8);
    }
}
