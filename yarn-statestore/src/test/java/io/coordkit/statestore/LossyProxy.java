package io.coordkit.statestore;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stands between clients and a server, and can lose an answer: the server has done the work, the client is cut off. */
final class LossyProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final int serverPort;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicBoolean loseNext = new AtomicBoolean();

    LossyProxy(TestServer server) throws IOException {
        serverPort = Integer.parseInt(server.connectString().split(":")[1]);
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        threads.submit(this::accept);
    }

    String connectString() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    /** The next thing that the server says is not delivered, and its connection is cut. */
    void loseNextAnswer() {
        loseNext.set(true);
    }

    boolean lostIt() {
        return !loseNext.get();
    }

    private Void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            threads.submit(() -> pump(client, server, false));
            threads.submit(() -> pump(server, client, true));
        }
        return null;
    }

    private Void pump(Socket from, Socket to, boolean answers) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[65536];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (answers && loseNext.compareAndSet(true, false)) {
                    return null;
                }
                out.write(buffer, 0, count);
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        threads.shutdownNow();
    }
}
