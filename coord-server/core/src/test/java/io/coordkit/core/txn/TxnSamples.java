package io.coordkit.core.txn;

import io.coordkit.core.harness.Jute;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.OpCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.jute.Record;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.txn.CheckVersionTxn;
import org.apache.zookeeper.txn.CloseSessionTxn;
import org.apache.zookeeper.txn.CreateContainerTxn;
import org.apache.zookeeper.txn.CreateSessionTxn;
import org.apache.zookeeper.txn.CreateTTLTxn;
import org.apache.zookeeper.txn.CreateTxn;
import org.apache.zookeeper.txn.DeleteTxn;
import org.apache.zookeeper.txn.ErrorTxn;
import org.apache.zookeeper.txn.MultiTxn;
import org.apache.zookeeper.txn.SetACLTxn;
import org.apache.zookeeper.txn.SetDataTxn;

/** Every kind of transaction as the reference's record and as ours, with values drawn from a seed. */
final class TxnSamples {
    private static final String ALPHABET = "ab/.0 \u00e9\u0416\u4e2d";

    private final Random random;
    private final Map<String, Sample> samples = new LinkedHashMap<>();

    /** The same transaction twice. */
    record Sample(Record theirs, Txn ours) {}

    private TxnSamples(long seed) {
        random = new Random(seed);
    }

    /** All kinds, by name. */
    static Map<String, Sample> of(long seed) {
        TxnSamples made = new TxnSamples(seed);
        made.addCreates();
        made.addOthers();
        made.addMultis();
        return made.samples;
    }

    /** A header drawn from a seed. */
    static TxnHeader header(long seed) {
        Random random = new Random(seed);
        return new TxnHeader(random.nextLong(), random.nextInt(), random.nextLong(), random.nextLong());
    }

    private void addCreates() {
        for (OpCode op : List.of(OpCode.CREATE, OpCode.CREATE2)) {
            List<Acl> acl = acl();
            CreateTxn theirs = new CreateTxn(text(), data(), theirs(acl), random.nextBoolean(), random.nextInt());
            put(
                    op.name(),
                    theirs,
                    new Txn.Create(
                            op,
                            theirs.getPath(),
                            theirs.getData(),
                            acl,
                            theirs.getEphemeral(),
                            theirs.getParentCVersion(),
                            0));
        }
        List<Acl> acl = acl();
        CreateContainerTxn box = new CreateContainerTxn(text(), data(), theirs(acl), random.nextInt());
        put(
                "CREATE_CONTAINER",
                box,
                new Txn.Create(
                        OpCode.CREATE_CONTAINER, box.getPath(), box.getData(), acl, false, box.getParentCVersion(), 0));
        CreateTTLTxn ttl = new CreateTTLTxn(text(), data(), theirs(acl), random.nextInt(), random.nextLong());
        put(
                "CREATE_TTL",
                ttl,
                new Txn.Create(
                        OpCode.CREATE_TTL,
                        ttl.getPath(),
                        ttl.getData(),
                        acl,
                        false,
                        ttl.getParentCVersion(),
                        ttl.getTtl()));
    }

    private void addOthers() {
        String path = text();
        int number = random.nextInt();
        byte[] data = data();
        List<Acl> acl = acl();
        put("DELETE", new DeleteTxn(path), new Txn.Delete(OpCode.DELETE, path));
        put("DELETE_CONTAINER", new DeleteTxn(path), new Txn.Delete(OpCode.DELETE_CONTAINER, path));
        put("SET_DATA", new SetDataTxn(path, data, number), new Txn.SetData(OpCode.SET_DATA, path, data, number));
        put("RECONFIG", new SetDataTxn(path, data, number), new Txn.SetData(OpCode.RECONFIG, path, data, number));
        put("SET_ACL", new SetACLTxn(path, theirs(acl), number), new Txn.SetAcl(path, acl, number));
        put("CREATE_SESSION", new CreateSessionTxn(number), new Txn.CreateSession(number));
        List<String> paths = List.of(path, text(), text());
        put("CLOSE_SESSION", new CloseSessionTxn(paths), new Txn.CloseSession(paths, true));
        put("ERROR", new ErrorTxn(number), new Txn.Failed(number));
    }

    private void addMultis() {
        List<String> whole = List.of("CREATE", "CREATE2", "CREATE_CONTAINER", "CREATE_TTL", "DELETE", "SET_DATA");
        List<org.apache.zookeeper.txn.Txn> theirs = new java.util.ArrayList<>();
        List<Txn> ours = new java.util.ArrayList<>();
        for (String name : whole) {
            Sample part = samples.get(name);
            theirs.add(part(part.ours().op(), part.theirs()));
            ours.add(part.ours());
        }
        CheckVersionTxn check = new CheckVersionTxn(text(), random.nextInt());
        theirs.add(part(OpCode.CHECK, check));
        ours.add(new Txn.Check(check.getPath(), check.getVersion()));
        put("MULTI", new MultiTxn(theirs), new Txn.Multi(ours));
        put(
                "MULTI_FAILED",
                new MultiTxn(List.of(part(OpCode.ERROR, new ErrorTxn(-101)), part(OpCode.ERROR, new ErrorTxn(-2)))),
                new Txn.Multi(List.of(new Txn.Failed(-101), new Txn.Failed(-2))));
        put("MULTI_EMPTY", new MultiTxn(List.of()), new Txn.Multi(List.of()));
    }

    private void put(String name, Record theirs, Txn ours) {
        samples.put(name, new Sample(theirs, ours));
    }

    private static org.apache.zookeeper.txn.Txn part(OpCode op, Record record) {
        return new org.apache.zookeeper.txn.Txn(op.code(), Jute.bytes(record));
    }

    private static List<ACL> theirs(List<Acl> acl) {
        return acl.stream()
                .map(entry -> new ACL(entry.perms(), new Id(entry.scheme(), entry.id())))
                .toList();
    }

    private List<Acl> acl() {
        return random.ints(1 + random.nextInt(3), 0, 32)
                .mapToObj(perms -> new Acl(perms, text(), text()))
                .toList();
    }

    private String text() {
        StringBuilder text = new StringBuilder("/");
        for (int i = random.nextInt(10); i > 0; i--) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private byte[] data() {
        if (random.nextInt(4) == 0) {
            return null;
        }
        byte[] data = new byte[random.nextInt(9)];
        random.nextBytes(data);
        return data;
    }
}
