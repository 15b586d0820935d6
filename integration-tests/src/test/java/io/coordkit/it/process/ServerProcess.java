package io.coordkit.it.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server in a JVM of its own, serving when {@link #start} returns. */
public final class ServerProcess implements AutoCloseable {

    private static final Duration START_DEADLINE = Duration.ofSeconds(60);

    private final Backend backend;
    private final JavaChild child;
    private final int port;

    private ServerProcess(Backend backend, JavaChild child, int port) {
        this.backend = backend;
        this.child = child;
        this.port = port;
    }

    /**
     * Starts a server whose data, configuration and output ({@code data/}, {@code zoo.cfg}, {@code output.txt}) are
     * under {@code home}. A home can be used again, by the same or the other server.
     *
     * @throws AssertionError with the server's output when it does not serve in time
     */
    public static ServerProcess start(Backend backend, Path home, ZooCfg cfg, String... jvmOptions) throws IOException {
        return startOn(Ports.free(), backend, home, cfg, jvmOptions);
    }

    /** As {@link #start}, on a given client port. */
    public static ServerProcess startOn(int port, Backend backend, Path home, ZooCfg cfg, String... jvmOptions)
            throws IOException {
        Path data = Files.createDirectories(home.resolve("data"));
        Path file = Files.writeString(home.resolve("zoo.cfg"), cfg.text(data, port));
        var arguments = new ArrayList<>(backend.leadingArguments());
        arguments.add(file.toString());
        JavaChild child =
                JavaChild.start(home.resolve("output.txt"), List.of(jvmOptions), backend.mainClass(), arguments);
        var server = new ServerProcess(backend, child, port);
        try {
            server.awaitServing();
        } catch (AssertionError | IOException e) {
            child.close();
            throw e;
        }
        return server;
    }

    private void awaitServing() throws IOException {
        Eventually.holds(START_DEADLINE, () -> {
            if (!child.isAlive()) {
                throw new AssertionError(backend + " died while starting:\n" + child.output());
            }
            return isServing();
        });
    }

    /** Whether the server answers handshakes. */
    public boolean isServing() {
        return Probe.isServing(address());
    }

    /** The answer to a four-letter word, or nothing when the server does not listen (yet, or any more). */
    public String fourLetterWord(String word) {
        return Probe.fourLetterWord(address(), word);
    }

    private InetSocketAddress address() {
        return new InetSocketAddress("127.0.0.1", port);
    }

    /** The process itself: to kill, freeze, thaw, terminate. */
    public JavaChild process() {
        return child;
    }

    /** Which server this is. */
    public Backend backend() {
        return backend;
    }

    /** The client port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** {@code 127.0.0.1:port}. */
    public String connectString() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        child.close();
    }
}
