package io.coordkit.server.peer;

import static io.coordkit.server.peer.Packets.ack;
import static io.coordkit.server.peer.Packets.zxid;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.replica.Input;
import io.coordkit.server.CapturedLog;
import io.coordkit.server.runtime.Link;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Links between leaders and learners over sockets; server 2 listens. */
@Timeout(120)
class QuorumSocketTest {
    @TempDir
    Path directory;

    private TestEnsemble ensemble;
    private TestEnsemble.Ours two;

    @BeforeEach
    void start() throws IOException {
        ensemble = new TestEnsemble(directory, 1, 2, 3);
        two = ensemble.ours(2);
    }

    @AfterEach
    void stopAll() throws Exception {
        ensemble.close();
    }

    private Wire open() throws IOException {
        return Wire.to(ensemble.quorumPort(2));
    }

    private void send(TestEnsemble.Ours from, Link way, byte[]... pieces) {
        from.onLoop(() -> {
            for (byte[] piece : pieces) {
                way.send(piece, 0, piece.length);
            }
            way.flush();
        });
    }

    @Test
    void aLinkCarriesPacketsBothWaysUntilOneSideEndsIt() throws Exception {
        TestEnsemble.Ours one = ensemble.ours(1);
        one.network.dial(2);
        long atOne = one.inbox.next(Input.LeaderDialled.class).link();
        send(one, one.inbox.link(atOne), ack(1), ack(2));
        Input.LearnerConnected learner = two.inbox.next(Input.LearnerConnected.class);
        assertThat(learner.address()).startsWith("127.0.0.1:");
        assertThat(zxid(two.inbox.next(Input.PeerReceived.class))).isEqualTo(1);
        assertThat(zxid(two.inbox.next(Input.PeerReceived.class))).isEqualTo(2);
        Link way = two.inbox.link(learner.link());
        send(two, way, ack(3));
        assertThat(one.inbox.next(Input.PeerReceived.class).link()).isEqualTo(atOne);
        two.onLoop(() -> {
            way.send(ack(4), 0, ack(4).length);
            way.closeAfterFlush();
        });
        assertThat(zxid(one.inbox.next(Input.PeerReceived.class))).isEqualTo(4);
        assertThat(one.inbox.next(Input.PeerGone.class))
                .isEqualTo(new Input.PeerGone(atOne, "closed by the other side"));
    }

    @Test
    void linksOfBothDirectionsHaveNumbersOfTheirOwn() throws Exception {
        ensemble.ours(1);
        two.network.dial(1);
        long first = two.inbox.next(Input.LeaderDialled.class).link();
        try (Wire learner = open().write(ack(1))) {
            long second = two.inbox.await(Input.LearnerConnected.class).link();
            two.network.dial(1);
            long third = two.inbox.await(Input.LeaderDialled.class).link();
            assertThat(List.of(first, second, third)).doesNotHaveDuplicates();
            assertThat(learner.in().available()).isZero();
        }
    }

    @Test
    void whoCannotBeReachedIsLoggedOnce() throws Exception {
        try (CapturedLog log = new CapturedLog(QuorumLinks.class)) {
            for (int i = 0; i < 3; i++) {
                two.network.dial(1);
                assertThat(two.inbox.next(Input.LeaderUnreachable.class).server())
                        .isEqualTo(1);
            }
            two.network.dial(9);
            assertThat(two.inbox.next(Input.LeaderUnreachable.class).server()).isEqualTo(9);
            String line = "leader-unreachable server=1 reason=\"127.0.0.1:" + ensemble.quorumPort(1)
                    + ": connection refused\"";
            assertThat(log.lines())
                    .containsExactly(
                            "INFO " + line,
                            "DEBUG " + line,
                            "DEBUG " + line,
                            "INFO leader-unreachable server=9 reason=\"it is in no configuration\"");
        }
    }

    @Test
    void whatIsNoPacketEndsItsLinkWithOneLine() throws Exception {
        try (Wire bystander = open().write(ack(1))) {
            long link = two.inbox.next(Input.LearnerConnected.class).link();
            assertThat(zxid(two.inbox.next(Input.PeerReceived.class))).isEqualTo(1);
            for (String strange : List.of(
                    "GET / HTTP/1.1\r\nHost: coord\r\n\r\n", "\u0016\u0003\u0001\u0002 and more of a TLS greeting")) {
                try (CapturedLog log = new CapturedLog(LinkHandler.class);
                        Wire wire = open().write(strange.getBytes(StandardCharsets.UTF_8))) {
                    assertThat(wire.isCut()).isTrue();
                    assertThat(log.lines())
                            .filteredOn(line -> line.startsWith("INFO "))
                            .hasSize(1);
                }
            }
            send(two, two.inbox.link(link), ack(7));
            assertThat(bystander.in().readInt()).isEqualTo(3);
            assertThat(two.inbox.unread()).isEmpty();
        }
    }

    @Test
    void whoSaysNothingIsCutAfterAWhile() throws Exception {
        TestEnsemble.Ours impatient = ensemble.ours(1, Duration.ofMillis(50));
        try (Wire silent = Wire.to(ensemble.quorumPort(1));
                Wire talking = Wire.to(ensemble.quorumPort(1)).write(ack(1))) {
            assertThat(silent.isCut()).isTrue();
            talking.write(ack(2));
            impatient.inbox.next(Input.LearnerConnected.class);
            assertThat(zxid(impatient.inbox.next(Input.PeerReceived.class))).isEqualTo(1);
            assertThat(zxid(impatient.inbox.next(Input.PeerReceived.class))).isEqualTo(2);
        }
    }

    @Test
    void whatWasSentHasLeftOnceThePeerTakesIt() throws Exception {
        byte[] slice = new byte[1 << 20];
        int slices = 40;
        CountDownLatch drained = new CountDownLatch(1);
        try (Wire learner = open().write(ack(1))) {
            Link way =
                    two.inbox.link(two.inbox.next(Input.LearnerConnected.class).link());
            two.onLoop(() -> {
                for (int i = 0; i < slices; i++) {
                    way.send(slice, 0, slice.length);
                }
                way.whenDrained(drained::countDown);
                way.flush();
            });
            assertThat(drained.getCount()).as("more than a socket holds").isEqualTo(1);
            learner.in().readFully(new byte[slices * slice.length]);
            drained.await();
        }
    }

    @Test
    void whoeverIsConnectedIsCutWhenTheServerStops() throws Exception {
        TestEnsemble.Ours one = ensemble.ours(1);
        one.network.dial(2);
        one.inbox.next(Input.LeaderDialled.class);
        try (Wire learner = open().write(ack(1))) {
            two.inbox.next(Input.LearnerConnected.class);
            two.close();
            assertThat(learner.isCut()).isTrue();
        }
        assertThat(one.inbox.next(Input.PeerGone.class).reason()).isEqualTo("closed by the other side");
        one.network.dial(2);
        assertThat(one.inbox.next(Input.LeaderUnreachable.class).server()).isEqualTo(2);
    }
}
