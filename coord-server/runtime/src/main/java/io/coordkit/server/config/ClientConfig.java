package io.coordkit.server.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How clients are served.
 *
 * @param plain where to listen without TLS, if at all; port 0 takes any free one
 * @param backlog connections that may wait to be accepted, −1 for the system's default; {@code clientPortListenBacklog}
 * @param perAddressMax connections from one address, 0 for no limit; {@code maxClientCnxns}
 * @param totalMax connections altogether, 0 for no limit; {@code zookeeper.maxCnxns}
 * @param frameBytesMax longest request; {@code jute.maxbuffer}
 * @param keepAlive whether the system probes silent sockets; {@code zookeeper.clientTcpKeepAlive}
 * @param handshakeTimeout how long a socket may say nothing sensible; {@code zookeeper.nio.sessionlessCnxnTimeout}
 * @param ioThreads threads for sockets; 0 lets the replica's thread do it, which is fastest where cores are few
 * @param tls how TLS is spoken, if at all
 * @param sasl how names are proven
 */
public record ClientConfig(
        Optional<InetSocketAddress> plain,
        int backlog,
        int perAddressMax,
        int totalMax,
        int frameBytesMax,
        boolean keepAlive,
        Duration handshakeTimeout,
        int ioThreads,
        Optional<ClientTls> tls,
        SaslConfig sasl) {

    /** The reference's default of {@code jute.maxbuffer}. */
    public static final int FRAME_BYTES_MAX = 0xfffff;

    /** The reference's defaults. */
    public static ClientConfig at(InetSocketAddress address) {
        return new ClientConfig(
                Optional.of(address),
                -1,
                60,
                0,
                FRAME_BYTES_MAX,
                false,
                Duration.ofSeconds(10),
                defaultIoThreads(),
                Optional.empty(),
                SaslConfig.DEFAULT);
    }

    /** Where clients are served: without TLS if they are, else with it. */
    public InetSocketAddress address() {
        return plain.or(() -> tls.flatMap(ClientTls::address)).orElseThrow();
    }

    /** The ports that are taken. */
    List<Integer> ports() {
        return Stream.of(plain, tls.flatMap(ClientTls::address))
                .flatMap(Optional::stream)
                .map(InetSocketAddress::getPort)
                .toList();
    }

    /**
     * On two cores a hand-over between threads costs more than what it would parallelise; with more cores, socket system calls
     * are the largest part of the work and are worth threads of their own.
     */
    static int defaultIoThreads() {
        int cores = Runtime.getRuntime().availableProcessors();
        return cores <= 2 ? 0 : Math.min(8, cores / 2);
    }
}
