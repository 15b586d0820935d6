package io.coordkit.it.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.net.Loopback;
import io.coordkit.it.net.PeerNetwork;
import io.coordkit.it.process.JavaChild;
import io.coordkit.it.process.Ports;
import io.coordkit.it.process.ZooCfg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code coord doctor} and an ensemble of Apache ZooKeeper's. */
@Timeout(300)
class DoctorOfEnsembleTest {
    private static final int SIZE = 3;

    @TempDir
    private Path home;

    /** What it says, and how it ends. */
    private record Report(int code, String text) {}

    @Test
    void saysWhoIsDownWhoKnowsOtherServersAndWhoElseLeads() throws IOException {
        PeerNetwork network = new Loopback(SIZE);
        try (EnsembleProcesses ensemble = new EnsembleProcesses(Mix.of("AAA"), home.resolve("members"), network)) {
            ensemble.startAllLedByLast();
            Report whole = report(cfg(ensemble, SIZE));
            assertThat(whole.text())
                    .contains("server.1 (127.0.0.1:", "): follower", "): leader", "healthy: 0 problems")
                    .doesNotContain("\tat ");
            assertThat(whole.code()).isZero();

            int elsewhere = Ports.free();
            String third = line(network, 3).replaceFirst(":\\d+:", ":" + elsewhere + ":");
            Report moved = report(cfg(ensemble, SIZE)
                    .with("server.2", line(network, 2).replace("participant", "observer"))
                    .with("server.3", third)
                    .with("server.4", "127.0.0.1:" + Ports.free() + ":" + Ports.free() + ":participant"));
            assertThat(moved.text())
                    .contains("takes server.2 for a participant, and in the file it is an observer")
                    .contains("looks for server.3 at ", ", and in the file it is at 127.0.0.1:" + elsewhere + ":")
                    .contains("does not know server.4, which the file names");
            assertThat(moved.code()).isEqualTo(1);
            assertThat(report(cfg(ensemble, 2)).text()).contains("knows server.3, which the file does not name");

            ensemble.member(2).kill();
            assertThat(report(cfg(ensemble, SIZE)).text())
                    .contains(
                            "server.2 (127.0.0.1:" + ensemble.member(2).client().getPort() + ") does not answer");

            Report divided = reportOfTwoLeaders(ensemble);
            assertThat(divided.text())
                    .containsPattern("several lead: server\\.2 \\(127\\.0\\.0\\.1:\\d+\\), server\\.3 \\(")
                    .containsPattern("server\\.3 \\(127\\.0\\.0\\.1:\\d+\\) is at epoch 1, others at 2")
                    .containsPattern("server\\.2 \\(127\\.0\\.0\\.1:\\d+\\) takes server\\.1 for an observer");
            assertThat(divided.code()).isEqualTo(1);
        }
    }

    /** The second has a file in which nobody but itself has a vote; the third goes on leading the first. */
    private Report reportOfTwoLeaders(EnsembleProcesses ensemble) throws IOException {
        Member alone = ensemble.member(2);
        alone.configure("standaloneEnabled", "false");
        for (int other : List.of(1, 3)) {
            String line = line(ensemble.network(), other);
            alone.configure("server." + other, line.replaceFirst("participant.*", "observer"));
        }
        alone.start();
        ensemble.awaitServing(List.of(alone));
        return report(cfg(ensemble, SIZE));
    }

    private Report report(ZooCfg cfg) throws IOException {
        int port = Integer.parseInt(cfg.settings().get("clientPort"));
        Path data = Path.of(cfg.settings().get("dataDir"));
        Path file = Files.writeString(home.resolve("seen.cfg"), cfg.text(data, port));
        Path nothing = Files.writeString(home.resolve("nothing"), "");
        List<String> arguments = List.of("doctor", file.toString());
        try (JavaChild doctor =
                JavaChild.startReading(nothing, home.resolve("doctor.txt"), "io.coordkit.cli.Main", arguments)) {
            int code = doctor.awaitExit();
            return new Report(code, doctor.output());
        }
    }

    /** As the first member has it, with the others' client ports, and with so many servers. */
    private static ZooCfg cfg(EnsembleProcesses ensemble, int servers) {
        Member first = ensemble.member(1);
        ZooCfg cfg = EnsembleProcesses.ensemble()
                .with("dataDir", first.data().toString())
                .with("clientPort", Integer.toString(first.client().getPort()));
        for (int id = 1; id <= servers; id++) {
            cfg = cfg.with("server." + id, line(ensemble.network(), id));
        }
        return cfg;
    }

    private static String line(PeerNetwork network, int id) {
        PeerNetwork.Home one = network.home(id);
        return "127.0.0.1:" + one.quorum().port() + ":" + one.election().port() + ":participant;127.0.0.1:"
                + one.client().port();
    }
}
