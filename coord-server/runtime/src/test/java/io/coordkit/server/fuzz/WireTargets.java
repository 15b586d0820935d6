package io.coordkit.server.fuzz;

import io.coordkit.core.effect.Outbox;
import io.coordkit.core.election.Notification;
import io.coordkit.core.election.ServerState;
import io.coordkit.core.election.Vote;
import io.coordkit.core.peer.LearnerInfo;
import io.coordkit.core.peer.PacketDecoder;
import io.coordkit.core.peer.PacketSink;
import io.coordkit.core.peer.PacketType;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.replica.Input;
import io.coordkit.core.replica.Replica;
import io.coordkit.core.replica.ReplicaConfig;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.tree.TreeStreamEncoder;
import io.coordkit.core.txn.TxnCodec;
import io.coordkit.core.wire.ConnectRequest;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.core.wire.RequestDecoder;
import io.coordkit.server.peer.GreetingBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.jute.BinaryOutputArchive;
import org.apache.jute.Record;
import org.apache.zookeeper.MultiOperationRecord;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.proto.AddWatchRequest;
import org.apache.zookeeper.proto.AuthPacket;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.CreateTTLRequest;
import org.apache.zookeeper.proto.DeleteRequest;
import org.apache.zookeeper.proto.GetDataRequest;
import org.apache.zookeeper.proto.ReconfigRequest;
import org.apache.zookeeper.proto.RemoveWatchesRequest;
import org.apache.zookeeper.proto.SetACLRequest;
import org.apache.zookeeper.proto.SetDataRequest;
import org.apache.zookeeper.proto.SetWatches2;

/** What comes from sockets: of clients, of other servers, of those who elect. */
final class WireTargets {
    private static final int FIELD_BYTES_MAX = 1 << 20;
    private static final List<Class<? extends Exception>> MALFORMED = List.of(MalformedRecordException.class);

    private WireTargets() {}

    static List<Target> all() throws IOException {
        return List.of(
                new Target("connect", List.of(connect()), MALFORMED, in -> ConnectRequest.read(new JuteReader(in))),
                new Target("request", requests(), List.of(), WireTargets::serve),
                new Target("packet", packets(), MALFORMED, WireTargets::takePackets),
                new Target(
                        "learner info", List.of(learnerInfo()), MALFORMED, in -> LearnerInfo.read(new JuteReader(in))),
                new Target("notification", List.of(notification()), MALFORMED, Notification::read),
                new Target("greeting", List.of(GreetingBytes.sample()), MALFORMED, GreetingBytes::take));
    }

    private static byte[] connect() {
        byte[] bytes = new byte[45];
        bytes[15] = 10;
        bytes[27] = 16;
        return bytes;
    }

    /** A whole server without disk and sockets, which must survive whatever a session asks. */
    private static void serve(byte[] input) {
        Outbox nowhere = (Outbox) Proxy.newProxyInstance(
                Outbox.class.getClassLoader(), new Class<?>[] {Outbox.class}, (proxy, method, arguments) -> null);
        DataTree tree = DataTree.newborn(TreeOptions.DEFAULT);
        Replica replica =
                new Replica(ReplicaConfig.withTick(100, 1), tree, 0, new Input.Tick(1_000_000_000, 1), nowhere);
        replica.step(new Input.ClientConnected(1, "127.0.0.1", Optional.empty()), nowhere);
        replica.step(new Input.ClientConnecting(1, new ConnectRequest(0, 1000, 0, new byte[16], false, true)), nowhere);
        replica.step(new Input.LogDurable(1), nowhere);
        JuteReader in = new JuteReader(input);
        try {
            int code = in.readInt();
            replica.step(new Input.ClientReceived(1, 1, RequestDecoder.decode(code, in), input.length), nowhere);
        } catch (MalformedRecordException tooShort) {
            return;
        }
        replica.step(new Input.LogDurable(2), nowhere);
    }

    private static List<byte[]> requests() throws IOException {
        var open = ZooDefs.Ids.OPEN_ACL_UNSAFE;
        var paths = List.of("/a", "/b");
        var multi = new MultiOperationRecord(List.of(
                Op.create("/m", new byte[3], open, 0),
                Op.setData("/m", new byte[1], 0),
                Op.check("/", -1),
                Op.delete("/x", -1)));
        return List.of(
                request(OpCode.create, new CreateRequest("/a/b", new byte[9], open, 1)),
                request(OpCode.create2, new CreateRequest("/a-", null, open, 2)),
                request(OpCode.createTTL, new CreateTTLRequest("/t", new byte[1], open, 5, 1000)),
                request(OpCode.delete, new DeleteRequest("/zookeeper", 3)),
                request(OpCode.setData, new SetDataRequest("/", new byte[20], -1)),
                request(OpCode.setACL, new SetACLRequest("/", open, -1)),
                request(OpCode.getData, new GetDataRequest("/zookeeper/config", true)),
                request(OpCode.getChildren2, new GetDataRequest("/", true)),
                request(OpCode.getEphemerals, new GetDataRequest("/", false)),
                request(OpCode.multi, multi),
                request(OpCode.multiRead, new MultiOperationRecord(List.of(Op.getData("/"), Op.getChildren("/")))),
                request(OpCode.setWatches2, new SetWatches2(0, paths, paths, paths, paths, paths)),
                request(OpCode.addWatch, new AddWatchRequest("/", 1)),
                request(OpCode.removeWatches, new RemoveWatchesRequest("/", 3)),
                request(OpCode.reconfig, new ReconfigRequest("server.1=a:1:2", "2", null, -1)),
                request(OpCode.auth, new AuthPacket(0, "digest", "a:b".getBytes(StandardCharsets.UTF_8))));
    }

    private static byte[] request(int op, Record body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryOutputArchive archive = BinaryOutputArchive.getArchive(out);
        archive.writeInt(op, "");
        body.serialize(archive, "");
        return out.toByteArray();
    }

    private static List<byte[]> packets() {
        List<byte[]> samples = new ArrayList<>();
        for (PacketType type : PacketType.values()) {
            JuteWriter out = new JuteWriter(100);
            QuorumPacket.of(type, 0x100000002L, new byte[] {0, 0, 0, 1}).write(out);
            if (type == PacketType.SNAP) {
                TreeStreamEncoder tree = new TreeStreamEncoder(DataTree.newborn(TreeOptions.DEFAULT));
                JuteWriter chunk = tree.nextChunk(1 << 16);
                out.writeRaw(chunk.array(), 0, chunk.length());
            }
            samples.add(out.toByteArray());
        }
        return samples;
    }

    private static void takePackets(byte[] input) throws MalformedRecordException {
        PacketDecoder decoder = new PacketDecoder(TreeOptions.DEFAULT, FIELD_BYTES_MAX);
        PacketSink sink = new PacketSink() {
            @Override
            public void onPacket(QuorumPacket packet) {
                byte[] data = packet.data();
                if (packet.type() == PacketType.PROPOSAL && data != null) {
                    readTxn(data);
                }
            }

            @Override
            public void onTreeProgress() {
                // Nobody waits.
            }

            @Override
            public void onTree(DataTree tree) {
                tree.digest();
            }
        };
        decoder.decode(input, 0, input.length, sink);
    }

    private static void readTxn(byte[] data) {
        try {
            TxnCodec.read(new JuteReader(data));
        } catch (MalformedRecordException refused) {
            // As a learner does.
        }
    }

    private static byte[] learnerInfo() {
        JuteWriter out = new JuteWriter(20);
        new LearnerInfo(1, LearnerInfo.PROTOCOL_VERSION, 2).write(out);
        return out.toByteArray();
    }

    private static byte[] notification() {
        Vote vote = new Vote(2, 0x100000007L, 1);
        return new Notification(ServerState.LOOKING, vote, 4, Notification.VERSION, "server.1=a:1:2\nversion=0")
                .toBytes();
    }
}
