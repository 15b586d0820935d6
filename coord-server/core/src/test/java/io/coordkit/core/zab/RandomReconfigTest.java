package io.coordkit.core.zab;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.harness.TestCluster;
import io.coordkit.core.harness.TestMember;
import java.util.Iterator;
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

    private final TreeMap<Long, String> decided = new TreeMap<>();

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
        Turmoil turmoil = new Turmoil(cluster, random);
        for (int i = 0; i < STEPS; i++) {
            turmoil.step(2, writer -> reconfigure(writer, random));
            cluster.members().forEach(this::checkMembership);
        }
        turmoil.heal(8000);
        turmoil.check();
        assertThat(cluster.members().stream()
                        .map(member -> member.memberships().decided().toText())
                        .distinct())
                .hasSize(1);
        assertThat(cluster.members()).noneMatch(member -> member.memberships().isChanging());
    }

    private static void reconfigure(Turmoil.Writer writer, SplittableRandom random) {
        int id = 1 + random.nextInt(SERVERS);
        boolean leaves = random.nextInt(3) == 0;
        String line = "server." + id + "="
                + TestCluster.line(id, random.nextInt(3) == 0).toText();
        String moved = random.nextInt(4) == 0 ? line.replace(":100" + id + ":", ":190" + id + ":") : line;
        ReconfigRequest request =
                new ReconfigRequest(leaves ? null : moved, leaves ? Integer.toString(id) : null, null, -1);
        writer.ask(client -> client.send(OpCode.reconfig, request));
    }

    private void checkMembership(TestMember member) {
        long version = member.memberships().decided().version();
        String text = member.memberships().decided().toText();
        if (version != 0) {
            assertThat(decided.computeIfAbsent(version, any -> text)).isEqualTo(text);
        }
    }
}
