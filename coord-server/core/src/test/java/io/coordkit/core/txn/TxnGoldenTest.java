package io.coordkit.core.txn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.core.harness.Golden;
import io.coordkit.core.harness.Jute;
import io.coordkit.core.txn.TxnSamples.Sample;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.core.wire.OpCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.jute.Record;
import org.apache.zookeeper.server.TxnLogEntry;
import org.apache.zookeeper.server.util.SerializeUtils;
import org.apache.zookeeper.txn.CreateTxnV0;
import org.apache.zookeeper.txn.TxnDigest;
import org.junit.jupiter.api.Test;

/** Every transaction: what we write is recorded, is what the reference writes, and is read alike by both. */
class TxnGoldenTest {
    private static final long GOLDEN_SEED = 5;
    private static final long DIGEST = 0x1122334455667788L;

    @Test
    void transactionsAreTheRecordedBytes() {
        Golden golden = new Golden("transactions");
        TxnSamples.of(GOLDEN_SEED)
                .forEach((name, sample) -> golden.check(name, ours(TxnSamples.header(GOLDEN_SEED), sample.ours())));
        golden.verify();
    }

    @Test
    void bothWriteTheSameAndReadEachOther() throws Exception {
        for (long seed = 1; seed <= 100; seed++) {
            TxnHeader header = TxnSamples.header(seed);
            for (Sample sample : TxnSamples.of(seed).values()) {
                byte[] ours = ours(header, sample.ours());
                assertThat(ours).as("%s", sample.ours()).isEqualTo(theirs(header, sample));
                assertThat(read(ours))
                        .usingRecursiveComparison()
                        .isEqualTo(new LoggedTxn(header, sample.ours(), true, DIGEST));
                TxnLogEntry entry = SerializeUtils.deserializeTxn(ours);
                assertThat(Jute.bytes(entry.getTxn())).isEqualTo(Jute.bytes(sample.theirs()));
                assertThat(Jute.bytes(entry.getHeader())).isEqualTo(Jute.bytes(header(header, sample.ours())));
                assertThat(entry.getDigest().getTreeDigest()).isEqualTo(DIGEST);
                assertThat(entry.getDigest().getVersion()).isEqualTo(TxnCodec.DIGEST_VERSION);
            }
        }
    }

    @Test
    void recordsWithoutADigest() throws Exception {
        TxnHeader header = TxnSamples.header(2);
        for (Sample sample : TxnSamples.of(2).values()) {
            JuteWriter out = new JuteWriter(16);
            TxnCodec.write(out, header, sample.ours());
            assertThat(read(out.toByteArray()))
                    .usingRecursiveComparison()
                    .isEqualTo(new LoggedTxn(header, sample.ours(), false, 0));
            assertThat(SerializeUtils.deserializeTxn(out.toByteArray()).getDigest())
                    .isNull();
        }
    }

    @Test
    void createsOfBefore34HaveNoParentVersion() throws Exception {
        TxnHeader header = TxnSamples.header(3);
        byte[] bytes = Jute.bytes(
                new org.apache.zookeeper.txn.TxnHeader(
                        header.clientId(), header.cxid(), header.zxid(), header.timeMs(), OpCode.CREATE.code()),
                new CreateTxnV0("/old", new byte[] {1}, List.of(), true));
        Txn expected = new Txn.Create(OpCode.CREATE, "/old", new byte[] {1}, List.of(), true, -1, 0);
        assertThat(read(bytes)).usingRecursiveComparison().isEqualTo(new LoggedTxn(header, expected, false, 0));
    }

    @Test
    void closeSessionsOfBefore36HaveNoList() throws Exception {
        TxnHeader header = TxnSamples.header(4);
        Txn closed = new Txn.CloseSession(List.of(), false);
        JuteWriter out = new JuteWriter(16);
        TxnCodec.write(out, header, closed);
        assertThat(out.length()).isEqualTo(32);
        assertThat(read(out.toByteArray())).isEqualTo(new LoggedTxn(header, closed, false, 0));
        TxnCodec.writeDigest(out, DIGEST);
        assertThat(read(out.toByteArray())).isEqualTo(new LoggedTxn(header, closed, true, DIGEST));
    }

    @Test
    void surrogatesAreWrittenAsTheReferenceDoes() throws Exception {
        String id = "u\ud83d\ude00:x";
        Txn ours = new Txn.SetAcl("/a", List.of(new Acl(31, "digest", id)), 1);
        org.apache.zookeeper.data.ACL acl =
                new org.apache.zookeeper.data.ACL(31, new org.apache.zookeeper.data.Id("digest", id));
        Sample sample = new Sample(new org.apache.zookeeper.txn.SetACLTxn("/a", List.of(acl), 1), ours);
        assertThat(ours(TxnSamples.header(1), ours)).isEqualTo(theirs(TxnSamples.header(1), sample));
    }

    @Test
    void whatIsCutIsRefusedOrReadWithoutItsTail() {
        for (Sample sample : TxnSamples.of(GOLDEN_SEED).values()) {
            byte[] whole = ours(TxnSamples.header(GOLDEN_SEED), sample.ours());
            int record = whole.length - 12;
            for (int length = 0; length < record; length++) {
                byte[] cut = Arrays.copyOf(whole, length);
                boolean legacy = sample.ours() instanceof Txn.CloseSession && length == 32
                        || sample.ours() instanceof Txn.Create create
                                && (create.op() == OpCode.CREATE || create.op() == OpCode.CREATE2)
                                && length >= record - 4;
                if (!legacy) {
                    assertThatThrownBy(() -> read(cut)).isInstanceOf(MalformedRecordException.class);
                }
            }
        }
    }

    @Test
    void damageIsRefusedAndNeverThrowsAnythingElse() {
        Random random = new Random(3);
        List<byte[]> wholes = new ArrayList<>();
        TxnSamples.of(GOLDEN_SEED).values().forEach(sample -> wholes.add(ours(TxnSamples.header(1), sample.ours())));
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = wholes.get(i % wholes.size()).clone();
            damaged[28 + random.nextInt(damaged.length - 28)] ^= (byte) (1 << random.nextInt(8));
            try {
                read(damaged);
            } catch (MalformedRecordException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    private static LoggedTxn read(byte[] bytes) throws MalformedRecordException {
        return TxnCodec.read(new JuteReader(bytes));
    }

    private static byte[] ours(TxnHeader header, Txn txn) {
        JuteWriter out = new JuteWriter(16);
        TxnCodec.write(out, header, txn);
        TxnCodec.writeDigest(out, DIGEST);
        return out.toByteArray();
    }

    private static byte[] theirs(TxnHeader header, Sample sample) throws IOException {
        Record theirHeader = header(header, sample.ours());
        return Jute.bytes(theirHeader, sample.theirs(), new TxnDigest(TxnCodec.DIGEST_VERSION, DIGEST));
    }

    private static Record header(TxnHeader header, Txn txn) {
        return new org.apache.zookeeper.txn.TxnHeader(
                header.clientId(),
                header.cxid(),
                header.zxid(),
                header.timeMs(),
                txn.op().code());
    }
}
