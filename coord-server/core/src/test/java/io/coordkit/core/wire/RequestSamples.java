package io.coordkit.core.wire;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.jute.Record;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.proto.AddWatchRequest;
import org.apache.zookeeper.proto.AuthPacket;
import org.apache.zookeeper.proto.CheckVersionRequest;
import org.apache.zookeeper.proto.CheckWatchesRequest;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.CreateTTLRequest;
import org.apache.zookeeper.proto.DeleteRequest;
import org.apache.zookeeper.proto.ExistsRequest;
import org.apache.zookeeper.proto.GetACLRequest;
import org.apache.zookeeper.proto.GetAllChildrenNumberRequest;
import org.apache.zookeeper.proto.GetChildren2Request;
import org.apache.zookeeper.proto.GetChildrenRequest;
import org.apache.zookeeper.proto.GetDataRequest;
import org.apache.zookeeper.proto.GetEphemeralsRequest;
import org.apache.zookeeper.proto.GetSASLRequest;
import org.apache.zookeeper.proto.MultiHeader;
import org.apache.zookeeper.proto.ReconfigRequest;
import org.apache.zookeeper.proto.RemoveWatchesRequest;
import org.apache.zookeeper.proto.SetACLRequest;
import org.apache.zookeeper.proto.SetDataRequest;
import org.apache.zookeeper.proto.SetWatches;
import org.apache.zookeeper.proto.SetWatches2;
import org.apache.zookeeper.proto.SyncRequest;

/** Every request as the reference's records and as ours, with values drawn from a seed. */
final class RequestSamples {
    private static final String ALPHABET = "ab/.0 \u00e9\u0416\u4e2d";

    private final Random random;
    private final Map<String, Sample> samples = new LinkedHashMap<>();

    /** The operation's number, what the reference writes, and what we must read. */
    record Sample(int op, List<Record> theirs, ClientRequest ours) {}

    private RequestSamples(long seed) {
        random = new Random(seed);
    }

    /** All requests, by name. */
    static Map<String, Sample> of(long seed) {
        RequestSamples made = new RequestSamples(seed);
        made.addWrites();
        made.addReads();
        made.addWatches();
        made.addMultis();
        return made.samples;
    }

    private void addWrites() {
        for (int op : new int[] {OpCode.create, OpCode.create2, OpCode.createContainer}) {
            List<Acl> acl = acl();
            CreateRequest theirs = new CreateRequest(text(), data(), theirs(acl), random.nextInt(9) - 1);
            add(
                    "create-" + op,
                    op,
                    theirs,
                    new WriteRequest.Create(ours(op), theirs.getPath(), theirs.getData(), acl, theirs.getFlags(), -1));
        }
        List<Acl> acl = acl();
        CreateTTLRequest ttl = new CreateTTLRequest(text(), data(), theirs(acl), 5, random.nextLong());
        add(
                "createTTL",
                OpCode.createTTL,
                ttl,
                new WriteRequest.Create(ours(OpCode.createTTL), ttl.getPath(), ttl.getData(), acl, 5, ttl.getTtl()));
        DeleteRequest delete = new DeleteRequest(text(), random.nextInt());
        add("delete", OpCode.delete, delete, new WriteRequest.Delete(delete.getPath(), delete.getVersion()));
        SetDataRequest set = new SetDataRequest(text(), data(), random.nextInt());
        add("setData", OpCode.setData, set, new WriteRequest.SetData(set.getPath(), set.getData(), set.getVersion()));
        List<Acl> newAcl = acl();
        SetACLRequest setAcl = new SetACLRequest(text(), theirs(newAcl), random.nextInt());
        add("setACL", OpCode.setACL, setAcl, new WriteRequest.SetAcl(setAcl.getPath(), newAcl, setAcl.getVersion()));
        ReconfigRequest reconfig = new ReconfigRequest(text(), null, text(), random.nextLong());
        add(
                "reconfig",
                OpCode.reconfig,
                reconfig,
                new WriteRequest.Reconfig(
                        reconfig.getJoiningServers(), null, reconfig.getNewMembers(), reconfig.getCurConfigId()));
        samples.put("closeSession", new Sample(OpCode.closeSession, List.of(), WriteRequest.CloseSession.INSTANCE));
    }

    private void addReads() {
        String path = text();
        boolean watch = random.nextBoolean();
        add("exists", OpCode.exists, new ExistsRequest(path, watch), new ReadRequest.Exists(path, watch));
        add("getData", OpCode.getData, new GetDataRequest(path, watch), new ReadRequest.GetData(path, watch));
        add(
                "getChildren",
                OpCode.getChildren,
                new GetChildrenRequest(path, watch),
                new ReadRequest.GetChildren(path, watch, false));
        add(
                "getChildren2",
                OpCode.getChildren2,
                new GetChildren2Request(path, watch),
                new ReadRequest.GetChildren(path, watch, true));
        add("getACL", OpCode.getACL, new GetACLRequest(path), new ReadRequest.GetAcl(path));
        add(
                "getAllChildrenNumber",
                OpCode.getAllChildrenNumber,
                new GetAllChildrenNumberRequest(path),
                new ReadRequest.GetAllChildrenNumber(path));
        add("getEphemerals", OpCode.getEphemerals, new GetEphemeralsRequest(path), new ReadRequest.GetEphemerals(path));
        add("sync", OpCode.sync, new SyncRequest(path), new ReadRequest.Sync(path));
        samples.put("ping", new Sample(OpCode.ping, List.of(), ReadRequest.Ping.INSTANCE));
        samples.put("whoAmI", new Sample(OpCode.whoAmI, List.of(), new ReadRequest.WhoAmI()));
        byte[] evidence = data();
        add("auth", OpCode.auth, new AuthPacket(0, path, evidence), new AuthRequest(path, evidence));
        byte[] token = evidence == null ? new byte[0] : evidence;
        add("sasl", OpCode.sasl, new GetSASLRequest(token), new SaslRequest(token));
    }

    private void addWatches() {
        String path = text();
        int type = 1 + random.nextInt(5);
        add(
                "checkWatches",
                OpCode.checkWatches,
                new CheckWatchesRequest(path, type),
                new ReadRequest.CheckWatches(path, type));
        add(
                "removeWatches",
                OpCode.removeWatches,
                new RemoveWatchesRequest(path, type),
                new ReadRequest.RemoveWatches(path, type));
        int mode = random.nextInt(2);
        add("addWatch", OpCode.addWatch, new AddWatchRequest(path, mode), new ReadRequest.AddWatch(path, mode));
        long zxid = random.nextLong();
        List<String> a = texts();
        List<String> b = texts();
        List<String> c = texts();
        add(
                "setWatches",
                OpCode.setWatches,
                new SetWatches(zxid, a, b, c),
                new ReadRequest.SetWatches(zxid, a, b, c, List.of(), List.of(), false));
        add(
                "setWatches2",
                OpCode.setWatches2,
                new SetWatches2(zxid, a, b, c, b, a),
                new ReadRequest.SetWatches(zxid, a, b, c, b, a, true));
    }

    private void addMultis() {
        List<Acl> acl = acl();
        String path = text();
        byte[] data = data();
        samples.put(
                "multi",
                new Sample(
                        OpCode.multi,
                        List.of(
                                part(OpCode.create),
                                new CreateRequest(path, data, theirs(acl), 2),
                                part(OpCode.create2),
                                new CreateRequest(path, data, theirs(acl), 1),
                                part(OpCode.createContainer),
                                new CreateRequest(path, data, theirs(acl), 4),
                                part(OpCode.createTTL),
                                new CreateTTLRequest(path, data, theirs(acl), 6, 77),
                                part(OpCode.delete),
                                new DeleteRequest(path, 3),
                                part(OpCode.setData),
                                new SetDataRequest(path, data, 4),
                                part(OpCode.check),
                                new CheckVersionRequest(path, 5),
                                end()),
                        new WriteRequest.Multi(
                                List.of(
                                        new WriteRequest.Create(ours(OpCode.create), path, data, acl, 2, -1),
                                        new WriteRequest.Create(ours(OpCode.create2), path, data, acl, 1, -1),
                                        new WriteRequest.Create(ours(OpCode.createContainer), path, data, acl, 4, -1),
                                        new WriteRequest.Create(ours(OpCode.createTTL), path, data, acl, 6, 77),
                                        new WriteRequest.Delete(path, 3),
                                        new WriteRequest.SetData(path, data, 4),
                                        new WriteRequest.Check(path, 5)),
                                true)));
        samples.put("multi-empty", new Sample(OpCode.multi, List.of(end()), new WriteRequest.Multi(List.of(), true)));
        samples.put(
                "multiRead",
                new Sample(
                        OpCode.multiRead,
                        List.of(
                                part(OpCode.getData),
                                new GetDataRequest(path, false),
                                part(OpCode.getChildren),
                                new GetChildrenRequest(path, false),
                                end()),
                        new ReadRequest.MultiRead(List.of(
                                new ReadRequest.GetData(path, false),
                                new ReadRequest.GetChildren(path, false, false)))));
    }

    private void add(String name, int op, Record theirs, ClientRequest ours) {
        samples.put(name, new Sample(op, List.of(theirs), ours));
    }

    private static io.coordkit.core.wire.OpCode ours(int code) {
        return io.coordkit.core.wire.OpCode.of(code);
    }

    private static MultiHeader part(int op) {
        return new MultiHeader(op, false, -1);
    }

    private static MultiHeader end() {
        return new MultiHeader(-1, true, -1);
    }

    private static List<ACL> theirs(List<Acl> acl) {
        return acl.stream()
                .map(entry -> new ACL(entry.perms(), new Id(entry.scheme(), entry.id())))
                .toList();
    }

    private List<Acl> acl() {
        return random.ints(random.nextInt(3), 0, 32)
                .mapToObj(perms -> new Acl(perms, text(), text()))
                .toList();
    }

    private List<String> texts() {
        return random.ints(random.nextInt(4)).mapToObj(any -> text()).toList();
    }

    private String text() {
        StringBuilder text = new StringBuilder("/");
        for (int i = random.nextInt(12); i > 0; i--) {
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
