package io.coordkit.kafka;

import io.coordkit.kafka.codec.BrokerCodec;
import io.coordkit.kafka.codec.BrokerInfo;
import io.coordkit.kafka.paths.ClusterPaths;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.framework.state.ConnectionStateListener;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one broker registered in {@code /brokers/ids} as Kafka 2.2 and later do: a multi of create (ephemeral, no value)
 * and setData, so that the data version is 1 and the czxid, the <em>broker epoch</em> (KIP-380), comes back with the
 * write.
 *
 * <p>After an expiry of the session it registers again, with a greater epoch. A node left by an own earlier session is
 * removed first (KAFKA-7165, ZOOKEEPER-2985); a node of anybody else is a conflict and is never touched.
 * When it cannot register again the broker stays unregistered, which {@link #epoch} shows and a {@link BrokerListener}
 * hears.
 *
 * <p>Thread-safe. Registering again runs on an own thread.
 */
public final class BrokerRegistrar implements AutoCloseable {
    /** The epoch of a broker that is not registered. */
    public static final long UNKNOWN_EPOCH = -1;

    private static final Logger LOG = LoggerFactory.getLogger(BrokerRegistrar.class);
    private static final int TRIES = 3;

    private final CuratorFramework client;
    private final Znodes znodes;
    private final int brokerId;
    private final BrokerInfo info;
    private final BrokerListener listener;
    private final Set<Long> ownSessions = new HashSet<>();
    private final ConnectionStateListener connectionListener = (source, state) -> onConnection(state);
    private final ExecutorService executor;
    private volatile long epoch = UNKNOWN_EPOCH;
    private long registeredSession;
    private boolean started;
    private boolean closed;

    /** Prepares the registration of a broker with an id of 0 or more on a started client. */
    public BrokerRegistrar(CuratorFramework client, int brokerId, BrokerInfo info) {
        this(client, brokerId, info, BrokerListener.NONE);
    }

    /** The same with a listener that hears what becomes of the registration. */
    public BrokerRegistrar(CuratorFramework client, int brokerId, BrokerInfo info, BrokerListener listener) {
        if (brokerId < 0) {
            throw new IllegalArgumentException("negative broker id " + brokerId);
        }
        this.client = client;
        this.znodes = new Znodes(client);
        this.brokerId = brokerId;
        this.info = info;
        this.listener = listener;
        this.executor = Executors.newSingleThreadExecutor(DaemonThreads.named("coord-kafka-broker-" + brokerId));
    }

    /**
     * Registers the broker and keeps it registered until {@link #close}. A start that threw may be repeated.
     *
     * @return the broker epoch
     * @throws IllegalStateException when it was started or closed before
     * @throws BrokerIdConflictException when another session has the id
     * @throws RegistryException when the tree cannot be written
     */
    public synchronized long start() {
        if (started || closed) {
            throw new IllegalStateException("the registration of broker " + brokerId + " was started or closed before");
        }
        // Listens first: an expiry right after the registration must not be missed.
        client.getConnectionStateListenable().addListener(connectionListener, executor);
        started = true;
        try {
            return register();
        } catch (RuntimeException e) {
            started = false;
            client.getConnectionStateListenable().removeListener(connectionListener);
            throw e;
        }
    }

    /** The czxid of the current registration, or {@link #UNKNOWN_EPOCH} while there is none. */
    public long epoch() {
        return epoch;
    }

    /** Removes the registration if it is ours; does nothing the second time. */
    @Override
    public void close() {
        client.getConnectionStateListenable().removeListener(connectionListener);
        executor.shutdown();
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            epoch = UNKNOWN_EPOCH;
            try {
                Optional<Znode> node = znodes.read(path());
                if (node.isPresent() && ownSessions.contains(node.get().stat().getEphemeralOwner())) {
                    znodes.delete(path(), node.get().stat().getVersion());
                }
            } catch (KeeperException e) {
                LOG.warn(
                        "broker={} not deregistered, its node vanishes with the session: {}", brokerId, e.getMessage());
            }
        }
    }

    private String path() {
        return ClusterPaths.broker(brokerId);
    }

    private void onConnection(ConnectionState state) {
        if (state == ConnectionState.LOST) {
            if (lose()) {
                tell(listener::onLost);
            }
        } else if (state == ConnectionState.RECONNECTED) {
            try {
                OptionalLong again = registerAgain();
                again.ifPresent(newEpoch -> tell(() -> listener.onRegisteredAgain(newEpoch)));
            } catch (RegistryException e) {
                LOG.error("broker={} not registered again: {}", brokerId, e.getMessage());
                tell(() -> listener.onNotRegistered(e));
            }
        }
    }

    /** Whether there was a registration to lose. */
    private synchronized boolean lose() {
        boolean lost = epoch != UNKNOWN_EPOCH;
        epoch = UNKNOWN_EPOCH;
        return lost;
    }

    /** The new epoch; empty when there was nothing to do. */
    private synchronized OptionalLong registerAgain() {
        try {
            if (!started || closed || (epoch != UNKNOWN_EPOCH && znodes.sessionId() == registeredSession)) {
                return OptionalLong.empty();
            }
        } catch (KeeperException e) {
            throw RegistryException.because("find the session", e);
        }
        epoch = UNKNOWN_EPOCH;
        long again = register();
        LOG.info("broker={} registered again epoch={}", brokerId, again);
        return OptionalLong.of(again);
    }

    /** Without the lock: a listener may close the registrar, or wait for somebody who asks it. */
    private void tell(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("a broker listener failed", e);
        }
    }

    private long register() {
        try {
            znodes.ensure(ClusterPaths.BROKER_IDS);
            for (int i = 0; i < TRIES; i++) {
                Optional<Long> czxid = tryToRegister();
                if (czxid.isPresent()) {
                    epoch = czxid.get();
                    return epoch;
                }
            }
            throw new RegistryException("broker id " + brokerId + " comes and goes; not registered");
        } catch (KeeperException e) {
            throw RegistryException.because("register broker " + brokerId, e);
        }
    }

    /** Empty when the node that was in the way is not there any more. */
    private Optional<Long> tryToRegister() throws KeeperException {
        registeredSession = znodes.sessionId();
        ownSessions.add(registeredSession);
        try {
            return Optional.of(znodes.multi(List.of(
                            znodes.createOp(path(), null, CreateMode.EPHEMERAL),
                            znodes.setDataOp(path(), BrokerCodec.encode(info), 0)))
                    .get(1)
                    .getResultStat()
                    .getCzxid());
        } catch (KeeperException.NodeExistsException e) {
            return resolveConflict();
        }
    }

    private Optional<Long> resolveConflict() throws KeeperException {
        Optional<Znode> node = znodes.read(path());
        if (node.isEmpty()) {
            return Optional.empty();
        }
        long owner = node.get().stat().getEphemeralOwner();
        if (owner == registeredSession) {
            return Optional.of(node.get().stat().getCzxid());
        }
        if (!ownSessions.contains(owner)) {
            throw new BrokerIdConflictException(brokerId, owner);
        }
        znodes.delete(path(), node.get().stat().getVersion());
        return Optional.empty();
    }
}
