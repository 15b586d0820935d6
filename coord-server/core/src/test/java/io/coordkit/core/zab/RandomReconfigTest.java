package io.coordkit.core.zab;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.effect.Report;
import io.coordkit.core.harness.TestClient;
import io.coordkit.core.harness.TestCluster;
import io.coordkit.core.harness.TestMember;
import io.coordkit.core.wire.ConnectRequest;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.proto.ReconfigRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Members come and go, move, and change their roles at random, while servers die, are cut off and wait for their disks: what was
 * acknowledged is on all of them in the end, once; two servers never hold different memberships of one version for decided;
 * and all of them end with the same.
 */
class RandomReconfigTest {
    private static final int STEPS = 500;
    private static final int SERVERS = 6;

    private final Set<String> acknowledged = new LinkedHashSet<>();
    private final List<Writer> writers = new ArrayList<>();
    private final TreeMap<Long, String> decided = new TreeMap<>();
    private int created;

    /** A connection and the creates it waits for; a reconfiguration is an empty path. */
    private final class Writer {
        final TestClient client;
        final List<String> asked = new ArrayList<>();

        Writer(TestClient client) {
            this.client = client;
        }

        void create() {
            String path = "/w" + created++;
            asked.add(path);
            client.create(path, 0);
        }

        void reconfigure(SplittableRandom random) {
            asked.add("");
            int id = 1 + random.nextInt(SERVERS);
            boolean leaves = random.nextInt(3) == 0;
            String line = "server." + id + "="
                    + TestCluster.line(id, random.nextInt(3) == 0).toText();
            String moved = random.nextInt(4) == 0 ? line.replace(":100" + id + ":", ":190" + id + ":") : line;
            client.send(
                    OpCode.reconfig,
                    new ReconfigRequest(leaves ? null : moved, leaves ? Integer.toString(id) : null, null, -1));
        }

        boolean isOver() {
            for (TestClient.Reply reply : client.takeAnswers()) {
                String path = asked.remove(0);
                if (!path.isEmpty()) {
                    assertThat(reply.err()).isZero();
                    acknowledged.add(path);
                }
            }
            return client.isClosed();
        }
    }

    static Iterator<Long> seeds() {
        return new SplittableRandom(11).longs(300).iterator();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingAcknowledgedIsLostWhileMembersComeAndGo(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int observers = random.nextInt(2);
        int voters = random.nextBoolean() ? 3 : 1 + random.nextInt(4);
        TestCluster cluster = TestCluster.reconfigurable(voters, observers, SERVERS - voters - observers);
        for (int i = 0; i < STEPS; i++) {
            act(cluster, random);
            cluster.run(random.nextInt(12));
            writers.removeIf(Writer::isOver);
            cluster.members().forEach(this::checkMembership);
        }
        heal(cluster);
        for (TestMember member : cluster.members()) {
            for (String path : acknowledged) {
                assertThat(member.replica().tree().find(path))
                        .as(path + " on " + member.id())
                        .isNotNull();
            }
            assertThat(member.reports()).noneMatch(Report.DigestMismatch.class::isInstance);
        }
        assertThat(cluster.members().stream()
                        .map(member -> member.replica().tree().digest())
                        .distinct())
                .hasSize(1);
        assertThat(cluster.members().stream()
                        .map(member -> member.memberships().decided().toText())
                        .distinct())
                .hasSize(1);
        assertThat(cluster.members()).noneMatch(member -> member.memberships().isChanging());
    }

    private void checkMembership(TestMember member) {
        long version = member.memberships().decided().version();
        String text = member.memberships().decided().toText();
        if (version != 0) {
            assertThat(decided.computeIfAbsent(version, any -> text)).isEqualTo(text);
        }
    }

    private void act(TestCluster cluster, SplittableRandom random) {
        List<TestMember> members = new ArrayList<>(cluster.members());
        TestMember member = members.get(random.nextInt(members.size()));
        switch (random.nextInt(18)) {
            case 0 -> {
                if (member.isUp()) {
                    cluster.crash(member);
                } else {
                    cluster.revive(member);
                }
            }
            case 1, 2 -> {
                if (!member.isUp()) {
                    cluster.revive(member);
                }
            }
            case 3 -> cluster.setIsolated(member, random.nextInt(3) == 0);
            case 4 -> member.setDiskStuck(random.nextInt(3) == 0);
            case 5, 6 -> cluster.pass(random.nextInt(100));
            case 7, 8 -> connect(member);
            case 9, 10 -> {
                if (!writers.isEmpty()) {
                    writers.get(random.nextInt(writers.size())).reconfigure(random);
                }
            }
            default -> {
                if (!writers.isEmpty()) {
                    writers.get(random.nextInt(writers.size())).create();
                }
            }
        }
    }

    private void connect(TestMember member) {
        if (member.isUp()) {
            TestClient client = member.open();
            client.greet(new ConnectRequest(0, 2000, 0, new byte[16], false, true));
            if (!client.isClosed()) {
                writers.add(new Writer(client));
            }
        }
    }

    private static void heal(TestCluster cluster) {
        for (TestMember member : cluster.members()) {
            cluster.setIsolated(member, false);
            member.setDiskStuck(false);
            if (!member.isUp()) {
                cluster.revive(member);
            }
        }
        cluster.advance(8000);
        assertThat(cluster.leader().status().serving()).isTrue();
        cluster.leader().connect();
        cluster.advance(200);
    }
}
