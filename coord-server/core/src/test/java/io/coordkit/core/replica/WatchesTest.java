package io.coordkit.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.harness.ReplicaHarness;
import io.coordkit.core.harness.TestClient;
import java.util.List;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.proto.CheckWatchesRequest;
import org.apache.zookeeper.proto.RemoveWatchesRequest;
import org.apache.zookeeper.proto.SetACLRequest;
import org.apache.zookeeper.proto.SetWatches;
import org.apache.zookeeper.proto.SetWatches2;
import org.junit.jupiter.api.Test;

/** Watch events, as a client hears them. Event numbers: 1 created, 2 deleted, 3 data changed, 4 children changed. */
class WatchesTest {
    private final ReplicaHarness harness = new ReplicaHarness();
    private final TestClient watcher = harness.connect();
    private final TestClient writer = harness.connect();

    private void create(String... paths) {
        for (String path : paths) {
            writer.create(path, 0);
        }
        harness.durable();
        assertThat(writer.take()).extracting(TestClient.Reply::err).containsOnly(0);
    }

    private void done() {
        harness.durable();
    }

    @Test
    void anEventComesBeforeTheReplyThatShowsTheChange() {
        create("/a");
        writer.getData("/a", true);
        writer.take();
        writer.setData("/a", "x");
        writer.getData("/a", false);
        done();
        assertThat(writer.takeShort()).containsExactly("!3 /a", "3:0", "4:0");
    }

    @Test
    void eventsCarryTheZxidOfTheChange() {
        create("/a");
        watcher.getData("/a", true);
        watcher.take();
        writer.setData("/a", "x");
        writer.setData("/a", "y");
        done();
        List<TestClient.Reply> events = watcher.take();
        assertThat(events).hasSize(1);
        assertThat(events.get(0).zxid()).isEqualTo(4);
    }

    @Test
    void standardWatchesAreToldOnce() {
        watcher.exists("/a", true);
        watcher.take();
        create("/a");
        writer.setData("/a", "x");
        done();
        assertThat(watcher.takeShort()).containsExactly("!1 /a");
    }

    @Test
    void aRefusedReadLeavesNoWatchButExistsDoes() {
        watcher.getData("/a", true);
        watcher.getChildren("/a", true);
        assertThat(harness.replica.watches().watchCount()).isZero();
        watcher.exists("/a", true);
        assertThat(harness.replica.watches().watchCount()).isEqualTo(1);
    }

    @Test
    void aDeletionIsToldOncePerConnection() {
        create("/d", "/d/x");
        watcher.getData("/d/x", true);
        watcher.getChildren("/d/x", true);
        watcher.getChildren("/d", true);
        watcher.take();
        writer.delete("/d/x");
        done();
        assertThat(watcher.takeShort()).containsExactly("!2 /d/x", "!4 /d");
        assertThat(harness.replica.watches().watchCount()).isZero();
    }

    @Test
    void persistentAndRecursiveWatchesStay() {
        create("/w");
        watcher.addWatch("/w", 0);
        watcher.addWatch("/w", 1);
        assertThat(watcher.takeShort()).containsExactly("1:0", "2:0");
        create("/w/y");
        assertThat(watcher.takeShort()).containsExactly("!1 /w/y", "!4 /w");
        create("/w/y/z");
        assertThat(watcher.takeShort()).containsExactly("!1 /w/y/z");
        writer.setData("/w", "x");
        writer.setData("/w", "y");
        done();
        assertThat(watcher.takeShort()).containsExactly("!3 /w", "!3 /w");
    }

    @Test
    void aRecursiveWatchOnTheRootSeesEverything() {
        watcher.addWatch("/", 1);
        watcher.take();
        create("/a", "/a/b");
        writer.delete("/a/b");
        done();
        assertThat(watcher.takeShort()).containsExactly("!1 /a", "!1 /a/b", "!2 /a/b");
    }

    @Test
    void watchesAreCheckedAndRemovedByKind() {
        create("/a");
        watcher.getData("/a", true);
        watcher.addWatch("/a", 1);
        watcher.take();
        for (int type : new int[] {1, 2, 3, 4, 5}) {
            watcher.send(OpCode.checkWatches, new CheckWatchesRequest("/a", type));
        }
        assertThat(watcher.takeShort()).containsExactly("3:-121", "4:0", "5:0", "6:-121", "7:0");
        watcher.send(OpCode.removeWatches, new RemoveWatchesRequest("/a", 2));
        watcher.send(OpCode.removeWatches, new RemoveWatchesRequest("/a", 2));
        watcher.send(OpCode.removeWatches, new RemoveWatchesRequest("/a", 3));
        assertThat(watcher.takeShort()).containsExactly("8:0", "9:-121", "10:0");
        writer.setData("/a", "x");
        done();
        assertThat(watcher.take()).isEmpty();
    }

    @Test
    void watchesEndWithTheConnection() {
        create("/a");
        watcher.getData("/a", true);
        watcher.addWatch("/", 1);
        watcher.vanish();
        assertThat(harness.replica.watches().watchCount()).isZero();
        assertThat(harness.replica.watches().pathCount()).isZero();
    }

    @Test
    void aReturningClientCatchesUp() {
        create("/changed", "/same", "/kids", "/gone", "/calm");
        long seen = harness.replica.tree().lastZxid();
        writer.setData("/changed", "x");
        writer.create("/there", 0);
        writer.create("/kids/k", 0);
        writer.delete("/gone");
        done();
        watcher.send(
                -8,
                OpCode.setWatches,
                io.coordkit.core.harness.Jute.bytes(new SetWatches(
                        seen,
                        List.of("/changed", "/never", "/same"),
                        List.of("/there", "/absent"),
                        List.of("/kids", "/gone", "/calm"))));
        List<TestClient.Reply> replies = watcher.take();
        assertThat(replies)
                .extracting(TestClient.Reply::summary)
                .containsExactly("!3 /changed", "!2 /never", "!1 /there", "!4 /kids", "!2 /gone", "-8:0");
        assertThat(replies.subList(0, 5)).extracting(TestClient.Reply::zxid).containsOnly(-1L);
        writer.setData("/same", "x");
        writer.create("/absent", 0);
        writer.create("/calm/c", 0);
        writer.setData("/changed", "y");
        done();
        assertThat(watcher.takeShort()).containsExactly("!3 /same", "!1 /absent", "!4 /calm");
    }

    @Test
    void persistentWatchesComeBackWithoutCatchingUp() {
        create("/p", "/r");
        writer.setData("/p", "x");
        done();
        watcher.send(
                -8,
                OpCode.setWatches2,
                io.coordkit.core.harness.Jute.bytes(
                        new SetWatches2(0, List.of(), List.of(), List.of(), List.of("/p"), List.of("/r"))));
        assertThat(watcher.takeShort()).containsExactly("-8:0");
        create("/p/c", "/r/c");
        create("/r/c/d");
        assertThat(watcher.takeShort()).containsExactly("!4 /p", "!1 /r/c", "!1 /r/c/d");
    }

    @Test
    void whoMayNotReadHearsNothingAndLosesTheWatch() {
        create("/secret");
        watcher.getData("/secret", true);
        watcher.take();
        writer.auth("digest", "u:p");
        writer.send(OpCode.setACL, new SetACLRequest("/secret", List.of(new ACL(31, new Id("auth", ""))), -1));
        writer.setData("/secret", "x");
        done();
        assertThat(watcher.take()).isEmpty();
        assertThat(harness.replica.watches().watchCount()).isZero();
    }

    @Test
    void anExpiredSessionsEphemeralsAreToldOf() {
        TestClient dying = harness.connect();
        dying.create("/e", 1);
        done();
        watcher.getData("/e", true);
        watcher.getChildren("/", true);
        watcher.take();
        dying.send(OpCode.closeSession);
        done();
        assertThat(watcher.takeShort()).containsExactly("!2 /e", "!4 /");
    }
}
