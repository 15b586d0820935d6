package io.coordkit.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.harness.Golden;
import io.coordkit.core.harness.Jute;
import io.coordkit.core.harness.ReplicaHarness;
import io.coordkit.core.harness.TestClient;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.wire.ConnectRequest;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.apache.jute.Record;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.ClientInfo;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.data.Stat;
import org.apache.zookeeper.proto.AddWatchRequest;
import org.apache.zookeeper.proto.CheckVersionRequest;
import org.apache.zookeeper.proto.Create2Response;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.CreateResponse;
import org.apache.zookeeper.proto.CreateTTLRequest;
import org.apache.zookeeper.proto.DeleteRequest;
import org.apache.zookeeper.proto.ErrorResponse;
import org.apache.zookeeper.proto.ExistsRequest;
import org.apache.zookeeper.proto.ExistsResponse;
import org.apache.zookeeper.proto.GetACLRequest;
import org.apache.zookeeper.proto.GetACLResponse;
import org.apache.zookeeper.proto.GetAllChildrenNumberRequest;
import org.apache.zookeeper.proto.GetAllChildrenNumberResponse;
import org.apache.zookeeper.proto.GetChildren2Request;
import org.apache.zookeeper.proto.GetChildren2Response;
import org.apache.zookeeper.proto.GetChildrenRequest;
import org.apache.zookeeper.proto.GetChildrenResponse;
import org.apache.zookeeper.proto.GetDataRequest;
import org.apache.zookeeper.proto.GetDataResponse;
import org.apache.zookeeper.proto.GetEphemeralsRequest;
import org.apache.zookeeper.proto.GetEphemeralsResponse;
import org.apache.zookeeper.proto.MultiHeader;
import org.apache.zookeeper.proto.SetACLRequest;
import org.apache.zookeeper.proto.SetACLResponse;
import org.apache.zookeeper.proto.SetDataRequest;
import org.apache.zookeeper.proto.SetDataResponse;
import org.apache.zookeeper.proto.SyncRequest;
import org.apache.zookeeper.proto.SyncResponse;
import org.apache.zookeeper.proto.WatcherEvent;
import org.apache.zookeeper.proto.WhoAmIResponse;
import org.junit.jupiter.api.Test;

/** One conversation with every kind of reply: each is the recorded bytes, and the reference's records read it whole. */
class ReplyGoldenTest {
    private final ReplicaHarness harness = new ReplicaHarness(
            io.coordkit.core.replica.ReplicaConfig.withTick(2000, 0x0100002c846d0000L),
            DataTree.newborn(new TreeOptions(true, true, false, true, 9)));
    private final Golden golden = new Golden("replies");
    private final TestClient client = harness.open();

    @Test
    void repliesAreTheRecordedBytes() {
        client.greet(new ConnectRequest(0, 30_000, 0, new byte[16], false, true));
        golden.check("connect", frames());
        client.auth("digest", "u:p");
        golden.check("auth", frames());
        writes();
        reads();
        watches();
        multis();
        client.send(OpCode.delete, new DeleteRequest("/missing", -1));
        golden.check("error", frames());
        client.ping();
        golden.check("ping", frames());
        client.send(OpCode.closeSession);
        golden.check("closeSession", frames());
        golden.verify();
    }

    private void writes() {
        assertThat(reply("create", new CreateResponse(), OpCode.create, create("/a", 0))
                        .getPath())
                .isEqualTo("/a");
        Create2Response made = reply("create2", new Create2Response(), OpCode.create2, create("/a/s-", 3));
        assertThat(made.getPath()).isEqualTo("/a/s-0000000000");
        assertThat(made.getStat())
                .isEqualTo(new Stat(
                        3,
                        3,
                        ReplicaHarness.WALL_START_MS,
                        ReplicaHarness.WALL_START_MS,
                        0,
                        0,
                        0,
                        0x0100002c846d0000L,
                        2,
                        0,
                        3));
        reply("createContainer", new Create2Response(), OpCode.createContainer, create("/box", 4));
        Create2Response ttl = reply(
                "createTTL",
                new Create2Response(),
                OpCode.createTTL,
                new CreateTTLRequest("/ttl", null, TestClient.OPEN, 5, 1000));
        assertThat(ttl.getStat().getEphemeralOwner()).isZero();
        assertThat(reply("setData", new SetDataResponse(), OpCode.setData, new SetDataRequest("/a", null, 0))
                        .getStat()
                        .getVersion())
                .isEqualTo(1);
        List<ACL> acl = List.of(new ACL(31, new Id("auth", "")), new ACL(1, new Id("world", "anyone")));
        assertThat(reply("setACL", new SetACLResponse(), OpCode.setACL, new SetACLRequest("/a", acl, 0))
                        .getStat()
                        .getAversion())
                .isEqualTo(1);
        client.send(OpCode.delete, new DeleteRequest("/ttl", 0));
        golden.check("delete", frames());
    }

    private void reads() {
        assertThat(reply("exists", new ExistsResponse(), OpCode.exists, new ExistsRequest("/a", false))
                        .getStat()
                        .getNumChildren())
                .isEqualTo(1);
        GetDataResponse none =
                reply("getData-null", new GetDataResponse(), OpCode.getData, new GetDataRequest("/a", false));
        assertThat(none.getData()).isNull();
        assertThat(reply("getData", new GetDataResponse(), OpCode.getData, new GetDataRequest("/box", false))
                        .getData())
                .containsExactly(1, 2);
        reply("getChildren", new GetChildrenResponse(), OpCode.getChildren, new GetChildrenRequest("/a", false));
        reply("getChildren2", new GetChildren2Response(), OpCode.getChildren2, new GetChildren2Request("/a", false));
        GetACLResponse acl = reply("getACL", new GetACLResponse(), OpCode.getACL, new GetACLRequest("/a"));
        assertThat(acl.getAcl()).hasSize(2);
        assertThat(reply(
                                "getAllChildrenNumber",
                                new GetAllChildrenNumberResponse(),
                                OpCode.getAllChildrenNumber,
                                new GetAllChildrenNumberRequest("/"))
                        .getTotalNumber())
                .isEqualTo(6);
        assertThat(reply(
                                "getEphemerals",
                                new GetEphemeralsResponse(),
                                OpCode.getEphemerals,
                                new GetEphemeralsRequest("/a"))
                        .getEphemerals())
                .containsExactly("/a/s-0000000000");
        assertThat(reply("sync", new SyncResponse(), OpCode.sync, new SyncRequest("/any"))
                        .getPath())
                .isEqualTo("/any");
        assertThat(reply("whoAmI", new WhoAmIResponse(), OpCode.whoAmI).getClientInfo())
                .containsExactly(new ClientInfo("ip", "127.0.0.1"), new ClientInfo("digest", "u"));
        TestClient stranger = harness.connect();
        stranger.send(OpCode.getACL, new GetACLRequest("/a"));
        GetACLResponse masked = stranger.take().get(0).as(new GetACLResponse());
        assertThat(masked.getAcl().get(0).getId().getId()).isEqualTo("u:x");
    }

    private void watches() {
        assertThat(reply("addWatch", new ErrorResponse(), OpCode.addWatch, new AddWatchRequest("/box", 0))
                        .getErr())
                .isZero();
        client.send(OpCode.setData, new SetDataRequest("/box", new byte[] {9}, -1));
        byte[] both = frames();
        golden.check("event-and-setData", both);
        byte[] body = Jute.read(both, new org.apache.zookeeper.proto.ReplyHeader());
        assertThat(body).isNotEmpty();
        WatcherEvent event = new WatcherEvent();
        Jute.read(java.util.Arrays.copyOfRange(both, 4 + 16, both.length), event);
        assertThat(event).isEqualTo(new WatcherEvent(3, 3, "/box"));
    }

    private void multis() {
        client.send(
                OpCode.multi,
                part(OpCode.check),
                new CheckVersionRequest("/box", -1),
                part(OpCode.create),
                create("/m1", 0),
                part(OpCode.create2),
                create("/m2", 1),
                part(OpCode.createContainer),
                create("/m3", 4),
                part(OpCode.setData),
                new SetDataRequest("/m1", new byte[0], 0),
                part(OpCode.delete),
                new DeleteRequest("/m1", 1),
                end());
        golden.check("multi", frames());
        client.send(OpCode.multi, end());
        golden.check("multi-empty", frames());
        client.send(
                OpCode.multi,
                part(OpCode.create),
                create("/m4", 0),
                part(OpCode.check),
                new CheckVersionRequest("/none", -1),
                part(OpCode.create),
                create("/m5", 0),
                end());
        golden.check("multi-failed", frames());
        client.send(
                OpCode.multiRead,
                part(OpCode.getData),
                new GetDataRequest("/a", false),
                part(OpCode.getChildren),
                new GetChildrenRequest("/none", false),
                part(OpCode.getChildren),
                new GetChildrenRequest("/a", false),
                end());
        golden.check("multiRead", frames());
    }

    private <R extends Record> R reply(String name, R body, int op, Record... request) {
        int xid = client.send(op, request);
        byte[] frame = frames();
        golden.check(name, frame);
        org.apache.zookeeper.proto.ReplyHeader header = new org.apache.zookeeper.proto.ReplyHeader();
        byte[] rest = Jute.read(Jute.read(Jute.unframe(frame), header), body);
        assertThat(rest).as("bytes too many in %s", name).isEmpty();
        assertThat(header.getXid()).isEqualTo(xid);
        assertThat(header.getErr()).isZero();
        return body;
    }

    private byte[] frames() {
        harness.durable();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        harness.out.take(client.connection()).forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static CreateRequest create(String path, int flags) {
        return new CreateRequest(path, new byte[] {1, 2}, TestClient.OPEN, flags);
    }

    private static MultiHeader part(int op) {
        return new MultiHeader(op, false, -1);
    }

    private static MultiHeader end() {
        return new MultiHeader(-1, true, -1);
    }
}
