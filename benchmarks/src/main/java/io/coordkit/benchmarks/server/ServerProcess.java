package io.coordkit.benchmarks.server;

import io.coordkit.benchmarks.BenchmarkFailure;
import io.coordkit.benchmarks.load.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One fresh server in its own JVM and its own empty directory, which is deleted when the server is closed. */
public final class ServerProcess implements AutoCloseable {
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final Duration STOP_MAX = Duration.ofSeconds(20);

    /** Apache's server can lose a connect request that comes while it starts, and never answers it: ask anew soon. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(1);

    private static final Duration ASK_AGAIN = Duration.ofMillis(50);
    private static final int LOG_TAIL_LINES = 20;

    private final Backend backend;
    private final ServerDirectory directory;
    private final InetSocketAddress address;
    private final Process process;
    private final Thread killer;

    private ServerProcess(Backend backend, ServerDirectory directory, InetSocketAddress address, Process process) {
        this.backend = backend;
        this.directory = directory;
        this.address = address;
        this.process = process;
        this.killer = new Thread(process::destroyForcibly, "kill-" + backend.label());
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /**
     * Starts a server and waits until it grants a session.
     *
     * @param parent where the server's directory is made, so which disk it writes to
     * @param jvmArguments the same for every backend: heap size and the like
     */
    public static ServerProcess start(Backend backend, Path parent, List<String> jvmArguments) throws IOException {
        ServerDirectory directory = ServerDirectory.create(parent, backend.label());
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
        Path config = directory.writeConfig(address);
        Process process = new ProcessBuilder(command(backend, jvmArguments, config))
                .redirectErrorStream(true)
                .redirectOutput(directory.log().toFile())
                .start();
        ServerProcess server = new ServerProcess(backend, directory, address, process);
        try {
            server.awaitSession();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    public InetSocketAddress address() {
        return address;
    }

    /** What this server has used of the processors so far. */
    public CpuTime cpuTime() {
        return CpuTime.of(process.pid());
    }

    /** Stops the server, with force when it does not stop by itself, and removes its directory. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().removeShutdownHook(killer);
        directory.delete();
    }

    private static List<String> command(Backend backend, List<String> jvmArguments, Path config) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.addAll(backend.jvmArguments());
        command.add("-Dlogback.configurationFile=server-logback.xml");
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), backend.mainClass(), config.toString()));
        return command;
    }

    private void awaitSession() {
        long deadlineNanos = System.nanoTime() + START_MAX.toNanos();
        while (true) {
            try (Session session = Session.open(address, ANSWER_MAX)) {
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadlineNanos) {
                    throw new BenchmarkFailure(
                            backend.label() + " did not start: " + e.getMessage() + "\n" + logTail());
                }
                LockSupport.parkNanos(ASK_AGAIN.toNanos());
            }
        }
    }

    private String logTail() {
        try {
            List<String> lines = Files.readAllLines(directory.log());
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(its log cannot be read: " + e + ")";
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
