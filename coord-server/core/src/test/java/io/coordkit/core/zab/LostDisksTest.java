package io.coordkit.core.zab;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.harness.TestClient;
import io.coordkit.core.harness.TestCluster;
import io.coordkit.core.harness.TestMember;
import org.junit.jupiter.api.Test;

/** A majority has come back with new disks, and has decided something since. */
class LostDisksTest {
    private final TestCluster cluster = TestCluster.of(5);
    private final TestMember keeper = cluster.member(1);

    @Test
    void whoHasTheFormerHistoryDoesNotReplaceTheNewOne() {
        electAnother();
        write(keeper, "/old");
        startAnewWithout(keeper);
        TestMember leader = cluster.leader();
        write(leader, "/new");

        cluster.start(keeper);
        cluster.advance(10_000);

        assertThat(cluster.leader()).isSameAs(leader);
        assertThat(leader.replica().tree().find("/new")).isNotNull();
        assertThat(keeper.status().serving()).isFalse();
        assertThat(keeper.replica().tree().find("/old")).isNotNull();
    }

    @Test
    void whoHasOnlyPromisedItselfComesIn() {
        startAnewWithout(keeper);
        write(cluster.leader(), "/new");
        keeper.loseDisk();
        keeper.promise(7);

        cluster.start(keeper);
        cluster.advance(10_000);

        assertThat(cluster.leader().status().epoch()).isEqualTo(8);
        assertThat(keeper.status().serving()).isTrue();
        assertThat(keeper.replica().tree().find("/new")).isNotNull();
    }

    private void electAnother() {
        TestMember former = cluster.leader();
        cluster.kill(former);
        cluster.advance(500);
        cluster.start(former);
        cluster.advance(500);
    }

    private void startAnewWithout(TestMember member) {
        cluster.members().forEach(cluster::kill);
        cluster.members().stream().filter(other -> other != member).forEach(other -> {
            other.loseDisk();
            cluster.start(other);
        });
        cluster.advance(500);
    }

    private void write(TestMember server, String path) {
        TestClient client = server.connect();
        client.create(path, 0);
        cluster.settle();
        assertThat(client.take()).hasSize(1);
    }
}
