package io.coordkit.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.benchmarks.BenchmarkFailure;
import io.coordkit.benchmarks.wire.Operation;
import io.coordkit.benchmarks.wire.RequestStream;
import io.coordkit.benchmarks.wire.Workload;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the load makes of a server that answers with a script. */
class LoadTest {
    private ServerSocket listener;

    @BeforeEach
    void listen() throws IOException {
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        listener.close();
    }

    @Test
    void countsGoodRepliesAlsoWhenTheyComeInPieces() throws IOException {
        answer((xid, out) -> {
            reply(out, 17, xid, 0);
            out.flush();
            out.write(7);
            out.flush();
        });
        LatencyHistogram latencies = new LatencyHistogram();
        try (Load load = open()) {
            long replies = load.run(Duration.ofMillis(200), latencies);
            load.drain();
            assertThat(replies).isPositive().isEqualTo(latencies.total());
        }
    }

    @Test
    void anErrorInAReplyFailsTheRun() {
        answer((xid, out) -> reply(out, 16, xid, xid == 3 ? -101 : 0));
        assertFails("xid 3 with error -101");
    }

    @Test
    void aReplyOutOfOrderFailsTheRun() {
        answer((xid, out) -> reply(out, 16, xid == 2 ? 3 : xid, 0));
        assertFails("expected xid 2, got 3");
    }

    @Test
    void aReplyToNoRequestFailsTheRun() {
        answer((xid, out) -> {
            for (int i = 0; i < 10; i++) {
                reply(out, 16, xid + i, 0);
            }
        });
        assertFails("out of order");
    }

    @Test
    void anImpossibleLengthFailsTheRun() {
        answer((xid, out) -> reply(out, Integer.MAX_VALUE, xid, 0));
        assertFails("impossible length of 2147483647");
    }

    @Test
    void aClosedConnectionFailsTheRun() {
        answer((xid, out) -> out.close());
        assertThatThrownBy(() -> {
                    try (Load load = open()) {
                        load.run(Duration.ofSeconds(20), new LatencyHistogram());
                    }
                })
                .isInstanceOfAny(BenchmarkFailure.class, IOException.class, UncheckedIOException.class);
    }

    private void assertFails(String message) {
        assertThatThrownBy(() -> {
                    try (Load load = open()) {
                        load.run(Duration.ofSeconds(20), new LatencyHistogram());
                    }
                })
                .isInstanceOf(BenchmarkFailure.class)
                .hasMessageContaining(message);
    }

    private Load open() throws IOException {
        List<RequestStream> streams = List.of(new Workload(10, 10).requests(Operation.GET, "test", 0));
        return Load.open(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), streams, 4);
    }

    private interface Script {
        void answer(int xid, DataOutputStream out) throws IOException;
    }

    private void answer(Script script) {
        Thread server = new Thread(() -> serve(script), "scripted-server");
        server.setDaemon(true);
        server.start();
    }

    /** Ends with the connection, whoever closes it. */
    private void serve(Script script) {
        try (Socket socket = listener.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            in.skipNBytes(in.readInt());
            out.writeInt(37);
            out.writeInt(0);
            out.writeInt(30_000);
            out.write(new byte[29]);
            while (true) {
                byte[] frame = new byte[in.readInt()];
                in.readFully(frame);
                script.answer(ByteBuffer.wrap(frame).getInt(), out);
            }
        } catch (IOException e) {
            assertThat(e).isNotNull();
        }
    }

    private static void reply(DataOutputStream out, int length, int xid, int error) throws IOException {
        out.writeInt(length);
        out.writeInt(xid);
        out.writeLong(1);
        out.writeInt(error);
    }
}
