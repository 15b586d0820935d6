package io.coordkit.hbase;

import io.coordkit.hbase.codec.MasterInfo;
import io.coordkit.hbase.codec.UnreadableValueException;
import io.coordkit.hbase.machine.MasterAction;
import io.coordkit.hbase.machine.MasterElectionMachine;
import io.coordkit.hbase.machine.MasterEvent;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.api.CuratorWatcher;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A master's part in the election of the active one, beside HBase's own masters and ours. The base nodes must exist.
 * Thread-safe. Source: {@code ActiveMasterManager} and {@code MasterAddressTracker}.
 */
public final class MasterElection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MasterElection.class);
    private static final long RETRY_MS = 1000;
    private static final long CLOSE_TIMEOUT_SECONDS = 10;

    private final CuratorFramework client;
    private final HBasePaths paths;
    private final byte[] value;
    private final ServerName self;
    private final Consumer<MasterEvent> listener;
    private final EventLoop loop = new EventLoop("coord-master-election");
    private final Znodes znodes;
    private final MasterElectionMachine machine;
    private final CompletableFuture<Void> signedOff = new CompletableFuture<>();
    private final ConnectionStateListener connection = (ignored, state) -> onConnection(state);
    private volatile boolean active;

    /**
     * @param client started and closed by the caller; this master's own, since the election ends with its session
     * @param infoPort port of the web page, 0 when there is none
     * @param listener hears of every change on the election's own thread, and must not block
     */
    public MasterElection(
            CuratorFramework client, HBasePaths paths, ServerName self, int infoPort, Consumer<MasterEvent> listener) {
        this.client = client;
        this.paths = paths;
        this.self = self;
        this.value = MasterInfo.of(self, infoPort).toBytes();
        this.listener = listener;
        znodes = new Znodes(client, self.toString(), loop);
        machine = new MasterElectionMachine(self, action -> action.perform(new Driver()));
    }

    /** Takes part from now on. */
    public void start() {
        client.getConnectionStateListenable().addListener(connection);
        loop.execute(this::watchCluster);
        loop.execute(machine::start);
    }

    /** Whether this is the active master, as far as it knows. */
    public boolean isActive() {
        return active;
    }

    private void onConnection(ConnectionState state) {
        if (state == ConnectionState.LOST) {
            loop.execute(machine::onSessionLost);
        }
    }

    private void watchCluster() {
        CuratorWatcher watcher = event -> loop.execute(() -> {
            if (event.getType() == EventType.NodeDeleted) {
                machine.onClusterDown();
            } else if (event.getType() != EventType.None) {
                watchCluster();
            }
        });
        znodes.existsAndWatch(paths.running(), watcher, reply -> {
            if (!reply.isOk() && !reply.isGone()) {
                loop.schedule(RETRY_MS, this::watchCluster);
            }
        });
    }

    /** Steps down, or leaves the waiting; returns when that is written, or after ten seconds. */
    @Override
    public void close() {
        client.getConnectionStateListenable().removeListener(connection);
        loop.execute(machine::stop);
        try {
            signedOff.get(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException unreachable) {
            // The nodes end with the session.
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        loop.close();
    }

    private boolean isOurs(Znodes.Reply reply) {
        try {
            return reply.owner() != 0
                    && reply.owner()
                            == client.getZookeeperClient().getZooKeeper().getSessionId();
        } catch (Exception notConnected) {
            return false;
        }
    }

    private final class Driver implements MasterAction.Handler {
        @Override
        public void createBackup() {
            znodes.createOwn(paths.backupMaster(self), CreateMode.EPHEMERAL, value, reply -> {
                if (reply.isOk() || reply.code() == Code.NODEEXISTS) {
                    machine.onBackupCreated();
                } else {
                    fail(reply);
                }
            });
        }

        @Override
        public void createMaster() {
            znodes.createOwn(paths.master(), CreateMode.EPHEMERAL, value, reply -> {
                if (reply.isOk()) {
                    machine.onCreated();
                } else if (reply.code() == Code.NODEEXISTS) {
                    machine.onExists();
                } else {
                    fail(reply);
                }
            });
        }

        @Override
        public void readMaster() {
            znodes.readAndWatch(paths.master(), event -> onEvent(event.getType()), reply -> {
                if (reply.isOk()) {
                    onRead(reply);
                } else if (reply.isGone()) {
                    machine.onGone();
                } else {
                    fail(reply);
                }
            });
        }

        private void onEvent(EventType type) {
            if (type != EventType.None) {
                loop.execute(machine::onMasterChanged);
            }
        }

        private void onRead(Znodes.Reply reply) {
            try {
                machine.onRead(MasterInfo.parse(reply.data()).server(), isOurs(reply));
            } catch (UnreadableValueException foreign) {
                LOG.warn("left alone: {}: {}", paths.master(), foreign.getMessage());
                machine.onUnreadable();
            }
        }

        @Override
        public void deleteStaleMaster() {
            znodes.delete(paths.master(), reply -> {
                if (reply.isOk() || reply.isGone()) {
                    machine.onStaleDeleted();
                } else {
                    fail(reply);
                }
            });
        }

        @Override
        public void deleteOwnMaster() {
            znodes.read(paths.master(), reply -> {
                if (reply.isOk() && isOurs(reply)) {
                    znodes.delete(paths.master(), deleted -> signedOff.complete(null));
                } else {
                    signedOff.complete(null);
                }
            });
        }

        @Override
        public void deleteBackup() {
            znodes.delete(paths.backupMaster(self), deleted -> {
                if (!machine.isActive()) {
                    signedOff.complete(null);
                }
            });
        }

        @Override
        public void pause() {
            loop.schedule(RETRY_MS, machine::onRetry);
        }

        private void fail(Znodes.Reply reply) {
            LOG.warn("{}: {}", reply.path(), reply.code());
            machine.onFailed();
        }

        @Override
        public void tell(MasterEvent event) {
            active = machine.isActive();
            if (event instanceof MasterEvent.Ended ended && ended.why() != MasterEvent.Why.CLOSED) {
                signedOff.complete(null);
            }
            listener.accept(event);
        }
    }
}
