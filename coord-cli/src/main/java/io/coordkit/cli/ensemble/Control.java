package io.coordkit.cli.ensemble;

import io.coordkit.cli.ensemble.Exchange.Answer;
import io.coordkit.cli.ensemble.Exchange.Request;
import io.coordkit.cli.ensemble.Exchange.Verb;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends commands to the supervisor of an ensemble. */
final class Control {

    /** More than the slowest command takes: all servers, one after the other, that do not stop and are killed. */
    private static final long ANSWER_SECONDS_MAX = 120;

    private final Home home;

    Control(Home home) {
        this.home = home;
    }

    /**
     * Has a command carried out.
     *
     * @return the answer; nothing when there is no supervisor
     * @throws IOException when there is one that does not answer
     */
    Optional<Answer> send(Verb verb, List<String> arguments) throws IOException, InterruptedException {
        Optional<SocketChannel> channel = connect();
        if (channel.isEmpty()) {
            return Optional.empty();
        }
        // A blocking read knows no time limit, but ends when its thread is interrupted.
        ExecutorService reader = Executors.newSingleThreadExecutor(Control::daemon);
        try (SocketChannel open = channel.get()) {
            Future<Answer> answer = reader.submit(() -> exchange(open, new Request(verb, arguments)));
            return Optional.of(answer.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException failure) {
            throw new IOException("the supervisor does not answer; see " + home.supervisorLog(), failure);
        } finally {
            reader.shutdownNow();
        }
    }

    private Optional<SocketChannel> connect() throws IOException {
        if (!Files.exists(home.socket())) {
            return Optional.empty();
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(home.socket()));
            return Optional.of(channel);
        } catch (SocketException nobodyListens) {
            channel.close();
            return Optional.empty();
        }
    }

    private static Answer exchange(SocketChannel channel, Request request) throws IOException {
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(Exchange.toLine(request) + "\n");
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        BufferedReader in = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
        String line = in.readLine();
        if (line == null) {
            throw new IOException("the supervisor ended");
        }
        return Exchange.parse(line, Answer.class);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "coord-control-client");
        thread.setDaemon(true);
        return thread;
    }
}
