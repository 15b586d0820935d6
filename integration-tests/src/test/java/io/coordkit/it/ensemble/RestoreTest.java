package io.coordkit.it.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.net.Loopback;
import io.coordkit.it.process.Ports;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.Requests;
import io.coordkit.it.volume.Unlimited;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every member is given the same snapshot, as an operator would: the one who leads restores all of them, the others say so. */
@Timeout(300)
class RestoreTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Map<Integer, Integer> adminPorts = new TreeMap<>();

    static List<Mix> mixes() {
        return Mixes.of(List.of("CCC", "AAC"));
    }

    private HttpRequest.Builder request(Member member, String command) {
        URI uri = URI.create("http://127.0.0.1:" + adminPorts.get(member.id()) + "/commands/" + command);
        return HttpRequest.newBuilder(uri).header("Authorization", "digest me:secret");
    }

    private byte[] snapshot(Member member) throws Exception {
        return HTTP.send(request(member, "snapshot").build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    private HttpResponse<String> restore(Member member, byte[] snapshot) throws Exception {
        HttpRequest restore = request(member, "restore")
                .POST(BodyPublishers.ofByteArray(snapshot))
                .build();
        return HTTP.send(restore, HttpResponse.BodyHandlers.ofString());
    }

    private static int create(Member member, String path) throws IOException {
        try (RawSession session = RawSession.open(member.client())) {
            int err = session.call(Op.CREATE, Requests.create(path, "", List.of(Acl.OPEN), 0))
                    .err();
            session.endSession();
            return err;
        }
    }

    private static boolean has(Member member, String path) throws IOException {
        try (RawSession session = RawSession.open(member.client())) {
            session.call(Op.SYNC, Requests.path("/"));
            int err = session.call(Op.EXISTS, Requests.path(path, false)).err();
            session.endSession();
            return err == 0;
        }
    }

    @ParameterizedTest
    @MethodSource("mixes")
    void theLeaderRestoresAllAndNobodyGoesBackAfterAKill(Mix mix) throws Exception {
        ZooCfg settings = EnsembleProcesses.ensemble()
                .with("admin.enableServer", "true")
                .with("admin.serverAddress", "127.0.0.1")
                .with("admin.rateLimiterIntervalInMS", "0");
        Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target", "servers")), "restore-" + mix)
                .toAbsolutePath();
        try (var ensemble = new EnsembleProcesses(mix, home, new Loopback(mix.size()), settings, Unlimited::new)) {
            for (Member member : ensemble.members()) {
                adminPorts.put(member.id(), Ports.free());
                member.configure("admin.serverPort", Integer.toString(adminPorts.get(member.id())));
            }
            ensemble.startAllLedByLast();
            Member leader = ensemble.member(mix.size());
            assertThat(create(leader, "/kept")).isZero();
            byte[] snapshot = snapshot(leader);
            assertThat(create(leader, "/later")).isZero();
            if (mix.voters().get(0) == leader.backend()) {
                HttpResponse<String> refused = restore(ensemble.member(1), snapshot);
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
                assertThat(refused.body()).contains("server " + leader.id() + " leads");
            }
            HttpResponse<String> restored = restore(leader, snapshot);
            assertThat(restored.statusCode()).as(restored.body()).isEqualTo(200);
            assertThat(create(leader, "/next")).isZero();
            ensemble.awaitServing(ensemble.members());
            ensemble.members().forEach(Member::kill);
            ensemble.startAll();
            for (Member member : ensemble.members()) {
                assertThat(has(member, "/kept")).as(member.toString()).isTrue();
                assertThat(has(member, "/next")).as(member.toString()).isTrue();
                assertThat(has(member, "/later")).as(member.toString()).isFalse();
            }
            assertThat(ensemble.findInOutputs("digest-mismatch")).isEmpty();
        }
    }
}
