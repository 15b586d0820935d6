package io.coordkit.core.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.broadcast.ContainerCleaner;
import io.coordkit.core.broadcast.TxnPolicy;
import io.coordkit.core.harness.Configs;
import io.coordkit.core.harness.ReplicaHarness;
import io.coordkit.core.harness.TestClient;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.OwnerKind;
import io.coordkit.core.tree.SnapshotDecoder;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnCodec;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.proto.CreateTTLRequest;
import org.junit.jupiter.api.Test;

/** What the server does by itself: containers, times to live, snapshots. */
class CleaningTest {
    private static final int EVERY_MS = 60_000;
    private static final TreeOptions WITH_TTL = new TreeOptions(true, true, false, true, 1);

    private final ReplicaHarness harness = new ReplicaHarness(config(1, 0, 100_000), DataTree.newborn(WITH_TTL));
    private final TestClient client = harness.connect();

    private static ReplicaConfig config(int perMinute, long neverUsedMs, int snapshotEvery) {
        return plain().containers(new ContainerCleaner.Policy(EVERY_MS, perMinute, neverUsedMs))
                .snapshots(SnapshotPolicy.every(snapshotEvery))
                .build();
    }

    private static Configs plain() {
        return Configs.withTick(1_000_000);
    }

    private boolean exists(String path) {
        return harness.replica.tree().find(path) != null;
    }

    @Test
    void aContainerGoesAfterItsLastChildAndNotBeforeItsFirst() {
        client.create("/used", 4);
        client.create("/fresh", 4);
        client.create("/used/c", 0);
        harness.durable();
        harness.advance(EVERY_MS);
        assertThat(harness.out.log()).hasSize(4);
        client.delete("/used/c");
        harness.durable();
        harness.advance(EVERY_MS - 1);
        assertThat(harness.out.log()).hasSize(5);
        harness.advance(1);
        harness.durable();
        assertThat(exists("/used")).isFalse();
        assertThat(exists("/fresh")).isTrue();
    }

    @Test
    void aChildThatComesInTimeSavesItsContainer() {
        client.create("/box", 4);
        client.create("/box/c", 0);
        client.delete("/box/c");
        harness.durable();
        client.create("/box/d", 0);
        harness.advance(EVERY_MS);
        harness.durable();
        assertThat(exists("/box/d")).isTrue();
    }

    @Test
    void removalsAreLimitedPerMinute() {
        for (String box : new String[] {"/a", "/b", "/c"}) {
            client.create(box, 4);
            client.create(box + "/x", 0);
            client.delete(box + "/x");
        }
        harness.durable();
        for (int left = 3; left > 0; left--) {
            assertThat(harness.replica.tree().containerPaths()).hasSize(left);
            harness.advance(EVERY_MS);
            harness.durable();
        }
        assertThat(harness.replica.tree().containerPaths()).isEmpty();
    }

    @Test
    void ttlNodesGoWhenNobodyTouchesThem() {
        client.send(OpCode.createTTL, new CreateTTLRequest("/t", null, TestClient.OPEN, 5, EVERY_MS + 10));
        harness.durable();
        harness.advance(EVERY_MS);
        harness.durable();
        assertThat(exists("/t")).isTrue();
        client.setData("/t", "renewed");
        harness.durable();
        harness.advance(EVERY_MS);
        harness.durable();
        assertThat(exists("/t")).isTrue();
        harness.advance(EVERY_MS);
        harness.durable();
        assertThat(exists("/t")).isFalse();
    }

    /** It takes the reference down: it logs what it cannot apply, a time that goes with no mode. */
    @Test
    void aNegativeTimeToLiveIsRefusedWhateverTheMode() {
        for (int flags : new int[] {0, 2, 4, 5, 6}) {
            client.send(OpCode.createTTL, new CreateTTLRequest("/t" + flags, null, TestClient.OPEN, flags, -1));
        }
        harness.durable();
        assertThat(client.take()).hasSize(5).extracting(TestClient.Reply::err).containsOnly(-8);
        assertThat(harness.replica.tree().ttlPaths()).isEmpty();
    }

    @Test
    void containersThatWereNeverUsedGoWhenConfigured() {
        ReplicaHarness eager = new ReplicaHarness(config(100, 90_000, 100_000), DataTree.newborn(WITH_TTL));
        eager.connect().create("/fresh", 4);
        eager.durable();
        eager.advance(EVERY_MS);
        eager.durable();
        assertThat(eager.replica.tree().find("/fresh")).isNotNull();
        eager.advance(EVERY_MS);
        eager.durable();
        assertThat(eager.replica.tree().find("/fresh")).isNull();
    }

    /** What 3.5.3 wrote: the highest bit and the milliseconds. */
    @Test
    void anOldTimeToLiveIsKnownWhereThatIsWanted() {
        long old = 1L << 63 | 5000;
        assertThat(OwnerKind.of(old, true, true)).isEqualTo(OwnerKind.TTL);
        assertThat(OwnerKind.ttlMs(old)).isEqualTo(5000);
        assertThat(OwnerKind.of(OwnerKind.ttlOwner(5000), true, true)).isEqualTo(OwnerKind.TTL);
        assertThat(OwnerKind.of(OwnerKind.CONTAINER_OWNER, true, true)).isEqualTo(OwnerKind.CONTAINER);
        assertThat(OwnerKind.of(old, true, false)).isEqualTo(OwnerKind.EPHEMERAL);
        assertThat(OwnerKind.of(old, false, true)).isEqualTo(OwnerKind.EPHEMERAL);
    }

    @Test
    void longTransactionsBringASnapshotEarlier() {
        ReplicaHarness often = new ReplicaHarness(
                plain().snapshots(new SnapshotPolicy(1_000_000, 10_000, SnapshotPolicy.CHUNK_BYTES))
                        .build(),
                DataTree.newborn(WITH_TTL));
        TestClient busy = often.connect();
        int writes = 0;
        while (often.out.snapshotZxid() < 0) {
            busy.create("/" + "n".repeat(500) + writes++, 0);
            often.durable();
        }
        assertThat(writes).isBetween(5, 20);
    }

    /** So that the servers of an ensemble, which count the same records, do not all write at once. */
    @Test
    void theMomentOfASnapshotIsLeftToChance() {
        Set<Long> moments = new TreeSet<>();
        for (long seed = 1; seed <= 20; seed++) {
            ReplicaHarness often = new ReplicaHarness(
                    config(1, 0, 100), DataTree.newborn(new TreeOptions(true, false, false, true, seed)));
            TestClient busy = often.connect();
            for (int write = 0; often.out.snapshotZxid() < 0; write++) {
                busy.create("/n" + write, 0);
                often.durable();
            }
            moments.add(often.out.snapshotZxid());
        }
        assertThat(moments).hasSizeGreaterThan(5);
        assertThat(moments).allSatisfy(zxid -> assertThat(zxid).isBetween(50L, 101L));
    }

    @Test
    void theEndOfASessionGoesWithoutItsListWhereThatIsWanted() throws MalformedRecordException {
        ReplicaHarness old = new ReplicaHarness(
                plain().txns(new TxnPolicy(TxnPolicy.DEFAULT.bytesMax(), false)).build(), DataTree.newborn(WITH_TTL));
        TestClient leaving = old.connect();
        leaving.create("/e", 1);
        leaving.send(OpCode.closeSession);
        old.durable();
        assertThat(old.replica.tree().find("/e")).isNull();
        byte[] last = old.out.log().get(old.out.log().size() - 1).payload();
        assertThat(TxnCodec.read(new JuteReader(last)).txn()).isEqualTo(new Txn.CloseSession(List.of(), false));
    }

    @Test
    void snapshotsAreWrittenSliceBySliceAfterARoll() throws MalformedRecordException {
        ReplicaHarness often = new ReplicaHarness(config(1, 0, 20), DataTree.newborn(WITH_TTL));
        TestClient busy = often.connect();
        int writes = 0;
        while (often.out.snapshotZxid() < 0) {
            busy.create("/n" + writes++, 0);
            often.durable();
        }
        assertThat(writes).isBetween(10, 21);
        assertThat(often.out.rolls()).isEqualTo(1);
        busy.create("/during", 0);
        often.durable();
        assertThat(often.out.snapshots()).isEmpty();
        while (often.out.snapshots().isEmpty()) {
            often.step(new Input.SnapshotStored());
        }
        ByteArrayInputStream in = new ByteArrayInputStream(often.out.snapshots().get(0));
        DataTree decoded = SnapshotDecoder.decode(WITH_TTL, often.out.snapshotZxid(), in::read);
        assertThat(decoded.find("/n0")).isNotNull();
        often.step(new Input.SnapshotStored());
        assertThat(often.out.snapshots()).hasSize(1);
    }
}
