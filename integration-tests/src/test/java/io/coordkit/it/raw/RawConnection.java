package io.coordkit.it.raw;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** A socket to a server, and frames; frames are an int length and that many bytes. */
public final class RawConnection implements AutoCloseable {

    /** How long a server may take for one frame before the test fails. */
    public static final int DEADLINE_MS = 30_000;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final int deadlineMs;

    /** Connects to a server on this machine. */
    public RawConnection(int port) throws IOException {
        this(new InetSocketAddress("127.0.0.1", port), DEADLINE_MS);
    }

    /** Connects to any server; {@code deadlineMs} is for the connection and for each frame. */
    public RawConnection(InetSocketAddress address, int deadlineMs) throws IOException {
        this.deadlineMs = deadlineMs;
        try {
            socket.connect(address, deadlineMs);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(deadlineMs);
            in = new DataInputStream(socket.getInputStream());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends one frame. A server that has already hung up is noticed by the next {@link #receive()}. */
    public void send(byte[] payload) throws IOException {
        sendBytes(ByteBuffer.allocate(4 + payload.length)
                .putInt(payload.length)
                .put(payload)
                .array());
    }

    /** Sends bytes as they are. */
    public void sendBytes(byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException hungUp) {
            // What it sent before is still to be read.
        }
    }

    /**
     * The next frame's payload, or nothing when the server has closed the connection.
     *
     * @throws AssertionError when it does neither in time
     */
    public Optional<byte[]> receive() throws IOException {
        try {
            return receiveInTime();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("neither a reply nor a close within " + deadlineMs + " ms", e);
        }
    }

    /**
     * As {@link #receive()}, for a server that may be dead: its silence is an answer too.
     *
     * @throws SocketTimeoutException when it neither sends nor closes in time; the connection is of no use then
     */
    public Optional<byte[]> receiveInTime() throws IOException {
        try {
            byte[] payload = new byte[in.readInt()];
            in.readFully(payload);
            return Optional.of(payload);
        } catch (EOFException | SocketException closed) {
            return Optional.empty();
        }
    }

    /** Says that nothing more will be sent, and goes on listening. */
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Closes with a reset instead of a farewell. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // Closing is all that was wanted.
        }
    }
}
