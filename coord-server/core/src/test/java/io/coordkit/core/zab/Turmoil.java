package io.coordkit.core.zab;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.effect.Report;
import io.coordkit.core.harness.TestClient;
import io.coordkit.core.harness.TestCluster;
import io.coordkit.core.harness.TestMember;
import io.coordkit.core.wire.ConnectRequest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Servers that die, come back, are cut off and wait for their disks at random, under writes. */
final class Turmoil {
    private final TestCluster cluster;
    private final SplittableRandom random;
    private final Set<String> acknowledged = new LinkedHashSet<>();
    private final List<Writer> writers = new ArrayList<>();
    private int created;

    Turmoil(TestCluster cluster, SplittableRandom random) {
        this.cluster = cluster;
        this.random = random;
    }

    /** A connection and what it waits for. */
    final class Writer {
        private static final String ANYTHING = "";

        private final TestClient client;
        private final List<String> asked = new ArrayList<>();

        private Writer(TestClient client) {
            this.client = client;
        }

        private void create() {
            String path = "/w" + created++;
            asked.add(path);
            client.create(path, 0);
        }

        /** Asks for something that may be refused. */
        void ask(Consumer<TestClient> request) {
            asked.add(ANYTHING);
            request.accept(client);
        }

        private boolean isOver() {
            for (TestClient.Reply reply : client.takeAnswers()) {
                String path = asked.remove(0);
                if (!path.equals(ANYTHING)) {
                    assertThat(reply.err()).isZero();
                    acknowledged.add(path);
                }
            }
            return client.isClosed();
        }
    }

    /** One thing happens, and what follows from it; writers do nothing but create. */
    void step() {
        step(0, writer -> {});
    }

    /** The same, but {@code odds} times in 16 + {@code odds} a writer does this instead. */
    void step(int odds, Consumer<Writer> instead) {
        act(odds, instead);
        cluster.run(random.nextInt(12));
        writers.removeIf(Writer::isOver);
    }

    private void act(int odds, Consumer<Writer> instead) {
        List<TestMember> members = new ArrayList<>(cluster.members());
        TestMember member = members.get(random.nextInt(members.size()));
        int choice = random.nextInt(16 + odds);
        switch (choice) {
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
            default -> write(choice < 9 + odds ? instead : Writer::create);
        }
    }

    private void write(Consumer<Writer> what) {
        if (!writers.isEmpty()) {
            what.accept(writers.get(random.nextInt(writers.size())));
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

    /** All is well again, and stays so for this long; then somebody leads. */
    void heal(int ms) {
        for (TestMember member : cluster.members()) {
            cluster.setIsolated(member, false);
            member.setDiskStuck(false);
            if (!member.isUp()) {
                cluster.revive(member);
            }
        }
        cluster.advance(ms);
        assertThat(cluster.leader().status().serving()).isTrue();
        cluster.leader().connect();
        cluster.advance(200);
    }

    /** What was acknowledged is on all servers, which have the same tree. */
    void check() {
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
}
