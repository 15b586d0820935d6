package io.coordkit.it.process;

import io.coordkit.it.raw.Requests;
import io.coordkit.it.raw.Requests.ReadOnly;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Questions to a server from outside that leave no trace in it. */
public final class Probe {

    private static final int PATIENCE_MS = 2_000;

    private Probe() {}

    /** Whether the server answers handshakes: asked with a session that nobody has. */
    public static boolean isServing(InetSocketAddress address) {
        try (Socket socket = connect(address)) {
            byte[] handshake =
                    Requests.connect(0, 0, 1, new byte[16], ReadOnly.NO).toBytes();
            var out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(handshake.length);
            out.write(handshake);
            return new DataInputStream(socket.getInputStream()).readInt() > 0;
        } catch (IOException notServing) {
            return false;
        }
    }

    /** The answer to a four-letter word, or nothing when there is none in time. */
    public static String fourLetterWord(InetSocketAddress address, String word) {
        try (Socket socket = connect(address)) {
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException silent) {
            return "";
        }
    }

    private static Socket connect(InetSocketAddress address) throws IOException {
        var socket = new Socket();
        try {
            socket.connect(address, PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
