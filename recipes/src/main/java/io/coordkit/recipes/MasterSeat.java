package io.coordkit.recipes;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.curator.utils.ThreadUtils;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.data.Stat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The master is who creates one ephemeral znode ({@code /Master}, {@code /GroupMembers/leader}, {@code /search/master}); its value says
 * where the master is. The others watch it, and all of them try when it is gone. Curator's {@code LeaderLatch} and {@code LeaderSelector}
 * elect by the smallest number instead, and wake one.
 *
 * <p>A candidate that loses its connection follows at once, long before its session ends and another leads. What it has under way
 * then is not stopped: where that must not happen, take {@code ha-elector}, which fences. Thread-safe.
 */
public final class MasterSeat implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MasterSeat.class);
    private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(5);

    /** What is known: nothing yet, that we lead, that we do not. */
    private enum Standing {
        UNKNOWN,
        LEADING,
        FOLLOWING
    }

    private final CuratorFramework client;
    private final Znodes znodes;
    private final String path;
    private final byte[] address;
    private final MasterListener listener;
    private final ExecutorService thread;
    private final CuratorWatcher watcher = event -> later(this::look);
    private final ConnectionStateListener connection =
            (curator, state) -> later(isConnected(state) ? this::look : this::follow);

    private volatile Standing standing = Standing.UNKNOWN;

    /** A candidate. @param address the znode's value while it leads; bytes, because some write an IP address as its four bytes */
    public MasterSeat(CuratorFramework client, String path, byte[] address, MasterListener listener) {
        this.client = client;
        this.znodes = new Znodes(client);
        this.path = path;
        this.address = address.clone();
        this.listener = listener;
        this.thread = ThreadUtils.newSingleThreadExecutor("master-seat");
    }

    /** A candidate whose address is text. */
    public MasterSeat(CuratorFramework client, String path, String address, MasterListener listener) {
        this(client, path, Znodes.bytes(address), listener);
    }

    /** Becomes a candidate. */
    public MasterSeat start() {
        client.getConnectionStateListenable().addListener(connection);
        later(this::look);
        return this;
    }

    /** Do we lead, as far as we know? */
    public boolean isLeading() {
        return standing == Standing.LEADING;
    }

    /** Gives the seat up, if it is ours, and is no candidate any more. Not for use by the listener; waits a little for it to return. */
    @Override
    public void close() {
        client.getConnectionStateListenable().removeListener(connection);
        later(() ->
                znodes.exists(path).filter(znodes::isOurs).ifPresent(stat -> znodes.delete(path, stat.getVersion())));
        later(this::follow);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_AT_MOST.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn("the seat {} is left to the end of its session", path);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isConnected(ConnectionState state) {
        return state == ConnectionState.CONNECTED || state == ConnectionState.RECONNECTED;
    }

    /** On the seat's thread; what fails is tried again with the next event, and there is one when the client reconnects. */
    private void later(Runnable task) {
        try {
            thread.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException e) {
                    LOG.warn("could not look at the seat {}: {}", path, e.getMessage());
                }
            });
        } catch (RejectedExecutionException closed) {
            LOG.debug("an event after the end of a candidate for {}", path);
        }
    }

    /** The watch is set before the look that decides, so nothing happens unseen. */
    private void look() {
        Optional<Stat> seat = znodes.exists(path, watcher);
        while (seat.isEmpty()) {
            znodes.create(path, address, CreateMode.EPHEMERAL);
            seat = znodes.exists(path, watcher);
        }
        if (znodes.isOurs(seat.get())) {
            stand(Standing.LEADING);
        } else {
            stand(Standing.FOLLOWING);
        }
    }

    private void follow() {
        stand(Standing.FOLLOWING);
    }

    private void stand(Standing now) {
        if (standing == now) {
            return;
        }
        standing = now;
        if (now == Standing.LEADING) {
            listener.leading();
        } else {
            listener.following();
        }
    }
}
