package io.coordkit.benchmarks.load;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that grants every session and answers requests with a script, each connection on a thread of its own. */
public final class ScriptedServer implements AutoCloseable {
    /** The session that is granted to whoever asks for a new one. */
    public static final long SESSION = 0x1234;

    /** The last byte of its password; the others are 0. */
    public static final byte PASSWORD = 7;

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<byte[]> greetings = new CopyOnWriteArrayList<>();
    private final Script script;
    private final int timeoutMs;

    private ScriptedServer(int timeoutMs, Script script) throws IOException {
        this.timeoutMs = timeoutMs;
        this.script = script;
    }

    /** What becomes of a request. */
    @FunctionalInterface
    public interface Script {
        void answer(int xid, DataOutputStream out) throws IOException;
    }

    public static ScriptedServer start(Script script) throws IOException {
        return new ScriptedServer(30_000, script).listen();
    }

    /** Knows no session and grants none. */
    public static ScriptedServer startRefusing() throws IOException {
        return new ScriptedServer(0, (xid, out) -> out.close()).listen();
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    /** The connect requests so far, without their lengths. */
    public List<byte[]> greetings() {
        return greetings;
    }

    /** A reply of that many bytes; the zxid is 1 000 above the xid. */
    public static void reply(DataOutputStream out, int length, int xid, int error) throws IOException {
        out.writeInt(length);
        out.writeInt(xid);
        out.writeLong(1000 + xid);
        out.writeInt(error);
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private ScriptedServer listen() {
        inBackground(() -> {
            while (true) {
                Socket socket = listener.accept();
                inBackground(() -> serve(socket));
            }
        });
        return this;
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Ends with its socket, whoever closes it. */
    private static void inBackground(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException closed) {
                        Thread.currentThread().interrupt();
                    }
                },
                "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket accepted) throws IOException {
        try (Socket socket = accepted) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            greet(read(in), out);
            while (true) {
                script.answer(ByteBuffer.wrap(read(in)).getInt(), out);
            }
        }
    }

    private void greet(byte[] greeting, DataOutputStream out) throws IOException {
        greetings.add(greeting);
        out.writeInt(37);
        out.writeInt(0);
        out.writeInt(timeoutMs);
        out.writeLong(timeoutMs == 0 ? 0 : SESSION);
        out.writeInt(16);
        out.write(new byte[15]);
        out.write(PASSWORD);
        out.write(0);
    }

    private static byte[] read(DataInputStream in) throws IOException {
        byte[] frame = new byte[in.readInt()];
        in.readFully(frame);
        return frame;
    }
}
