package io.coordkit.it.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.clients.ZkCli;
import io.coordkit.it.net.Loopback;
import io.coordkit.it.net.PeerNetwork;
import io.coordkit.it.process.Backend;
import io.coordkit.it.process.ServerProcess;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.raw.JuteOut;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.Requests;
import io.coordkit.it.volume.Unlimited;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reconfigurations that are refused, of an ensemble of Apache ZooKeeper's and of one of ours: the same errors in the same order. */
@Timeout(300)
class ReconfigErrorsTest {
    private static final String SUPER = "super:secret";

    @TempDir
    Path home;

    /** A reconfiguration, under a name for the transcript. */
    private record Attempt(
            String name,
            @Nullable String joining,
            @Nullable String leaving,
            @Nullable String members,
            long version) {
        static Attempt joining(String line) {
            return new Attempt("join " + line, line, null, null, -1);
        }

        static Attempt leaving(String list) {
            return new Attempt("leave " + list, null, list, null, -1);
        }

        static Attempt members(String lines) {
            return new Attempt("members " + lines, null, null, lines, -1);
        }

        JuteOut body() {
            return new JuteOut()
                    .putString(joining)
                    .putString(leaving)
                    .putString(members)
                    .putLong(version);
        }
    }

    private static List<Attempt> attempts() {
        String gone = "127.0.0.1:1:2:participant;127.0.0.1:3";
        return List.of(
                new Attempt("another version", null, "3", null, 77),
                Attempt.joining("nonsense"),
                Attempt.joining("server.4=127.0.0.1"),
                Attempt.joining("server.4=127.0.0.1:1:2"),
                Attempt.joining("server.4=127.0.0.1:1:2:king;3"),
                Attempt.joining("server.4=127.0.0.1:1:1;3"),
                Attempt.joining("server.x=" + gone),
                Attempt.joining("server.4=" + gone + ",server.5=" + gone),
                Attempt.leaving("x"),
                Attempt.leaving("1,2,3"),
                Attempt.leaving("1,2"),
                Attempt.members("nonsense"),
                Attempt.members("server.1=127.0.0.1:1:2:observer;127.0.0.1:3"),
                Attempt.members("server.7=" + gone),
                Attempt.members("server.7=" + gone + "\nserver.8=127.0.0.1:4:5:participant;127.0.0.1:6"),
                new Attempt(
                        "no quorum is there",
                        "server.4=127.0.0.1:1:2;3,server.5=127.0.0.1:4:5;6,server.6=127.0.0.1:7:8;9",
                        "1,2",
                        null,
                        -1),
                new Attempt("nothing", null, null, null, -1));
    }

    private static List<String> attempt(Optional<String> identity, RawSession session) throws IOException {
        List<String> seen = new ArrayList<>();
        if (identity.isPresent()) {
            byte[] proof = identity.get().getBytes(StandardCharsets.UTF_8);
            session.send(-4, Op.AUTH, Requests.auth("digest", proof));
            session.receive();
        }
        for (Attempt attempt : attempts()) {
            // What would be granted is left to whoever may.
            if (identity.isPresent() && attempt.name().equals("nothing")) {
                continue;
            }
            session.send(Op.RECONFIG, attempt.body());
            seen.add(attempt.name() + " -> "
                    + session.receive()
                            .map(reply -> Integer.toString(reply.err()))
                            .orElse("cut"));
        }
        session.endSession();
        return seen;
    }

    private static ZooCfg reconfigurable(ZooCfg cfg) throws Exception {
        return cfg.with("reconfigEnabled", "true")
                .with("DigestAuthenticationProvider.superDigest", DigestAuthenticationProvider.generateDigest(SUPER));
    }

    @Test
    void anEnsembleRefusesAlike() throws Exception {
        assertThat(ofEnsemble("CCC")).containsExactlyElementsOf(ofEnsemble("AAA"));
    }

    private List<String> ofEnsemble(String mix) throws Exception {
        ZooCfg settings = reconfigurable(EnsembleProcesses.ensemble());
        Path directory = Files.createDirectories(home.resolve(mix));
        try (PeerNetwork network = new Loopback(3);
                var ensemble = new EnsembleProcesses(Mix.of(mix), directory, network, settings, Unlimited::new)) {
            ensemble.startAllLedByLast();
            List<String> seen = new ArrayList<>();
            for (int id : new int[] {3, 1}) {
                Member member = ensemble.member(id);
                seen.addAll(attempt(Optional.empty(), RawSession.open(member.client())));
                seen.addAll(attempt(Optional.of(SUPER), RawSession.open(member.client())));
            }
            String follower = "127.0.0.1:" + ensemble.member(1).client().getPort();
            seen.addAll(typed(directory, follower));
            return seen;
        }
    }

    /** What the stock shell prints; ports are anybody's. */
    private static List<String> typed(Path directory, String connectString) throws IOException {
        List<String> commands = List.of(
                "config",
                "config -c",
                "config -s",
                "reconfig",
                "reconfig -remove 3",
                "addauth digest " + SUPER,
                "reconfig -v 77 -remove 3",
                "reconfig -add nonsense",
                "reconfig -remove 1,2,3",
                "reconfig -members server.1=127.0.0.1:1:1;2",
                "quit");
        return ZkCli.REFERENCE.type(directory, connectString, commands).stream()
                .map(line -> line.replaceAll("127\\.0\\.0\\.1:\\d+(:\\d+)?", "127.0.0.1:ports"))
                .map(line -> line.replaceAll("localhost:\\d+", "localhost:ports"))
                .toList();
    }

    @Test
    void aStandaloneServerRefusesAlike() throws Exception {
        for (boolean enabled : new boolean[] {true, false}) {
            assertThat(ofStandalone(Backend.SUBJECT, enabled))
                    .containsExactlyElementsOf(ofStandalone(Backend.APACHE, enabled));
        }
    }

    private List<String> ofStandalone(Backend backend, boolean enabled) throws Exception {
        ZooCfg cfg = reconfigurable(ZooCfg.standalone()).with("reconfigEnabled", Boolean.toString(enabled));
        Path directory = Files.createTempDirectory(home, backend.name());
        try (ServerProcess server = ServerProcess.start(backend, directory, cfg)) {
            List<String> seen = new ArrayList<>(attempt(Optional.empty(), RawSession.open(server.port())));
            seen.addAll(attempt(Optional.of(SUPER), RawSession.open(server.port())));
            return seen;
        }
    }
}
