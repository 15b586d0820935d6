package io.coordkit.cli;

import static io.coordkit.cli.files.LogFixture.create;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.cli.doctor.TalkingServer;
import io.coordkit.cli.files.LogFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

    @TempDir
    Path home;

    private Path data;
    private LogFixture fixture;

    @BeforeEach
    void makeDirectory() {
        data = home.resolve("data");
        fixture = new LogFixture(data.resolve("version-2"));
    }

    @Test
    void findsAGoodServerHealthyAndChangesNothing() throws IOException {
        fixture.snapshot(1, create("/a", ""));
        fixture.log(1, create("/a", ""), create("/b", ""));
        List<Path> before = files();
        ToolRun doctor = ToolRun.of("doctor", standalone(""));
        assertThat(doctor.exitCode()).isZero();
        assertThat(doctor.out())
                .contains(
                        "configuration",
                        "machine",
                        "data",
                        "  ok       1 snapshot can be read",
                        "  ok       1 log with 2 transactions",
                        "  ok       a server would start with 6 znodes at zxid 0x2")
                .noneMatch(line -> line.startsWith("  PROBLEM"));
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void saysWhichKeysHaveNoEffect() throws IOException {
        ToolRun doctor = ToolRun.of("doctor", standalone("snapcount=3\nforceSync=no\n"));
        assertThat(doctor.exitCode()).isZero();
        assertThat(doctor.out())
                .contains(
                        "  warning  nobody knows the key 'snapcount'",
                        "  warning  forceSync=no: writes are acknowledged before they are on the disk");
    }

    @Test
    void stopsAtAConfigurationThatNoServerTakes() throws IOException {
        ToolRun doctor = ToolRun.of("doctor", standalone("tickTime=fast\n"));
        assertThat(doctor.exitCode()).isEqualTo(1);
        assertThat(doctor.out())
                .anyMatch(line -> line.startsWith("  PROBLEM  ") && line.contains("tickTime=fast"))
                .endsWith("not healthy: 1 problems, 0 warnings");
    }

    @Test
    void findsDamage() throws IOException {
        fixture.snapshot(1, create("/a", ""));
        Path log = fixture.log(1, create("/a", ""), create("/b", ""));
        LogFixture.damage(log, 60);
        ToolRun doctor = ToolRun.of("doctor", standalone(""));
        assertThat(doctor.exitCode()).isEqualTo(1);
        assertThat(doctor.out())
                .anyMatch(line -> line.startsWith("  PROBLEM  " + log + ": offset 16, zxid 0x1: wrong checksum"));
    }

    @Test
    void findsLogsWithoutASnapshotAndDirectoriesThatAreNone() throws IOException {
        fixture.log(1, create("/a", ""));
        assertThat(ToolRun.of("doctor", standalone("")).out())
                .anyMatch(line -> line.startsWith("  PROBLEM  ") && line.contains("logs without any snapshot"));
        Path file = Files.writeString(home.resolve("file"), "");
        assertThat(ToolRun.of("doctor", standalone("dataLogDir=" + file + "\n")).out())
                .contains("  PROBLEM  " + file + " is no directory");
    }

    @Test
    void comparesEpochsWithLogs() throws IOException {
        fixture.snapshot(1, create("/a", ""));
        Files.writeString(data.resolve("version-2/acceptedEpoch"), "1");
        Files.writeString(data.resolve("version-2/currentEpoch"), "2");
        assertThat(ToolRun.of("doctor", member(1, 2, 3)).out())
                .contains("  PROBLEM  acceptedEpoch 1 is behind currentEpoch 2");
    }

    @Test
    void findsAHealthyEnsembleHealthy() throws IOException {
        try (TalkingServer one = TalkingServer.in("follower", "0x100000002");
                TalkingServer two = TalkingServer.in("leader", "0x100000003");
                TalkingServer three = TalkingServer.in("follower", "0x100000003")) {
            ToolRun doctor = ToolRun.of("doctor", member(one.port(), two.port(), three.port()));
            assertThat(doctor.out())
                    .contains("  ok       server.2 (127.0.0.1:" + two.port() + "): leader, zxid 0x100000003")
                    .noneMatch(line -> line.startsWith("  PROBLEM"));
            assertThat(doctor.exitCode()).isZero();
        }
    }

    @Test
    void saysWhatIsWrongWithAnEnsemble() throws IOException {
        try (TalkingServer one = TalkingServer.in("standalone", "0x5");
                TalkingServer two =
                        TalkingServer.saying("This ZooKeeper instance is not currently serving requests\n")) {
            ToolRun doctor = ToolRun.of("doctor", "--json", member(one.port(), two.port(), 1));
            assertThat(doctor.exitCode()).isEqualTo(1);
            assertThat(String.join("\n", doctor.out()))
                    .contains("server.1 (127.0.0.1:" + one.port() + ") is a standalone server and not a member")
                    .contains(
                            "server.2 (127.0.0.1:" + two.port() + ") runs, but does not serve: it has found no quorum")
                    .contains("server.3 (127.0.0.1:1) does not answer: connection refused")
                    .contains("nobody who answers is the leader")
                    .endsWith("{\"healthy\":false,\"problems\":4,\"warnings\":0}");
        }
    }

    @Test
    void seesLagsAndWhitelists() throws IOException {
        try (TalkingServer one = TalkingServer.in("follower", "0x100000002");
                TalkingServer two = TalkingServer.in("leader", "0x100009003");
                TalkingServer three =
                        TalkingServer.saying("srvr is not executed because it is not in the whitelist.\n")) {
            ToolRun doctor = ToolRun.of("doctor", member(one.port(), two.port(), three.port()));
            assertThat(doctor.exitCode()).isZero();
            assertThat(doctor.out())
                    .contains(
                            "  warning  server.1 (127.0.0.1:" + one.port() + ") is 36865 transactions behind",
                            "  warning  server.3 (127.0.0.1:" + three.port()
                                    + "): its 4lw.commands.whitelist does not allow the question");
        }
    }

    @Test
    void doesNotTakeNeighboursForItself() throws IOException {
        try (TalkingServer one = TalkingServer.in("follower", "0x100000002")) {
            Files.writeString(data.resolve("myid"), "1");
            Path cfg = Files.writeString(
                    home.resolve("zoo.cfg"),
                    "dataDir=" + data + "\ninitLimit=10\nsyncLimit=5\nclientPortAddress=127.0.0.1\nclientPort="
                            + one.port()
                            + "\nserver.1=127.0.0.1:2:3\nserver.2=127.0.0.1:4:5\nserver.3=127.0.0.1:6:7\n");
            ToolRun doctor = ToolRun.of("doctor", cfg);
            assertThat(doctor.out())
                    .contains("  ok       server.1 (127.0.0.1:" + one.port() + "): follower, zxid 0x100000002")
                    .contains(
                            "  note     server.2 is on this machine, and its line does not say its client port: not asked")
                    .noneMatch(line -> line.startsWith("  PROBLEM"));
        }
    }

    private Path standalone(String more) throws IOException {
        return Files.writeString(home.resolve("zoo.cfg"), "dataDir=" + data + "\nclientPort=0\n" + more);
    }

    /** The first of three members; their peers' ports are nobody's, and nobody opens them. */
    private Path member(int one, int two, int three) throws IOException {
        Files.writeString(data.resolve("myid"), "1");
        return Files.writeString(
                home.resolve("zoo.cfg"),
                "dataDir=" + data + "\ninitLimit=10\nsyncLimit=5\nquorumListenOnAllIPs=true\n"
                        + "server.1=127.0.0.1:2:3;127.0.0.1:" + one + "\n"
                        + "server.2=127.0.0.1:4:5;127.0.0.1:" + two + "\n"
                        + "server.3=127.0.0.1:6:7;127.0.0.1:" + three + "\n");
    }

    private List<Path> files() throws IOException {
        try (var walk = Files.walk(data)) {
            return walk.sorted().toList();
        }
    }
}
