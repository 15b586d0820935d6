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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers that die, come back, are cut off and wait for their disks at random, under writes: what was acknowledged is there on
 * all of them in the end, once. The simulator does this thoroughly; this is the quick look before.
 */
class RandomEnsembleTest {
    private static final int STEPS = 400;

    private final Set<String> acknowledged = new LinkedHashSet<>();
    private final List<Writer> writers = new ArrayList<>();
    private int created;

    /** A connection and what it has asked for. */
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

        boolean isOver() {
            for (TestClient.Reply reply : client.takeAnswers()) {
                assertThat(reply.err()).isZero();
                acknowledged.add(asked.remove(0));
            }
            return client.isClosed();
        }
    }

    static Iterator<Long> seeds() {
        return new SplittableRandom(7).longs(300).iterator();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingAcknowledgedIsLost(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int voters = random.nextBoolean() ? 3 : 5;
        long counterMax = random.nextInt(3) == 0 ? 15 : EnsembleConfig.COUNTER_MAX;
        TestCluster cluster = new TestCluster(voters, random.nextInt(2), counterMax).startAll();
        for (int i = 0; i < STEPS; i++) {
            act(cluster, random);
            cluster.run(random.nextInt(12));
            writers.removeIf(Writer::isOver);
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
    }

    private void act(TestCluster cluster, SplittableRandom random) {
        List<TestMember> members = new ArrayList<>(cluster.members());
        TestMember member = members.get(random.nextInt(members.size()));
        switch (random.nextInt(16)) {
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
        cluster.advance(5000);
        assertThat(cluster.leader().status().serving()).isTrue();
        cluster.leader().connect();
        cluster.advance(200);
    }
}
