package io.coordkit.hbase;

import io.coordkit.hbase.codec.RegionTransition;
import io.coordkit.hbase.codec.UnreadableValueException;
import io.coordkit.hbase.machine.VersionedRegion;
import io.coordkit.hbase.paths.HBasePaths;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the regions in transition with one watch for all of them, so that neither a change of one region nor the
 * coming of a hundred thousand makes anybody list or read the others again. Thread-safe. Needs a server of ZooKeeper 3.6 or
 * newer, or ours.
 */
public final class RegionsInTransitionTracker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegionsInTransitionTracker.class);
    private static final long RETRY_MS = 1000;

    private final CuratorFramework client;
    private final HBasePaths paths;
    private final RegionsInTransition store;
    private final BiConsumer<String, Optional<RegionTransition>> listener;
    private final EventLoop loop = new EventLoop("coord-regions-tracker");
    private final Znodes znodes;
    private final Map<String, VersionedRegion> regions = new ConcurrentHashMap<>();
    private final CuratorWatcher watcher = this::onEvent;
    private final ConnectionStateListener connection = (ignored, state) -> onConnection(state);

    /**
     * @param client started and closed by the caller; see {@link RegionsInTransition}
     * @param listener hears of each change, by encoded name, on the tracker's own thread; empty when the region is not in
     *     transition any more
     */
    public RegionsInTransitionTracker(
            CuratorFramework client, HBasePaths paths, BiConsumer<String, Optional<RegionTransition>> listener) {
        this.client = client;
        this.paths = paths;
        this.store = new RegionsInTransition(client, paths);
        this.listener = listener;
        this.znodes = new Znodes(client, "regions-tracker", loop);
    }

    /** Begins: what is in transition already is told first. */
    public void start() {
        client.getConnectionStateListenable().addListener(connection);
        loop.execute(this::load);
    }

    /** The regions in transition, by encoded name, as far as the tracker has heard. */
    public Map<String, VersionedRegion> regions() {
        return Map.copyOf(regions);
    }

    /** Events missed while there was no connection are not sent later: everything is looked at anew. */
    private void onConnection(ConnectionState state) {
        if (state == ConnectionState.RECONNECTED) {
            loop.execute(this::load);
        }
    }

    /** Watches first: a change after that is an event, which waits until this is done. */
    private void load() {
        try {
            Attempt.to("watch " + paths.regionsInTransition(), () -> client.watchers()
                    .add()
                    .withMode(AddWatchMode.PERSISTENT_RECURSIVE)
                    .usingWatcher(watcher)
                    .forPath(paths.regionsInTransition()));
            RegionsInTransition.Loaded loaded = store.load();
            loaded.unreadable().forEach(path -> LOG.warn("left alone: {} holds no transition", path));
            TreeSet<String> gone = new TreeSet<>(regions.keySet());
            gone.removeAll(loaded.regions().keySet());
            gone.forEach(this::forget);
            loaded.regions().forEach(this::learn);
        } catch (CoordinationException failed) {
            LOG.warn("{}", failed.getMessage());
            loop.schedule(RETRY_MS, this::load);
        }
    }

    private void onEvent(WatchedEvent event) {
        String directory = paths.regionsInTransition() + '/';
        if (event.getType() != EventType.None && event.getPath().startsWith(directory)) {
            String name = event.getPath().substring(directory.length());
            loop.execute(() -> look(name));
        }
    }

    private void look(String name) {
        znodes.read(paths.regionInTransition(name), reply -> {
            if (reply.isOk()) {
                learn(name, reply);
            } else if (reply.isGone()) {
                forget(name);
            } else {
                loop.schedule(RETRY_MS, () -> look(name));
            }
        });
    }

    private void learn(String name, Znodes.Reply reply) {
        try {
            learn(name, new VersionedRegion(RegionTransition.parse(reply.data()), reply.version()));
        } catch (UnreadableValueException foreign) {
            LOG.warn("left alone: {}: {}", reply.path(), foreign.getMessage());
        }
    }

    private void learn(String name, VersionedRegion now) {
        VersionedRegion before = regions.put(name, now);
        if (before == null || !isSame(before, now)) {
            listener.accept(name, Optional.of(now.transition()));
        }
    }

    /** A node that was deleted and made again may have the old version, but not the old time and event. */
    private static boolean isSame(VersionedRegion before, VersionedRegion now) {
        return before.version() == now.version()
                && before.transition().event() == now.transition().event()
                && before.transition().createTimeMs() == now.transition().createTimeMs();
    }

    private void forget(String name) {
        if (regions.remove(name) != null) {
            listener.accept(name, Optional.empty());
        }
    }

    @Override
    public void close() {
        client.getConnectionStateListenable().removeListener(connection);
        loop.close();
    }
}
