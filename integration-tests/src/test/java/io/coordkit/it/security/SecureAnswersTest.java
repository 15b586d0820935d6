package io.coordkit.it.security;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.monitor.Busy;
import io.coordkit.it.monitor.JsonLines;
import io.coordkit.it.monitor.Shape;
import io.coordkit.it.process.Backend;
import io.coordkit.it.process.Ports;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.raw.RawSession;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What operators are told by either port of a server that has a client with TLS and one without, by both kinds of server. */
@Timeout(180)
class SecureAnswersTest {
    private static final List<String> WORDS = List.of("cons", "stat", "conf", "mntr", "crst", "cons after crst");
    private static final List<String> COMMANDS = List.of("connections", "stats", "server_stats", "configuration");
    private static final Authority AUTHORITY = new Authority("ours");

    @TempDir
    private static Path directory;

    private static Map<String, List<String>> reference = Map.of();
    private static Map<String, List<String>> subject = Map.of();

    @BeforeAll
    static void ask() throws IOException, InterruptedException {
        reference = answers(Backend.APACHE);
        subject = answers(Backend.SUBJECT);
    }

    private static Map<String, List<String>> answers(Backend backend) throws IOException, InterruptedException {
        Authority.Identity identity = AUTHORITY.issue("CN=both", "127.0.0.1");
        Path home = directory.resolve(backend.name());
        int secure = Ports.free();
        int admin = Ports.free();
        ZooCfg cfg = TlsFiles.write(home.resolve("tls"), StoreKind.PKCS12, identity, AUTHORITY.certificate())
                .configure(ZooCfg.standalone(), "ssl.")
                .with("secureClientPort", Integer.toString(secure))
                .with("secureClientPortAddress", "127.0.0.1")
                .with("serverCnxnFactory", "org.apache.zookeeper.server.NettyServerCnxnFactory")
                .with("admin.enableServer", "true")
                .with("admin.serverAddress", "127.0.0.1")
                .with("admin.serverPort", Integer.toString(admin));
        Map<String, List<String>> all = new LinkedHashMap<>();
        try (ServerProcess server = ServerProcess.start(backend, Files.createDirectories(home), cfg);
                RawSession plain = Busy.open(server.port());
                SSLSocket client = RawTls.connect(secure, AUTHORITY.certificate(), Optional.of(identity))) {
            RawTls.greet(client);
            for (String word : WORDS) {
                all.put(word, lines(server.fourLetterWord(word.substring(0, 4))));
                all.put(word + " with TLS", lines(secureWord(secure, identity, word.substring(0, 4))));
            }
            for (String command : COMMANDS) {
                URI uri = URI.create("http://127.0.0.1:" + admin + "/commands/" + command);
                all.put(
                        command,
                        JsonLines.of(HttpClient.newHttpClient()
                                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                                .body()));
            }
            assertThat(plain.granted().accepted()).isTrue();
        }
        return all;
    }

    private static String secureWord(int port, Authority.Identity identity, String word) throws IOException {
        try (SSLSocket socket = RawTls.connect(port, AUTHORITY.certificate(), Optional.of(identity))) {
            socket.getOutputStream().write(word.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    /** In the order of the letters, since connections are listed in that of a hash table; the asker may be read or not. */
    private static List<String> lines(String answer) {
        return answer.lines()
                .filter(line -> !line.startsWith("zk_coordkit_"))
                .map(line -> line.startsWith("zk_num_alive") ? line : Shape.of(line.replaceFirst("\\[\\d]", "[]")))
                .sorted()
                .toList();
    }

    static Stream<String> questions() {
        return Stream.concat(WORDS.stream().flatMap(word -> Stream.of(word, word + " with TLS")), COMMANDS.stream());
    }

    @ParameterizedTest
    @MethodSource("questions")
    void isAnsweredAlike(String question) {
        assertThat(subject.get(question)).isNotNull().isEqualTo(reference.get(question));
    }
}
