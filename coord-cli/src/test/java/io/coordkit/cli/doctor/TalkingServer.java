package io.coordkit.cli.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A server that says of itself what a test wants it to say. */
public final class TalkingServer implements AutoCloseable {

    private final ServerSocket socket;
    private final Thread thread;

    private TalkingServer(ServerSocket socket, String answer) {
        this.socket = socket;
        this.thread = new Thread(() -> talk(answer), "talking-server");
        thread.start();
    }

    public static TalkingServer saying(String answer) throws IOException {
        return new TalkingServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answer);
    }

    /** As srvr does it. */
    public static TalkingServer in(String mode, String zxid) throws IOException {
        return saying("Zookeeper version: 3.9.5\nZxid: " + zxid + "\nMode: " + mode + "\nNode count: 5\n");
    }

    public int port() {
        return socket.getLocalPort();
    }

    private void talk(String answer) {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                client.getInputStream().readNBytes(4);
                client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            } catch (IOException closed) {
                continue;
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        try {
            thread.join();
        } catch (InterruptedException now) {
            Thread.currentThread().interrupt();
        }
    }
}
