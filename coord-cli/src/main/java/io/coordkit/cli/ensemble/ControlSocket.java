package io.coordkit.cli.ensemble;

import io.coordkit.cli.ensemble.Exchange.Answer;
import io.coordkit.cli.ensemble.Exchange.Request;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a supervisor hears commands: a socket in the file system, so that the rights of the directory say who may command. One
 * request and its answer a connection.
 */
final class ControlSocket implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlSocket.class);

    private static final long ANSWER_SECONDS_MAX = 2;

    private final Path path;
    private final ServerSocketChannel listener;
    private final Function<Request, Answer> handler;
    private final ExecutorService threads = Executors.newCachedThreadPool(ControlSocket::daemon);

    private ControlSocket(Path path, ServerSocketChannel listener, Function<Request, Answer> handler) {
        this.path = path;
        this.listener = listener;
        this.handler = handler;
    }

    /** Listens; a socket that a dead supervisor left behind is replaced. */
    static ControlSocket listen(Path path, Function<Request, Answer> handler) throws IOException {
        Files.deleteIfExists(path);
        ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(path));
        ControlSocket socket = new ControlSocket(path, listener, handler);
        socket.threads.execute(socket::accept);
        return socket;
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel channel = listener.accept();
                threads.execute(() -> serve(channel));
            }
        } catch (ClosedChannelException closed) {
            LOG.debug("control socket closed");
        } catch (IOException failure) {
            LOG.error("control-socket-failed", failure);
        }
    }

    private void serve(SocketChannel channel) {
        try (channel;
                BufferedReader in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
            String line = in.readLine();
            if (line != null) {
                Answer answer = handler.apply(Exchange.parse(line, Request.class));
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(Exchange.toLine(answer) + "\n");
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        } catch (IOException gone) {
            LOG.debug("whoever commanded is gone", gone);
        }
    }

    /** Lets answers on their way go out first. */
    @Override
    public void close() throws IOException {
        listener.close();
        Files.deleteIfExists(path);
        threads.shutdown();
        try {
            if (!threads.awaitTermination(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)) {
                LOG.debug("somebody keeps a connection without a command");
            }
        } catch (InterruptedException now) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "coord-control");
        thread.setDaemon(true);
        return thread;
    }
}
