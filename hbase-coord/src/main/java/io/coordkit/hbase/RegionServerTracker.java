package io.coordkit.hbase;

import io.coordkit.hbase.machine.LivenessMachine;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches {@code rs} and tells exactly once for each incarnation of a region server that it appeared, and exactly once
 * that it died: by crash, by clean stop, or because its address came back with a newer start code. Thread-safe.
 * Source: {@code org.apache.hadoop.hbase.master.RegionServerTracker}.
 */
public final class RegionServerTracker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegionServerTracker.class);
    private static final long RETRY_MS = 1000;

    /** Hears of the servers, on the tracker's own thread, one call at a time. */
    public interface Listener {
        void appeared(ServerName server);

        void died(ServerName server);
    }

    private final CuratorFramework client;
    private final HBasePaths paths;
    private final Listener listener;
    private final EventLoop loop = new EventLoop("coord-region-server-tracker");
    private final Znodes znodes;
    private final LivenessMachine machine;
    private final CuratorWatcher watcher = event -> {
        if (event.getType() != EventType.None) {
            list();
        }
    };
    private final ConnectionStateListener connection = (ignored, state) -> onConnection(state);
    private volatile Set<ServerName> live = Set.of();

    /**
     * @param client started and closed by the caller
     */
    public RegionServerTracker(CuratorFramework client, HBasePaths paths, Listener listener) {
        this.client = client;
        this.paths = paths;
        this.listener = listener;
        znodes = new Znodes(client, "tracker", loop);
        machine = new LivenessMachine(this::tell);
    }

    /** Begins; servers that are alive already appear first. */
    public void start() {
        client.getConnectionStateListenable().addListener(connection);
        list();
    }

    /** The servers that are alive, as far as the tracker has heard. */
    public Set<ServerName> live() {
        return live;
    }

    private void list() {
        loop.execute(() -> znodes.listAndWatch(paths.regionServers(), watcher, this::onListed));
    }

    private void onListed(Znodes.Reply reply) {
        if (!reply.isOk()) {
            LOG.warn("cannot list {}: {}", paths.regionServers(), reply.code());
            loop.schedule(RETRY_MS, this::list);
            return;
        }
        List<ServerName> servers = reply.children().stream()
                .flatMap(name -> serverOf(name).stream())
                .toList();
        machine.onListed(servers);
        live = machine.live();
    }

    private Optional<ServerName> serverOf(String node) {
        Optional<ServerName> server = ServerName.find(node);
        if (server.isEmpty()) {
            LOG.warn("left alone: {}/{} is no server name", paths.regionServers(), node);
        }
        return server;
    }

    private void onConnection(ConnectionState state) {
        if (state == ConnectionState.RECONNECTED) {
            list();
        }
    }

    private void tell(LivenessMachine.Change change) {
        live = machine.live();
        change.tell(listener::appeared, listener::died);
    }

    @Override
    public void close() {
        client.getConnectionStateListenable().removeListener(connection);
        loop.close();
    }
}
