package io.coordkit.server.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.server.CapturedLog;
import io.coordkit.server.config.MemberConfig.PeerSockets;
import io.coordkit.server.runtime.EventLoops;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A port that somebody else has when it is wanted. */
@Timeout(60)
class QuorumPortTest {
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final EventLoopGroup loops = EventLoops.create(1, "coord-test");
    private final BlockingQueue<Optional<String>> outcomes = new LinkedBlockingQueue<>();
    private final CapturedLog log = new CapturedLog(QuorumPort.class);
    private int number;

    @BeforeEach
    void findPort() throws IOException {
        number = FreePorts.find(1).get(0);
    }

    @AfterEach
    void stop() {
        log.close();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    private QuorumPort port(Optional<Duration> pause) {
        QuorumPort port = new QuorumPort(
                "observer",
                Targets.of(new Target("127.0.0.1", number)),
                PeerSockets.of(Duration.ofSeconds(1), 10, 5),
                loops,
                pause);
        port.start(ChannelInboundHandlerAdapter::new);
        return port;
    }

    private ServerSocket somebodyElse() throws IOException {
        return new ServerSocket(number, 1, InetAddress.getByName("127.0.0.1"));
    }

    private String refusal() {
        return "WARN observer-port-refused address=127.0.0.1:" + number;
    }

    @Test
    void thatOfAFollowerIsTriedAgainUntilItIsFree() throws Exception {
        try (QuorumPort port = port(Optional.of(PAUSE))) {
            try (ServerSocket other = somebodyElse()) {
                port.open(outcomes::add);
                for (int i = 0; i < 3; i++) {
                    assertThat(outcomes.take()).isPresent();
                }
                assertThat(other.isBound()).isTrue();
            }
            while (outcomes.take().isPresent()) {
                // Some attempts may have been made before it was free.
            }
            new Socket("127.0.0.1", number).close();
            assertThat(log.lines())
                    .filteredOn(line -> !line.startsWith("DEBUG"))
                    .satisfiesExactly(
                            refused -> assertThat(refused).startsWith(refusal()).endsWith(" again-every-ms=10"),
                            open -> assertThat(open).isEqualTo("INFO observer-port-open address=127.0.0.1:" + number));
        }
    }

    @Test
    void thatOfALeaderIsNot() throws Exception {
        try (QuorumPort port = port(Optional.empty())) {
            try (ServerSocket other = somebodyElse()) {
                port.open(outcomes::add);
                assertThat(outcomes.take()).isPresent();
                assertThat(other.isBound()).isTrue();
            }
            port.open(outcomes::add);
            assertThat(outcomes.take()).isEmpty();
        }
        assertThat(log.lines())
                .satisfiesExactly(
                        refused -> assertThat(refused)
                                .startsWith("ERROR observer-port-refused")
                                .doesNotContain("again"),
                        open -> assertThat(open).startsWith("DEBUG observer-port-open"));
    }

    /** The next role may want it, too, and is told of its own attempts only. */
    @Test
    void whoDoesNotWantItAnyMoreHearsNothing() throws Exception {
        BlockingQueue<Optional<String>> later = new LinkedBlockingQueue<>();
        try (QuorumPort port = port(Optional.of(PAUSE))) {
            try (ServerSocket other = somebodyElse()) {
                port.open(outcomes::add);
                assertThat(outcomes.take()).isPresent();
                port.shut();
                port.open(later::add);
                assertThat(later.take()).isPresent();
                outcomes.clear();
                for (int i = 0; i < 5; i++) {
                    assertThat(later.take()).isPresent();
                }
                assertThat(other.isBound()).isTrue();
            }
            while (later.take().isPresent()) {
                // As above.
            }
            assertThat(outcomes).isEmpty();
        }
    }
}
