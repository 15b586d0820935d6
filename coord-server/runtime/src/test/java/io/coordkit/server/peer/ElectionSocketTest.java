package io.coordkit.server.peer;

import static io.coordkit.server.peer.Votes.notification;
import static io.coordkit.server.peer.Votes.vote;
import static io.coordkit.server.peer.Wire.framed;
import static io.coordkit.server.peer.Wire.greeting;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.replica.Input;
import io.coordkit.server.CapturedLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sockets at the election port that say what the other servers may say, and what nobody should; server 2 listens. */
@Timeout(120)
class ElectionSocketTest {
    @TempDir
    Path directory;

    private TestEnsemble ensemble;
    private TestEnsemble.Ours ours;

    @BeforeEach
    void start() throws IOException {
        ensemble = new TestEnsemble(directory, 1, 2, 3);
        ours = ensemble.ours(2);
    }

    @AfterEach
    void stopAll() throws Exception {
        ensemble.close();
    }

    private Wire open() throws IOException {
        return Wire.to(ensemble.electionPort(2));
    }

    private ServerSocket listenAs(long id) throws IOException {
        return listen(ensemble.electionPort(id));
    }

    private static ServerSocket listen(int port) throws IOException {
        ServerSocket listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        listener.setSoTimeout(30_000);
        return listener;
    }

    private void assertServes(Wire wire, long server) throws Exception {
        wire.write(framed(vote(77)));
        assertThat(ours.inbox.await(Input.VoteReceived.class))
                .isEqualTo(new Input.VoteReceived(server, notification(77)));
        ours.network.vote(server, vote(78));
        assertThat(wire.readFrame()).isEqualTo(vote(78));
    }

    @Test
    void aGreetingMayComeInPieces() throws Exception {
        byte[] all = greeting(3);
        for (int cut = 1; cut < all.length; cut++) {
            try (Wire wire = open()) {
                wire.write(Arrays.copyOf(all, cut));
                wire.write(Arrays.copyOfRange(all, cut, all.length));
                assertServes(wire, 3);
            }
        }
    }

    @Test
    void greetingAndMessagesMayComeTogether() throws Exception {
        ByteBuffer all = ByteBuffer.allocate(4096);
        all.put(greeting(3)).put(framed(vote(1))).put(framed(vote(2)));
        try (Wire wire = open()) {
            wire.write(Arrays.copyOf(all.array(), all.position()));
            assertThat(ours.inbox.next(Input.Reachable.class)).isEqualTo(new Input.Reachable(3, true));
            assertThat(ours.inbox.next(Input.VoteReceived.class).notification()).isEqualTo(notification(1));
            assertThat(ours.inbox.next(Input.VoteReceived.class).notification()).isEqualTo(notification(2));
        }
        assertThat(ours.inbox.next(Input.Reachable.class)).isEqualTo(new Input.Reachable(3, false));
    }

    @Test
    void severalAddressesAndNumbersAloneAreGreetings() throws Exception {
        try (Wire several = open().write(greeting(-65535, 3, "10.0.0.1:1|[::1]:2"))) {
            assertServes(several, 3);
        }
        try (Wire alone = open().write(ByteBuffer.allocate(8).putLong(3).array())) {
            assertServes(alone, 3);
        }
    }

    @Test
    void aNewConnectionTakesThePlaceOfTheFormer() throws Exception {
        try (Wire former = open().write(greeting(3))) {
            assertServes(former, 3);
            try (Wire next = open().write(greeting(3))) {
                assertThat(next.readFrame()).as("the last message, again").isEqualTo(vote(78));
                assertThat(former.isCut()).isTrue();
                assertServes(next, 3);
                assertThat(ours.inbox.unread()).isEmpty();
            }
        }
        assertThat(ours.inbox.next(Input.Reachable.class)).isEqualTo(new Input.Reachable(3, false));
    }

    @Test
    void aSmallerOneIsConnectedToWhereTheConfigurationSays() throws Exception {
        try (ServerSocket one = listenAs(1);
                ServerSocket decoy = listen(0);
                Wire knock = open().write(greeting(-65536, 1, "127.0.0.1:" + decoy.getLocalPort()))) {
            assertThat(knock.isCut()).isTrue();
            try (Wire back = new Wire(one.accept())) {
                assertThat(back.readGreeting()).isEqualTo(2);
                assertServes(back, 1);
            }
        }
    }

    @Test
    void aConnectionServesUntilTheOneAskedForIsThere() throws Exception {
        try (ServerSocket one = listenAs(1)) {
            ours.network.vote(1, vote(5));
            try (Wire former = new Wire(one.accept());
                    Wire knock = open().write(greeting(1));
                    Wire next = new Wire(one.accept())) {
                assertThat(former.readGreeting()).isEqualTo(2);
                assertThat(former.readFrame()).isEqualTo(vote(5));
                assertThat(knock.isCut()).isTrue();
                assertThat(next.readGreeting()).isEqualTo(2);
                assertThat(next.readFrame()).isEqualTo(vote(5));
                assertThat(former.isCut()).isTrue();
                assertThat(ours.inbox.next(Input.Reachable.class)).isEqualTo(new Input.Reachable(1, true));
                assertServes(next, 1);
                assertThat(ours.inbox.unread()).isEmpty();
            }
        }
    }

    @Test
    void aConnectionThatIsLeftOverGoesWhenItsServerCannotBeReached() throws Exception {
        Wire former;
        try (ServerSocket one = listenAs(1)) {
            ours.network.vote(1, vote(5));
            former = new Wire(one.accept());
            assertThat(former.readGreeting()).isEqualTo(2);
            assertThat(ours.inbox.next(Input.Reachable.class)).isEqualTo(new Input.Reachable(1, true));
        }
        try (former;
                Wire knock = open().write(greeting(1))) {
            assertThat(knock.isCut()).isTrue();
            assertThat(ours.inbox.next(Input.Reachable.class)).isEqualTo(new Input.Reachable(1, false));
            assertThat(former.readFrame()).isEqualTo(vote(5));
            assertThat(former.isCut()).isTrue();
        }
    }

    @Test
    void strangersAreServedToo() throws Exception {
        try (Wire larger = open().write(greeting(9))) {
            larger.write(framed(vote(1)));
            assertThat(ours.inbox.next(Input.VoteReceived.class)).isEqualTo(new Input.VoteReceived(9, notification(1)));
            ours.network.vote(9, vote(2));
            assertThat(larger.readFrame()).isEqualTo(vote(2));
        }
        try (ServerSocket zero = listen(0);
                Wire knock = open().write(greeting(-65536, 0, "127.0.0.1:" + zero.getLocalPort()));
                Wire back = new Wire(zero.accept())) {
            assertThat(back.readGreeting()).isEqualTo(2);
            back.write(framed(vote(3)));
            assertThat(ours.inbox.next(Input.VoteReceived.class)).isEqualTo(new Input.VoteReceived(0, notification(3)));
            ours.network.vote(0, vote(4));
            assertThat(back.readFrame()).isEqualTo(vote(4));
            assertThat(knock.isCut()).isTrue();
        }
    }

    @Test
    void observersWithoutANumberGetOneEach() throws Exception {
        try (ServerSocket observer = listen(0)) {
            for (long invented = -1; invented >= -2; invented--) {
                try (Wire knock =
                                open().write(greeting(-65536, Long.MAX_VALUE, "127.0.0.1:" + observer.getLocalPort()));
                        Wire back = new Wire(observer.accept())) {
                    assertThat(back.readGreeting()).isEqualTo(2);
                    back.write(framed(vote(3)));
                    assertThat(ours.inbox.next(Input.VoteReceived.class).server())
                            .isEqualTo(invented);
                    ours.network.vote(invented, vote(4));
                    assertThat(back.readFrame()).isEqualTo(vote(4));
                    assertThat(knock.isCut()).isTrue();
                }
            }
        }
    }

    @Test
    void theNewestMessageWins() throws Exception {
        for (int round = 1; round <= 20; round++) {
            ours.network.vote(3, vote(round));
        }
        assertThat(ours.inbox.next(Input.Reachable.class)).isEqualTo(new Input.Reachable(3, false));
        try (Wire three = open().write(greeting(3))) {
            assertThat(three.readFrame()).isEqualTo(vote(20));
        }
    }

    @Test
    void aServerThatIsDownIsTriedUntilItIsBack() throws Exception {
        ours.network.vote(1, vote(1));
        assertThat(ours.inbox.next(Input.Reachable.class)).isEqualTo(new Input.Reachable(1, false));
        try (ServerSocket one = listenAs(1);
                Wire back = new Wire(one.accept())) {
            assertThat(back.readGreeting()).isEqualTo(2);
            assertThat(back.readFrame()).isEqualTo(vote(1));
            assertThat(ours.inbox.next(Input.Reachable.class)).isEqualTo(new Input.Reachable(1, true));
        }
        assertThat(ours.inbox.next(Input.Reachable.class)).isEqualTo(new Input.Reachable(1, false));
        try (ServerSocket one = listenAs(1);
                Wire again = new Wire(one.accept())) {
            assertThat(again.readGreeting()).isEqualTo(2);
            assertThat(again.readFrame()).isEqualTo(vote(1));
        }
    }

    @Test
    void whatIsNoGreetingEndsItsConnectionWithOneLine() throws Exception {
        List<byte[]> strange = List.of(
                "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8),
                new byte[] {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3, 9, 9, 9, 9, 9, 9, 9},
                "ruokruokruok".getBytes(StandardCharsets.UTF_8),
                ByteBuffer.allocate(8).putLong(-1).array(),
                ByteBuffer.allocate(8).putLong(Long.MIN_VALUE).array(),
                greeting(-65537, 3, "127.0.0.1:1"),
                ByteBuffer.allocate(20).putLong(-65536).putLong(3).putInt(0).array(),
                ByteBuffer.allocate(20).putLong(-65536).putLong(3).putInt(2049).array(),
                ByteBuffer.allocate(20).putLong(-65536).putLong(3).putInt(-1).array(),
                greeting(-65536, 9, "nonsense"),
                greeting(-65536, 9, "host:99999"),
                greeting(-65536, 0, "0.0.0.0:3888"),
                greeting(2));
        try (Wire bystander = open().write(greeting(3))) {
            assertServes(bystander, 3);
            for (byte[] bytes : strange) {
                try (CapturedLog log = new CapturedLog(GreetingHandler.class);
                        Wire wire = open()) {
                    wire.write(bytes);
                    assertThat(wire.isCut()).isTrue();
                    assertThat(log.lines())
                            .singleElement()
                            .asString()
                            .startsWith("INFO election-connection-refused address=127.0.0.1:");
                }
            }
            assertServes(bystander, 3);
            assertThat(ours.inbox.unread()).isEmpty();
        }
    }

    @Test
    void whatIsNoMessageEndsTheConnection() throws Exception {
        List<byte[]> strange = List.of(
                ByteBuffer.allocate(4).putInt(0).array(),
                ByteBuffer.allocate(4).putInt(-1).array(),
                ByteBuffer.allocate(4).putInt((512 << 10) + 1).array(),
                ByteBuffer.allocate(4).putInt(Integer.MAX_VALUE).array(),
                framed(new byte[27]),
                framed(ByteBuffer.allocate(40).putInt(9).array()));
        for (byte[] bytes : strange) {
            try (Wire wire = open().write(greeting(3))) {
                wire.write(framed(vote(1)), bytes);
                assertThat(wire.isCut()).isTrue();
            }
            assertThat(ours.inbox.next(Input.Reachable.class)).isEqualTo(new Input.Reachable(3, true));
            assertThat(ours.inbox.next(Input.VoteReceived.class).notification()).isEqualTo(notification(1));
            assertThat(ours.inbox.next(Input.Reachable.class)).isEqualTo(new Input.Reachable(3, false));
        }
    }

    @Test
    void theLongestMessageIsTaken() throws Exception {
        byte[] message = Arrays.copyOf(vote(1), 512 << 10);
        ByteBuffer.wrap(message).putInt(40, message.length - 44);
        try (Wire wire = open().write(greeting(3), framed(message))) {
            assertThat(ours.inbox.await(Input.VoteReceived.class).notification().config())
                    .hasSize(message.length - 44);
            assertServes(wire, 3);
        }
    }

    @Test
    void whoDoesNotGreetIsCutAfterAWhile() throws Exception {
        TestEnsemble.Ours impatient = ensemble.ours(1, Duration.ofMillis(50));
        try (Wire silent = Wire.to(ensemble.electionPort(1));
                Wire halfway = Wire.to(ensemble.electionPort(1));
                Wire polite = Wire.to(ensemble.electionPort(1))) {
            halfway.write(Arrays.copyOf(greeting(3), 12));
            polite.write(greeting(3));
            assertThat(silent.isCut()).isTrue();
            assertThat(halfway.isCut()).isTrue();
            polite.write(framed(vote(1)));
            assertThat(impatient.inbox.await(Input.VoteReceived.class).server()).isEqualTo(3);
        }
    }
}
