package io.coordkit.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers that are files. */
@Timeout(60)
class HttpEndpointTest {
    /** More than both sockets hold together. */
    private static final long FILE_BYTES = 256L << 20;

    /** Longer than the test: nothing but the failure ends a connection. */
    private static final Duration IDLE = Duration.ofHours(1);

    private static final int PATIENCE_MS = 30_000;

    @TempDir
    Path directory;

    @Test
    void whoWaitsForTheRestOfAFileThatFailsIsCut() throws IOException {
        Path file = directory.resolve("file");
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw");
                HttpEndpoint endpoint = serve(file)) {
            bytes.setLength(FILE_BYTES);
            try (Socket client = ask(endpoint)) {
                InputStream answer = client.getInputStream();
                assertThat(head(answer)).contains("200 OK", "content-length: " + FILE_BYTES);
                bytes.setLength(1);
                assertThat(answer.transferTo(OutputStream.nullOutputStream())).isLessThan(FILE_BYTES);
            }
        }
    }

    @Test
    void aFileThatIsGoneIsAnErrorAndTheConnectionStays() throws IOException {
        try (HttpEndpoint endpoint = serve(directory.resolve("gone"));
                Socket client = ask(endpoint)) {
            assertThat(head(client.getInputStream())).contains("500 Internal Server Error", "content-length: 0");
            send(client);
            assertThat(head(client.getInputStream())).contains("500 Internal Server Error");
        }
    }

    private static HttpEndpoint serve(Path file) throws IOException {
        HttpReply reply = new HttpReply(
                HttpResponseStatus.OK, "application/octet-stream", Map.of(), new byte[0], Optional.of(file));
        return HttpEndpoint.bind(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                "http-endpoint-test",
                HttpTransport.PLAIN,
                IDLE,
                1 << 10,
                question -> reply);
    }

    private static Socket ask(HttpEndpoint endpoint) throws IOException {
        Socket client =
                new Socket(endpoint.address().getAddress(), endpoint.address().getPort());
        client.setSoTimeout(PATIENCE_MS);
        send(client);
        return client;
    }

    private static void send(Socket client) throws IOException {
        client.getOutputStream().write("GET / HTTP/1.1\r\nHost: me\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** Up to the empty line. */
    private static String head(InputStream answer) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = answer.read();
            if (next < 0) {
                throw new IOException("cut after: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
