package io.coordkit.hbase;

import io.coordkit.hbase.codec.FlushedSequenceIds;
import io.coordkit.hbase.codec.SplitLogTask;
import io.coordkit.hbase.codec.SplitLogTask.State;
import io.coordkit.hbase.codec.UnreadableValueException;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.curator.framework.CuratorFramework;

/**
 * The regions of HBase 1.x that are open for writing while edits from the logs of dead servers are still sent to them (distributed log
 * replay, HBASE-7006). Below a region is a node for each server of whose logs it needs edits; a region without any is
 * recovered. Thread-safe; one manager at a time marks and removes. Source: {@code ZKSplitLogManagerCoordination} and {@code
 * ZKSplitLog} of 1.4.
 */
public final class RecoveringRegions {
    private final HBasePaths paths;
    private final Nodes nodes;

    /**
     * @param client started and closed by the caller
     */
    public RecoveringRegions(CuratorFramework client, HBasePaths paths) {
        this.paths = paths;
        this.nodes = new Nodes(client, "recovering-regions");
    }

    /**
     * A server has died: its regions need edits from its logs. A sequence id that was recorded before and is higher stays.
     *
     * @param flushed for each region's encoded name, up to which edit the server has flushed; {@link FlushedSequenceIds#UNKNOWN} for none
     * @throws CoordinationException when the server cannot be reached or refuses; to be repeated then
     */
    public void mark(ServerName failed, Map<String, Long> flushed) throws CoordinationException {
        for (Map.Entry<String, Long> region : flushed.entrySet()) {
            mark(failed, region.getKey(), region.getValue());
        }
    }

    private void mark(ServerName failed, String region, long flushed) throws CoordinationException {
        String path = paths.recoveringRegion(region);
        Optional<Nodes.Node> before = nodes.read(path);
        long recorded =
                before.map(node -> FlushedSequenceIds.parseRegion(node.data())).orElse(FlushedSequenceIds.UNKNOWN);
        FlushedSequenceIds ids = FlushedSequenceIds.of(Math.max(flushed, recorded));
        if (before.isEmpty() || recorded < flushed) {
            nodes.put(path, ids.toRegionBytes());
        }
        nodes.put(paths.recoveringRegion(region, failed), ids.toBytes());
    }

    public boolean isRecovering(String region) throws CoordinationException {
        return nodes.read(paths.recoveringRegion(region)).isPresent();
    }

    /** The encoded names of the regions that recover. */
    public List<String> regions() throws CoordinationException {
        return nodes.children(paths.recoveringRegions());
    }

    /**
     * Up to which edit of a server's logs a region needs none; empty when it needs nothing of them.
     *
     * @throws UnreadableValueException when the node holds something else; its path is in the message
     */
    public Optional<FlushedSequenceIds> flushed(String region, ServerName failed)
            throws CoordinationException, UnreadableValueException {
        return nodes.read(paths.recoveringRegion(region, failed), FlushedSequenceIds::parse);
    }

    /**
     * The logs of these servers have been replayed.
     *
     * @param concerned which regions: only meta's while its logs are replayed ahead of the others
     */
    public void recovered(Set<ServerName> servers, Predicate<String> concerned) throws CoordinationException {
        Set<String> names = new HashSet<>();
        servers.forEach(server -> names.add(server.toString()));
        for (String region : regions()) {
            if (concerned.test(region)) {
                remove(region, names);
            }
        }
    }

    private void remove(String region, Set<String> recovered) throws CoordinationException {
        String path = paths.recoveringRegion(region);
        List<String> failed = nodes.children(path);
        if (recovered.containsAll(failed)) {
            nodes.deleteTree(path);
            return;
        }
        for (String server : failed) {
            if (recovered.contains(server)) {
                nodes.delete(path + '/' + server);
            }
        }
    }

    /** No log is left to be replayed, and no dead server is being dealt with: nothing recovers any more. */
    public void allRecovered() throws CoordinationException {
        for (String region : regions()) {
            nodes.deleteTree(paths.recoveringRegion(region));
        }
    }

    /**
     * Removes what a master left that died on the way: regions of which no server is known to have failed, and no task is open.
     *
     * @param knownFailed servers with logs that are not yet tasks
     */
    public void removeStale(Set<ServerName> knownFailed) throws CoordinationException {
        Set<String> failed = serversOfOpenTasks();
        knownFailed.forEach(server -> failed.add(server.toString()));
        for (String region : regions()) {
            String path = paths.recoveringRegion(region);
            if (nodes.children(path).stream().noneMatch(failed::contains)) {
                nodes.deleteTree(path);
            }
        }
    }

    private Set<String> serversOfOpenTasks() throws CoordinationException {
        Set<String> servers = new HashSet<>();
        for (String node : nodes.children(paths.splitLog())) {
            SplitTaskName task = new SplitTaskName(node);
            if (!task.isRescan() && isOpen(task)) {
                task.deadServer().map(ServerName::toString).ifPresent(servers::add);
            }
        }
        return servers;
    }

    /** What cannot be read may be open. */
    private boolean isOpen(SplitTaskName task) throws CoordinationException {
        try {
            return nodes.read(paths.splitTask(task), SplitLogTask::parse)
                    .filter(found -> found.is(State.DONE))
                    .isEmpty();
        } catch (UnreadableValueException damaged) {
            return true;
        }
    }
}
