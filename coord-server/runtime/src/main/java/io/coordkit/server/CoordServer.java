package io.coordkit.server;

import io.coordkit.core.stats.Measure;
import io.coordkit.core.storage.StorageException;
import io.coordkit.core.zab.ServerStatus;
import io.coordkit.server.audit.AuditLog;
import io.coordkit.server.client.ClientListener;
import io.coordkit.server.config.ServerConfig;
import io.coordkit.server.monitor.Inspection;
import io.coordkit.server.monitor.PauseMonitor;
import io.coordkit.server.monitor.Words;
import io.coordkit.server.peer.MemberNetwork;
import io.coordkit.server.runtime.Loops;
import io.coordkit.server.runtime.PeerNetwork;
import io.coordkit.server.runtime.ReplicaDriver;
import io.coordkit.server.runtime.ReplicaHost;
import io.coordkit.server.text.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A coordination server that ZooKeeper clients take for ZooKeeper. It runs from {@link Builder#start} until {@link #close};
 * all methods may be called from any thread.
 *
 * <pre>{@code
 * try (CoordServer server = CoordServer.builder().dataDirectory(dir).start()) {
 *     connect(server.connectString());
 * }
 * }</pre>
 */
public final class CoordServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CoordServer.class);

    private final Loops loops;
    private final Optional<MemberNetwork> network;
    private final ReplicaHost host;
    private final ClientListener listener;
    private final Words words;
    private final OperatorPorts operators;
    private final Optional<AuditLog> audit;
    private final Optional<PauseMonitor> pauses;
    private final CompletableFuture<Void> terminated = new CompletableFuture<>();
    private boolean closed;

    private CoordServer(
            Loops loops,
            Optional<MemberNetwork> network,
            ReplicaHost host,
            ClientListener listener,
            Words words,
            OperatorPorts operators,
            Optional<AuditLog> audit,
            Optional<PauseMonitor> pauses) {
        this.loops = loops;
        this.network = network;
        this.host = host;
        this.listener = listener;
        this.words = words;
        this.operators = operators;
        this.audit = audit;
        this.pauses = pauses;
    }

    /** Describes a server to be started. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts a server: recovers its state, then listens.
     *
     * @throws StorageException (unchecked) when the data directory cannot be used or its files cannot be believed
     * @throws IOException when a port cannot be bound
     */
    public static CoordServer start(ServerConfig config) throws IOException {
        Loops loops = Loops.start(config);
        Optional<MemberNetwork> network = Optional.empty();
        ReplicaHost host = null;
        ClientListener listener = null;
        try {
            if (config.member().isPresent()) {
                network = Optional.of(MemberNetwork.bind(config, config.member().get(), loops.peers()));
            }
            host = ReplicaHost.start(
                    config, loops.replica().next(), network.isPresent() ? network.get() : PeerNetwork.NONE);
            Words words = new Words(config.monitor());
            listener = ClientListener.bind(config.clients(), host.driver(), words, loops.replica(), loops.clients());
            Inspection inspection = new Inspection(config, host.driver(), listener.address(), listener.addressLimit());
            words.speakOf(inspection);
            Optional<AuditLog> audit = config.monitor().audit() ? Optional.of(new AuditLog()) : Optional.empty();
            audit.ifPresent(host.driver()::auditTo);
            OperatorPorts operators = OperatorPorts.open(inspection);
            Optional<PauseMonitor> pauses = watchPauses(config, host.driver());
            CoordServer server = new CoordServer(loops, network, host, listener, words, operators, audit, pauses);
            network.ifPresent(members -> members.onClientAddress(server::moveClientPort));
            server.logStart(config);
            audit.ifPresent(AuditLog::onStart);
            // On a thread of its own: closing waits for the loops of the sockets, and for those that group them.
            host.driver().failure().whenCompleteAsync((nothing, cause) -> server.fail(cause), end -> new Thread(
                            end, "coord-end")
                    .start());
            return server;
        } catch (IOException | RuntimeException | Error e) {
            if (listener != null) {
                listener.close();
            }
            if (host != null) {
                host.close();
            }
            network.ifPresent(MemberNetwork::close);
            loops.close();
            throw e;
        }
    }

    /** The server's line in the configuration of the ensemble says that clients connect elsewhere. */
    private void moveClientPort(InetSocketAddress address) {
        try {
            listener.moveTo(address);
            LOG.info("serving-moved address={}", HostPort.of(listener.address()));
        } catch (IOException e) {
            LOG.error("serving-failed reason=\"{}\"", e.getMessage());
        }
    }

    private static Optional<PauseMonitor> watchPauses(ServerConfig config, ReplicaDriver driver) {
        return config.monitor()
                .pauses()
                .map(pauses ->
                        PauseMonitor.start(pauses, ms -> driver.note(stats -> stats.add(Measure.JVM_PAUSE, ms))));
    }

    private void logStart(ServerConfig config) {
        listener.secureAddress().ifPresent(secure -> LOG.info("listening-tls address={}", HostPort.of(secure)));
        String data =
                config.storage().dataDirectory().toAbsolutePath().normalize().toString();
        if (network.isEmpty()) {
            LOG.info("serving address={} data={}", HostPort.of(listener.address()), data);
        } else {
            LOG.info(
                    "listening server={} address={} election={} data={}",
                    config.serverId(),
                    HostPort.of(listener.address()),
                    HostPort.of(network.get().electionAddress()),
                    data);
        }
    }

    /** The port that clients connect to: the one without TLS if there is one. */
    public int clientPort() {
        return listener.address().getPort();
    }

    /** The port of the administrator's HTTP commands; empty if there is none. */
    public Optional<Integer> adminPort() {
        return operators.adminPort();
    }

    /** The port from which metrics are collected; empty if there is none. */
    public Optional<Integer> metricsPort() {
        return operators.metricsPort();
    }

    /** The port where clients speak TLS, if there is one for nothing else. */
    public OptionalInt secureClientPort() {
        return listener.secureAddress()
                .map(secure -> OptionalInt.of(secure.getPort()))
                .orElse(OptionalInt.empty());
    }

    /** How a client on this machine names the server. */
    public String connectString() {
        InetAddress address = listener.address().getAddress();
        String name = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
        return HostPort.of(name, clientPort());
    }

    /** Completes when the server was closed; exceptionally, with the reason, when it had to stop by itself. */
    public CompletableFuture<Void> termination() {
        return terminated.copy();
    }

    /**
     * What the server is at present: its role, its leader, how far it has come.
     *
     * @throws IllegalStateException when it has stopped
     */
    public ServerStatus status() {
        try {
            return whenStatus(any -> true).join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the server has stopped", e);
        }
    }

    /**
     * Completes as soon as the server is like that, with what it is then; exceptionally, with {@link IllegalStateException}, when
     * it stops before. Cancel it when nobody waits any more.
     *
     * @param wanted is asked after each change, on the server's own thread, so it must be quick
     */
    public CompletableFuture<ServerStatus> whenStatus(Predicate<ServerStatus> wanted) {
        return host.driver().whenStatus(wanted);
    }

    /** Stops serving; everything acknowledged is on disk. Calling it again does nothing. */
    @Override
    public void close() {
        end(host::close);
    }

    /** Stops as a crash would: what has not been acknowledged may be lost. */
    void kill() {
        end(host::kill);
    }

    private void end(Runnable endOfHost) {
        synchronized (terminated) {
            if (closed) {
                return;
            }
            closed = true;
            audit.ifPresent(AuditLog::onStop);
            pauses.ifPresent(PauseMonitor::close);
            operators.close();
            listener.close();
            // The replica first: it needs not be told that its peers go.
            endOfHost.run();
            network.ifPresent(MemberNetwork::close);
            loops.close();
            words.close();
        }
        terminated.complete(null);
        LOG.info("stopped");
    }

    /** Nobody is left connected to a server that does not answer any more. */
    private void fail(Throwable cause) {
        try {
            listener.close();
            network.ifPresent(MemberNetwork::close);
        } finally {
            terminated.completeExceptionally(cause);
        }
    }

    /** Describes a standalone server; everything but the data directory has a default. */
    public static final class Builder {
        private static final Duration DEFAULT_TICK = Duration.ofMillis(2000);
        private static final int PORT_MAX = 65_535;

        private Path dataDirectory = Path.of("");
        private InetAddress address = InetAddress.getLoopbackAddress();
        private int clientPort;
        private Duration tick = DEFAULT_TICK;

        private Builder() {}

        /** Where state is kept; made if missing. Required. */
        public Builder dataDirectory(Path directory) {
            this.dataDirectory = directory;
            return this;
        }

        /** Where to listen; the loopback address unless given, so that an embedded server is private. */
        public Builder address(InetAddress address) {
            this.address = address;
            return this;
        }

        /**
         * The port to listen on; 0, the default, takes any free one.
         *
         * @throws IllegalArgumentException unless it is from 0 to 65535
         */
        public Builder clientPort(int port) {
            if (port < 0 || port > PORT_MAX) {
                throw new IllegalArgumentException("clientPort must be from 0 to " + PORT_MAX + ", not " + port);
            }
            this.clientPort = port;
            return this;
        }

        /**
         * The unit of time: sessions may last from 2 to 20 of it. Two seconds unless given.
         *
         * @throws IllegalArgumentException unless it is a millisecond or more, and 20 of it fit the protocol's 31 bits
         */
        public Builder tickTime(Duration tick) {
            if (tick.compareTo(ServerConfig.TICK_MIN) < 0 || tick.compareTo(ServerConfig.TICK_MAX) > 0) {
                throw new IllegalArgumentException("tickTime must be from " + ServerConfig.TICK_MIN.toMillis() + " to "
                        + ServerConfig.TICK_MAX.toMillis() + " ms, not " + tick);
            }
            this.tick = tick;
            return this;
        }

        /**
         * Starts it: recovers what the directory holds, then listens.
         *
         * @throws IllegalStateException without a data directory
         * @throws StorageException (unchecked) when the data directory cannot be used or its files cannot be believed;
         *     the message is meant for the operator
         * @throws IOException when the port cannot be bound
         */
        public CoordServer start() throws IOException {
            if (dataDirectory.toString().isEmpty()) {
                throw new IllegalStateException("dataDirectory is required");
            }
            InetSocketAddress socket = new InetSocketAddress(address, clientPort);
            return CoordServer.start(ServerConfig.standalone(dataDirectory, socket, tick));
        }
    }
}
