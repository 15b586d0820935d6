package io.coordkit.hbase;

import io.coordkit.hbase.codec.MetaRegionServer;
import io.coordkit.hbase.codec.RegionState;
import io.coordkit.hbase.codec.UnreadableValueException;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells where a catalog region is, at the beginning and whenever that changes, one change behind at most. Thread-safe.
 * Source: {@code MetaTableLocator} and 0.94's {@code RootRegionTracker}.
 */
public final class LocationTracker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocationTracker.class);
    private static final long RETRY_MS = 1000;

    private final CuratorFramework client;
    private final String path;
    private final Consumer<Optional<ServerName>> listener;
    private final EventLoop loop = new EventLoop("coord-location-tracker");
    private final Znodes znodes;
    private final CuratorWatcher watcher = event -> {
        if (event.getType() != EventType.None) {
            look();
        }
    };
    private final ConnectionStateListener connection = (ignored, state) -> onConnection(state);
    private boolean told;
    private volatile Optional<ServerName> serving = Optional.empty();

    private LocationTracker(CuratorFramework client, String path, Consumer<Optional<ServerName>> listener) {
        this.client = client;
        this.path = path;
        this.listener = listener;
        this.znodes = new Znodes(client, "location-tracker", loop);
    }

    /**
     * Follows a replica of the meta region.
     *
     * @param client started and closed by the caller
     * @param replicaId 0 for the default replica
     * @param listener hears of it on the tracker's own thread; empty while nobody serves the region
     */
    public static LocationTracker ofMeta(
            CuratorFramework client, HBasePaths paths, int replicaId, Consumer<Optional<ServerName>> listener) {
        return new LocationTracker(client, paths.metaRegionServer(replicaId), listener);
    }

    /** Follows the root region of HBase 0.94; the rest as {@link #ofMeta}. */
    public static LocationTracker ofRoot(
            CuratorFramework client, HBasePaths paths, Consumer<Optional<ServerName>> listener) {
        return new LocationTracker(client, paths.rootRegionServer(), listener);
    }

    /** Begins. */
    public void start() {
        client.getConnectionStateListenable().addListener(connection);
        look();
    }

    /** Who serves the region, as far as the tracker has heard. */
    public Optional<ServerName> serving() {
        return serving;
    }

    private void onConnection(ConnectionState state) {
        if (state == ConnectionState.RECONNECTED) {
            look();
        }
    }

    private void look() {
        loop.execute(() -> znodes.readAndWatch(path, watcher, this::onRead));
    }

    private void onRead(Znodes.Reply reply) {
        if (reply.isOk()) {
            learn(location(reply));
        } else if (reply.isGone()) {
            znodes.existsAndWatch(path, watcher, this::onLookedFor);
        } else {
            loop.schedule(RETRY_MS, this::look);
        }
    }

    /** It may have come between the two looks. */
    private void onLookedFor(Znodes.Reply reply) {
        if (reply.isGone()) {
            learn(Optional.empty());
        } else {
            look();
        }
    }

    private Optional<ServerName> location(Znodes.Reply reply) {
        try {
            MetaRegionServer region = MetaRegionServer.parse(reply.data());
            return region.state() == RegionState.OPEN ? Optional.of(region.server()) : Optional.empty();
        } catch (UnreadableValueException foreign) {
            LOG.warn("left alone: {}: {}", path, foreign.getMessage());
            return Optional.empty();
        }
    }

    private void learn(Optional<ServerName> now) {
        if (!told || !now.equals(serving)) {
            told = true;
            serving = now;
            listener.accept(now);
        }
    }

    @Override
    public void close() {
        client.getConnectionStateListenable().removeListener(connection);
        loop.close();
    }
}
