package io.coordkit.server.client;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import org.apache.jute.BinaryOutputArchive;
import org.apache.jute.Record;
import org.apache.zookeeper.proto.ConnectRequest;
import org.apache.zookeeper.proto.RequestHeader;

/** A client made of nothing but a socket, for saying what no real client says. */
final class RawSocket implements Closeable {
    private static final int PATIENCE_MS = 20_000;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    RawSocket(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    int localPort() {
        return socket.getLocalPort();
    }

    static byte[] frame(Record... records) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Record record : records) {
            record.serialize(BinaryOutputArchive.getArchive(body), "");
        }
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        new DataOutputStream(frame).writeInt(body.size());
        body.writeTo(frame);
        return frame.toByteArray();
    }

    static byte[] connectFrame() throws IOException {
        return frame(new ConnectRequest(0, 0, 40_000, 0, new byte[16], false));
    }

    static byte[] request(int xid, int op, Record... body) throws IOException {
        Record[] all = new Record[body.length + 1];
        all[0] = new RequestHeader(xid, op);
        System.arraycopy(body, 0, all, 1, body.length);
        return frame(all);
    }

    void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    void write(byte[] bytes, int from, int to) throws IOException {
        write(Arrays.copyOfRange(bytes, from, to));
    }

    /** The next frame's body. */
    byte[] read() throws IOException {
        byte[] body = new byte[in.readInt()];
        in.readFully(body);
        return body;
    }

    /** Whether the server has closed the connection without another byte. */
    boolean isCut() throws IOException {
        try {
            return in.read() < 0;
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    /** Says that nothing more will come. */
    void shutDownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
