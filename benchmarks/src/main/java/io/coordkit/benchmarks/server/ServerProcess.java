package io.coordkit.benchmarks.server;

import io.coordkit.benchmarks.BenchmarkFailure;
import io.coordkit.benchmarks.load.Session;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One server in its own JVM and its own directory, which is empty at first and deleted when the server is closed. Used by
 * one thread.
 */
public final class ServerProcess implements AutoCloseable {
    private static final Duration STOP_MAX = Duration.ofSeconds(20);

    /** Apache's server can lose a connect request that comes while it starts, and never answers it: ask anew soon. */
    private static final Duration ANSWER_MAX = Duration.ofSeconds(1);

    private final ServerDirectory directory;
    private final InetSocketAddress address;
    private final ProcessBuilder launcher;
    private final Thread killer;
    private volatile Process process;

    private ServerProcess(ServerDirectory directory, InetSocketAddress address, ProcessBuilder launcher)
            throws IOException {
        this.directory = directory;
        this.address = address;
        this.launcher = launcher;
        this.process = launcher.start();
        this.killer = new Thread(
                () -> process.destroyForcibly(), "kill-" + directory.path().getFileName());
        Runtime.getRuntime().addShutdownHook(killer);
    }

    /** Starts the process and waits for nothing. */
    static ServerProcess launch(Backend backend, Deployment deployment, Place self, List<Place> all)
            throws IOException {
        ServerDirectory directory = ServerDirectory.create(deployment.directory(), backend.label());
        directory.writeConfig(self, all);
        ProcessBuilder launcher = new ProcessBuilder(command(backend, deployment.jvmArguments(), directory.config()))
                .redirectErrorStream(true)
                .redirectOutput(directory.log().toFile());
        return new ServerProcess(directory, self.address(), launcher);
    }

    public InetSocketAddress address() {
        return address;
    }

    /** Number of the process. */
    public long pid() {
        return process.pid();
    }

    /** What this server has used of the processors so far. */
    public CpuTime cpuTime() {
        return CpuTime.of(process.pid());
    }

    /** Whether it leads an ensemble, in its own opinion. */
    boolean leads() {
        return Leadership.of(address);
    }

    /**
     * Whether it grants a session, which takes a quorum that it belongs to.
     *
     * @throws BenchmarkFailure when there is no process any more
     */
    boolean serves() {
        try (Session session = Session.open(address, ANSWER_MAX)) {
            return true;
        } catch (IOException e) {
            if (!process.isAlive()) {
                throw new BenchmarkFailure("the server has ended", e);
            }
            return false;
        }
    }

    /** The server's last words. */
    String logTail() {
        return directory.logTail();
    }

    /** Ends the process at once (SIGKILL) and does not wait for its end. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Starts a killed server again, with its data and a new log; waits for nothing but the end of the old process. */
    public void restart() throws IOException {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("interrupted while a server ended", e);
        }
        process = launcher.start();
    }

    /** Asks the process to end. */
    void terminate() {
        process.destroy();
    }

    /** Stops the server, with force when it does not stop by itself, and removes its directory. */
    @Override
    public void close() throws IOException {
        terminate();
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
}
