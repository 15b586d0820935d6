package io.coordkit.kafka;

import io.coordkit.kafka.codec.ControllerInfo;
import io.coordkit.kafka.codec.EpochText;
import io.coordkit.kafka.paths.ClusterPaths;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands for the election of the controller among brokers, as Kafka 2.1 and later do ({@code
 * KafkaZkClient.registerControllerAndIncrementControllerEpoch}): whoever creates {@code /controller} and, in the same multi,
 * raises {@code /controller_epoch} at the version at which it was read, is the controller. So no two can have the same epoch, and
 * a controller that does not know yet that it was replaced is refused by the epoch's version.
 *
 * <p>Stands as long as it is open, through expiries too. A controller in these nodes that cannot be read is logged and left.
 *
 * <p>Thread-safe. One thread of its own elects and calls the listener.
 */
public final class ControllerElector implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControllerElector.class);
    private static final long RETRY_MS = 1000;

    private final CuratorFramework client;
    private final Znodes znodes;
    private final int brokerId;
    private final ControllerListener listener;
    private final ConnectionStateListener connectionListener = (source, state) -> onConnection(state);
    private final ScheduledThreadPoolExecutor executor;
    private volatile Optional<Controllership> controllership = Optional.empty();

    /** Prepares to stand on a started client; nothing is written before {@link #start}. */
    public ControllerElector(CuratorFramework client, int brokerId, ControllerListener listener) {
        this.client = client;
        this.znodes = new Znodes(client);
        this.brokerId = brokerId;
        this.listener = listener;
        this.executor = new ScheduledThreadPoolExecutor(1, DaemonThreads.named("coord-kafka-controller-" + brokerId));
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Stands from now on. */
    public void start() {
        client.getConnectionStateListenable().addListener(connectionListener);
        submit(0);
    }

    /** Our reign, as far as we know; empty while another broker is the controller, or none. */
    public Optional<Controllership> controllership() {
        return controllership;
    }

    /** Gives up the reign, if there is one; all brokers stand for the next, this one too. */
    public void resign() {
        controllership.ifPresent(Controllership::resign);
    }

    /** Gives up the reign, if there is one, and does not stand any more. The listener is not told. */
    @Override
    public void close() {
        client.getConnectionStateListenable().removeListener(connectionListener);
        executor.shutdownNow();
        try {
            resign();
        } catch (RegistryException e) {
            LOG.debug("broker={} could not resign: {}", brokerId, e.getMessage());
        }
        controllership = Optional.empty();
    }

    private void onConnection(ConnectionState state) {
        if (state == ConnectionState.LOST) {
            run(this::depose);
        } else if (state == ConnectionState.RECONNECTED) {
            submit(0);
        }
    }

    private void submit(long delayMs) {
        try {
            executor.schedule(this::look, delayMs, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("broker={} does not stand any more", brokerId);
        }
    }

    private void run(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("broker={} does not stand any more", brokerId);
        }
    }

    /** Finds out who is the controller, with a watch that brings us here again. */
    private void look() {
        try {
            Optional<Znode> node = znodes.watch(ClusterPaths.CONTROLLER, event -> {
                if (event.getType() != EventType.None) {
                    submit(0);
                }
            });
            if (node.isEmpty()) {
                depose();
                elect();
            } else if (!node.get().isOwnedBy(znodes.sessionId())) {
                depose();
            } else {
                confirm();
            }
        } catch (KeeperException | RuntimeException e) {
            if (!executor.isShutdown()) {
                LOG.warn("broker={} cannot stand for the controller, trying again: {}", brokerId, e.toString());
                submit(RETRY_MS);
            }
        }
    }

    /** The node is ours: is the reign? If not, the way is made free for an election. */
    private void confirm() throws KeeperException {
        Optional<Znode> epoch = znodes.read(ClusterPaths.CONTROLLER_EPOCH);
        boolean reigning = controllership.isPresent()
                && epoch.isPresent()
                && epoch.get().stat().getVersion() == controllership.get().epochZkVersion();
        if (!reigning) {
            depose();
            znodes.delete(ClusterPaths.CONTROLLER, -1);
        }
    }

    private void elect() throws KeeperException {
        znodes.create(ClusterPaths.CONTROLLER_EPOCH, EpochText.encode(0), CreateMode.PERSISTENT);
        Optional<Znode> before = znodes.read(ClusterPaths.CONTROLLER_EPOCH);
        if (before.isEmpty()) {
            submit(RETRY_MS);
            return;
        }
        int epoch = EpochText.decode(ClusterPaths.CONTROLLER_EPOCH, before.get().data()) + 1;
        byte[] info =
                ControllerInfo.of(brokerId, InstantSource.system().millis()).encode();
        try {
            int version = znodes.multi(List.of(
                            znodes.createOp(ClusterPaths.CONTROLLER, info, CreateMode.EPHEMERAL),
                            znodes.setDataOp(
                                    ClusterPaths.CONTROLLER_EPOCH,
                                    EpochText.encode(epoch),
                                    before.get().stat().getVersion())))
                    .get(1)
                    .getResultStat()
                    .getVersion();
            reign(new Controllership(znodes, epoch, version, () -> submit(0)));
        } catch (KeeperException.NodeExistsException | KeeperException.BadVersionException e) {
            LOG.debug("broker={} was not elected: {}", brokerId, e.getMessage());
            submit(0); // another was first, or the reply to our own attempt was lost
        }
    }

    private void reign(Controllership won) {
        controllership = Optional.of(won);
        LOG.info("broker={} is the controller epoch={}", brokerId, won.epoch());
        tell(() -> listener.onElected(won));
    }

    private void depose() {
        if (controllership.isPresent()) {
            LOG.info("broker={} is not the controller any more", brokerId);
            controllership = Optional.empty();
            tell(listener::onResigned);
        }
    }

    private static void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("a controller's listener failed", e);
        }
    }
}
