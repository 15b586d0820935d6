package io.coordkit.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.effect.Report;
import io.coordkit.core.harness.ReplicaHarness;
import io.coordkit.core.harness.TestClient;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.wire.ConnectRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A standalone server whose state is replaced by a tree from outside. */
class RestoreTest {
    private static final long NEWER = 0x700000009L;

    private final ReplicaHarness harness = new ReplicaHarness();
    private final TestClient client = harness.connect();

    /** What a server has after a session of its own has made a znode. */
    private static DataTree other(String path, long zxid) {
        ReplicaHarness origin = new ReplicaHarness();
        origin.connect().create(path, 0);
        origin.durable();
        DataTree tree = origin.replica.tree();
        tree.setLastZxid(zxid);
        return tree;
    }

    private void restore(DataTree tree) {
        harness.step(new Input.RestoreWanted(tree));
    }

    private void installed() {
        harness.step(new Input.SnapshotInstalled(harness.out.installing().orElseThrow()));
    }

    private Report lastReport() {
        List<Report> reports = harness.out.reports();
        return reports.get(reports.size() - 1);
    }

    private List<String> roots() {
        return List.of("/mine", "/other").stream()
                .filter(path -> harness.replica.tree().find(path) != null)
                .toList();
    }

    @Test
    void theTreeIsServedWhenItIsOnDiskAndZxidsGoOn() {
        client.create("/mine", 0);
        harness.durable();
        long last = harness.replica.tree().lastZxid();
        restore(other("/other", 2));
        assertThat(client.isClosed()).isTrue();
        assertThat(roots()).containsExactly("/mine");
        installed();
        assertThat(roots()).containsExactly("/other");
        assertThat(lastReport()).isEqualTo(new Report.Restored(last));
        TestClient next = harness.connect();
        next.create("/next", 0);
        harness.durable();
        assertThat(next.take().get(0).zxid()).isEqualTo(last + 2);
    }

    @Test
    void aNewerTreeBringsItsZxid() {
        restore(other("/other", NEWER));
        installed();
        TestClient next = harness.connect();
        next.create("/next", 0);
        harness.durable();
        assertThat(next.take().get(0).zxid()).isEqualTo(NEWER + 2);
    }

    @Test
    void whatHasBegunIsDecidedFirst() {
        client.create("/mine", 0);
        restore(other("/other", 1));
        assertThat(harness.out.installing()).isEmpty();
        harness.durable();
        assertThat(roots()).containsExactly("/mine");
        assertThat(harness.out.installing()).isPresent();
        assertThat(harness.out.installing().get().lastZxid())
                .isEqualTo(harness.replica.tree().lastZxid());
    }

    @Test
    void nothingIsServedNorProposedMeanwhile() {
        restore(other("/other", 1));
        int logged = harness.out.log().size();
        TestClient early = harness.open();
        early.greet(new ConnectRequest(0, 1000, 0, new byte[16], false, true));
        assertThat(early.isClosed()).isTrue();
        harness.advance(100_000);
        assertThat(harness.out.log()).hasSize(logged);
        assertThat(harness.replica.nextDeadlineNanos()).isGreaterThan(harness.nowMs() * 1_000_000);
        harness.step(new Input.DiskFull());
        harness.step(new Input.DiskFree());
        TestClient later = harness.open();
        later.greet(new ConnectRequest(0, 1000, 0, new byte[16], false, true));
        assertThat(later.isClosed()).isTrue();
    }

    @Test
    void sessionsAreThoseOfTheTree() {
        ReplicaHarness origin = new ReplicaHarness();
        TestClient owner = origin.connect();
        owner.create("/other", 1);
        origin.durable();
        restore(origin.replica.tree());
        installed();
        assertThat(harness.replica.tree().sessionTimeoutMs(owner.sessionId())).isNotNull();
        for (int i = 0; i < 20; i++) {
            harness.advance(ReplicaHarness.TICK_MS);
        }
        harness.durable();
        assertThat(roots()).isEmpty();
    }

    @Test
    void anotherOneAtTheSameTimeIsRefused() {
        restore(other("/other", 1));
        restore(other("/third", 1));
        assertThat(lastReport()).isEqualTo(new Report.NotRestored(true, "another restore is under way"));
        installed();
        assertThat(roots()).containsExactly("/other");
    }

    @Test
    void aTreeAfterWhichNothingCanComeIsRefused() {
        restore(other("/other", Long.MAX_VALUE));
        assertThat(lastReport()).isInstanceOf(Report.NotRestored.class);
        assertThat(client.isClosed()).isFalse();
    }

    @Test
    void aFullDiskRefusesAtOnce() {
        harness.step(new Input.DiskFull());
        restore(other("/other", 1));
        assertThat(lastReport()).isEqualTo(new Report.NotRestored(true, "there is no space on the disk"));
    }

    @Test
    void aTreeOfTheSameOptionsIsTaken() {
        restore(DataTree.newborn(TreeOptions.DEFAULT));
        installed();
        assertThat(harness.replica.tree().size())
                .isEqualTo(DataTree.newborn(TreeOptions.DEFAULT).size());
    }
}
