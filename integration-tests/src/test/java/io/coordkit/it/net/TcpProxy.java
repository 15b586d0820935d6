package io.coordkit.it.net;

import io.coordkit.it.net.PeerNetwork.Place;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Forwards the connections of one member to one port of another through two gates. A shut gate holds bytes and the ends
 * of connections back, and new connections in both directions, whose opening needs an answer.
 */
final class TcpProxy implements Closeable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final ServerSocket listener;
    private final Place target;
    private final Gate there;
    private final Gate back;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /**
     * @param there what the member that opens connections sends goes through it
     * @param back what it receives came through it
     */
    TcpProxy(Place place, Place target, Gate there, Gate back) throws IOException {
        this.target = target;
        this.there = there;
        this.back = back;
        listener = new ServerSocket();
        listener.setReuseAddress(true);
        listener.bind(new InetSocketAddress(place.host(), place.port()));
        start("accept", this::acceptAll);
    }

    private void start(String what, Task task) {
        Thread thread = new Thread(() -> run(task), "proxy-" + target.port() + "-" + what);
        thread.setDaemon(true);
        thread.start();
    }

    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    private static void run(Task task) {
        try {
            task.run();
        } catch (IOException over) {
            // The proxy or the connection was closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void acceptAll() throws IOException {
        while (true) {
            Socket socket = listener.accept();
            sockets.add(socket);
            start("connect", () -> connect(socket));
        }
    }

    private void connect(Socket caller) throws IOException, InterruptedException {
        there.pass();
        back.pass();
        var callee = new Socket();
        sockets.add(callee);
        try {
            caller.setTcpNoDelay(true);
            callee.setTcpNoDelay(true);
            callee.connect(new InetSocketAddress(target.host(), target.port()));
            start("there", () -> pump(caller, callee, there));
            pump(callee, caller, back);
        } catch (IOException refused) {
            end(caller);
            end(callee);
        }
    }

    private void pump(Socket from, Socket to, Gate gate) throws IOException, InterruptedException {
        byte[] buffer = new byte[BUFFER_BYTES];
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                gate.pass();
                out.write(buffer, 0, count);
            }
            gate.pass();
            to.shutdownOutput();
        } catch (IOException broken) {
            gate.pass();
            end(from);
            end(to);
        }
        if (from.isOutputShutdown() && to.isOutputShutdown()) {
            end(from);
            end(to);
        }
    }

    private void end(Socket socket) throws IOException {
        sockets.remove(socket);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
