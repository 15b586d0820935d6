package io.coordkit.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.harness.Configs;
import io.coordkit.core.harness.ReplicaHarness;
import io.coordkit.core.harness.TestClient;
import io.coordkit.core.wire.ConnectRequest;
import io.coordkit.core.wire.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A standalone server without space for its log: it goes on showing what it has, and promises nothing. */
class DiskFullTest {
    private static final int REFUSED = ErrorCode.NOT_READ_ONLY.code();

    private final ReplicaHarness harness = new ReplicaHarness();
    private final TestClient client = harness.connect();

    private void fill() {
        harness.step(new Input.DiskFull());
    }

    private void free() {
        harness.step(new Input.DiskFree());
    }

    private List<Integer> errors() {
        return client.take().stream().map(TestClient.Reply::err).toList();
    }

    @Test
    void readsGoOnAndWritesAreRefused() {
        client.create("/a", 0);
        harness.durable();
        assertThat(errors()).containsExactly(0);
        fill();
        assertThat(harness.replica.status().diskFull()).isTrue();
        int logged = harness.out.log().size();
        client.create("/b", 0);
        client.getData("/a", false);
        assertThat(errors()).containsExactly(REFUSED, 0);
        assertThat(harness.out.log()).hasSize(logged);
        free();
        assertThat(harness.replica.status().diskFull()).isFalse();
        client.create("/b", 0);
        harness.durable();
        assertThat(errors()).containsExactly(0);
    }

    @Test
    void whatWasAskedBeforeIsDoneWhenThereIsSpace() {
        client.create("/a", 0);
        fill();
        client.create("/b", 0);
        client.getData("/a", false);
        assertThat(client.take()).isEmpty();
        free();
        harness.durable();
        assertThat(errors()).containsExactly(0, REFUSED, 0);
        assertThat(harness.replica.tree().find("/b")).isNull();
    }

    @Test
    void onlyThoseWhoHaveASessionAreLetIn() {
        fill();
        TestClient stranger = harness.open();
        stranger.greet(new ConnectRequest(0, 1000, 0, new byte[16], false, true));
        assertThat(stranger.isClosed()).isTrue();
        TestClient returning = harness.open();
        returning.greet(new ConnectRequest(0, 1000, client.sessionId(), client.password(), false, true));
        assertThat(returning.takeHandshake().getSessionId()).isEqualTo(client.sessionId());
        returning.exists("/", false);
        assertThat(returning.take()).hasSize(1);
    }

    @Test
    void emptyContainersStayUntilThereIsSpace() {
        client.create("/box", 4);
        client.create("/box/x", 0);
        client.delete("/box/x");
        harness.durable();
        fill();
        int logged = harness.out.log().size();
        harness.advance(60_000);
        assertThat(harness.out.log()).hasSize(logged);
        assertThat(harness.replica.nextDeadlineNanos()).isGreaterThan(harness.nowMs() * 1_000_000);
        free();
        harness.advance(60_000);
        harness.durable();
        assertThat(harness.replica.tree().find("/box")).isNull();
    }

    @Test
    void aSnapshotThatFindsNoSpaceIsTriedAgainLater() {
        ReplicaHarness often = new ReplicaHarness(
                Configs.withTick(ReplicaHarness.TICK_MS)
                        .snapshots(SnapshotPolicy.every(10))
                        .build(),
                io.coordkit.core.tree.DataTree.newborn(io.coordkit.core.tree.TreeOptions.DEFAULT));
        TestClient busy = often.connect();
        for (int i = 0; i < 11; i++) {
            busy.create("/a" + i, 0);
            often.durable();
        }
        long first = often.out.snapshotZxid();
        assertThat(first).isPositive();
        often.step(new Input.SnapshotAbandoned());
        often.step(new Input.SnapshotStored());
        assertThat(often.out.snapshots()).isEmpty();
        for (int i = 0; i < 11; i++) {
            busy.create("/b" + i, 0);
            often.durable();
        }
        assertThat(often.out.snapshotZxid()).isGreaterThan(first);
    }
}
