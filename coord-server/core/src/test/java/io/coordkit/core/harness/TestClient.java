package io.coordkit.core.harness;

import io.coordkit.core.replica.Input;
import io.coordkit.core.wire.ConnectRequest;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.RequestDecoder;
import io.coordkit.core.wire.SaslStep;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.apache.jute.Record;
import org.apache.zookeeper.ZooDefs.OpCode;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.proto.AddWatchRequest;
import org.apache.zookeeper.proto.AuthPacket;
import org.apache.zookeeper.proto.ConnectResponse;
import org.apache.zookeeper.proto.CreateRequest;
import org.apache.zookeeper.proto.DeleteRequest;
import org.apache.zookeeper.proto.ExistsRequest;
import org.apache.zookeeper.proto.GetChildrenRequest;
import org.apache.zookeeper.proto.GetDataRequest;
import org.apache.zookeeper.proto.ReplyHeader;
import org.apache.zookeeper.proto.SetDataRequest;
import org.apache.zookeeper.proto.WatcherEvent;

/**
 * A client that speaks in the reference's own records: what it sends they have written, what it receives they have read, so
 * every test that uses it is a cross-check of the encoding too.
 */
public final class TestClient {
    /** Everybody, everything. */
    public static final List<ACL> OPEN = List.of(new ACL(31, new Id("world", "anyone")));

    private final Consumer<Input> server;
    private final RecordingOutbox out;
    private final long connection;
    private int lastXid;
    private long sessionId;
    private byte[] password = new byte[16];

    /** @param server takes its requests; what it answers is in {@code out} */
    public TestClient(Consumer<Input> server, RecordingOutbox out, long connection) {
        this.server = server;
        this.out = out;
        this.connection = connection;
    }

    /** The number of its connection. */
    public long connection() {
        return connection;
    }

    /** Its session, once {@link #takeHandshake} has seen it. */
    public long sessionId() {
        return sessionId;
    }

    /** Password of its session. */
    public byte[] password() {
        return password;
    }

    /** Sends the first frame. */
    public void greet(ConnectRequest request) {
        server.accept(new Input.ClientConnecting(connection, request));
    }

    /** Takes the one frame that must have come: the answer to the first. */
    public ConnectResponse takeHandshake() {
        List<byte[]> frames = out.take(connection);
        if (frames.size() != 1) {
            throw new AssertionError(frames.size() + " frames instead of the handshake's one");
        }
        return readHandshake(frames.get(0));
    }

    /** Takes what has come on a connection whose handshake may be among it. */
    public List<Reply> takeAnswers() {
        List<byte[]> frames = out.take(connection);
        if (sessionId == 0 && !frames.isEmpty()) {
            readHandshake(frames.get(0));
            frames = frames.subList(1, frames.size());
        }
        return frames.stream().map(Reply::read).toList();
    }

    /** Takes the answer to the first frame, and whatever followed it. */
    public List<Reply> takeAfterHandshake() {
        List<byte[]> frames = out.take(connection);
        readHandshake(frames.get(0));
        return frames.stream().skip(1).map(Reply::read).toList();
    }

    private ConnectResponse readHandshake(byte[] frame) {
        ConnectResponse response = new ConnectResponse();
        byte[] rest = Jute.read(Jute.unframe(frame), response);
        if (rest.length != 0) {
            throw new AssertionError(rest.length + " bytes too many in a connect response");
        }
        sessionId = response.getSessionId();
        password = response.getPasswd();
        return response;
    }

    /** Sends a request under the next xid, which it returns. */
    public int send(int op, Record... body) {
        send(++lastXid, op, Jute.bytes(body));
        return lastXid;
    }

    /** Sends a request as bytes. */
    public void send(int xid, int op, byte[] body) {
        server.accept(new Input.ClientReceived(
                connection, xid, RequestDecoder.decode(op, new JuteReader(body)), body.length));
    }

    public int create(String path, int flags) {
        int op = flags == 4 ? OpCode.createContainer : OpCode.create;
        return send(op, new CreateRequest(path, new byte[0], OPEN, flags));
    }

    public int delete(String path) {
        return send(OpCode.delete, new DeleteRequest(path, -1));
    }

    public int setData(String path, String data) {
        return send(OpCode.setData, new SetDataRequest(path, data.getBytes(), -1));
    }

    public int exists(String path, boolean watch) {
        return send(OpCode.exists, new ExistsRequest(path, watch));
    }

    public int getData(String path, boolean watch) {
        return send(OpCode.getData, new GetDataRequest(path, watch));
    }

    public int getChildren(String path, boolean watch) {
        return send(OpCode.getChildren, new GetChildrenRequest(path, watch));
    }

    public int addWatch(String path, int mode) {
        return send(OpCode.addWatch, new AddWatchRequest(path, mode));
    }

    public void auth(String scheme, String evidence) {
        send(-4, OpCode.auth, Jute.bytes(new AuthPacket(0, scheme, evidence.getBytes())));
    }

    /** What the runtime makes of a SASL token that it has sent. */
    public void sasl(SaslStep step) {
        server.accept(new Input.ClientReceived(connection, ++lastXid, step, 0));
    }

    public void ping() {
        send(-2, OpCode.ping, new byte[0]);
    }

    /** The socket is gone. */
    public void vanish() {
        server.accept(new Input.ClientGone(connection));
    }

    /** Whether the server has cut the connection. */
    public boolean isClosed() {
        return out.isClosed(connection);
    }

    /** Whether the server takes requests from it. */
    public boolean isReading() {
        return out.isReading(connection);
    }

    /** Takes what has come since the last call. */
    public List<Reply> take() {
        return out.take(connection).stream().map(Reply::read).toList();
    }

    /** What has come, in short: {@code xid:err} for replies, {@code !type path} for events. */
    public List<String> takeShort() {
        return take().stream().map(Reply::summary).toList();
    }

    /** One frame from the server. */
    public record Reply(int xid, long zxid, int err, byte[] body) {
        static Reply read(byte[] frame) {
            ReplyHeader header = new ReplyHeader();
            byte[] body = Jute.read(Jute.unframe(frame), header);
            return new Reply(header.getXid(), header.getZxid(), header.getErr(), body);
        }

        /** Reads the body, all of it. */
        public <R extends Record> R as(R record) {
            byte[] rest = Jute.read(body, record);
            if (rest.length != 0) {
                throw new AssertionError(rest.length + " bytes too many for " + record.getClass());
            }
            return record;
        }

        /** {@code xid:err}, or {@code !type path} for an event. */
        public String summary() {
            if (xid != -1) {
                return xid + ":" + err;
            }
            WatcherEvent event = as(new WatcherEvent());
            return "!" + event.getType() + " " + event.getPath();
        }

        @Override
        public String toString() {
            return summary() + "@" + zxid + " " + Arrays.toString(body);
        }
    }
}
