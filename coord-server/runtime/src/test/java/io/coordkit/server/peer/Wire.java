package io.coordkit.server.peer;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A server made of nothing but a socket, for saying what no real one says. */
final class Wire implements Closeable {
    private static final int PATIENCE_MS = 30_000;

    private final Socket socket;
    private final DataInputStream in;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    static Wire to(int port) throws IOException {
        return new Wire(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    static byte[] greeting(long version, long server, String addresses) {
        byte[] text = addresses.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(20 + text.length)
                .putLong(version)
                .putLong(server)
                .putInt(text.length)
                .put(text)
                .array();
    }

    static byte[] greeting(long server) {
        return greeting(-65536, server, "127.0.0.1:1");
    }

    static byte[] framed(byte[] message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeInt(message.length);
        bytes.write(message);
        return bytes.toByteArray();
    }

    Wire write(byte[]... pieces) throws IOException {
        for (byte[] piece : pieces) {
            socket.getOutputStream().write(piece);
        }
        return this;
    }

    DataInputStream in() {
        return in;
    }

    byte[] readFrame() throws IOException {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        return frame;
    }

    /** Reads the greeting of another server; returns its number. */
    long readGreeting() throws IOException {
        if (in.readLong() != -65536) {
            throw new AssertionError("no greeting");
        }
        long server = in.readLong();
        in.readFully(new byte[in.readInt()]);
        return server;
    }

    /** Whether the other side has closed the connection without another byte. */
    boolean isCut() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    void shutDownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
