package io.coordkit.it.ensemble;

import io.coordkit.it.net.PeerNetwork;
import io.coordkit.it.process.Backend;
import io.coordkit.it.process.JavaChild;
import io.coordkit.it.process.Probe;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.volume.Volume;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One place of an ensemble: a number, a directory, ports, and the server that runs there at the moment, if any. */
final class Member implements AutoCloseable {

    private static final List<String> JVM =
            List.of("-Xmx256m", "-Dlogback.configurationFile=member-logback.xml", "-Dzookeeper.jmx.log4j.disable=true");

    private final int id;
    private final Path home;
    private final PeerNetwork network;
    private ZooCfg cfg;
    private final List<String> jvm;
    private final Path directory;
    private final Volume volume;
    private final List<Path> outputs = new ArrayList<>();
    private Backend backend;
    private Optional<JavaChild> process = Optional.empty();
    private boolean frozen;

    Member(
            int id,
            Backend backend,
            Path home,
            PeerNetwork network,
            ZooCfg cfg,
            Volume.Factory volumes,
            List<String> jvmOptions)
            throws IOException {
        this.id = id;
        this.backend = backend;
        this.home = home;
        this.network = network;
        this.cfg = cfg;
        this.jvm = Stream.concat(JVM.stream(), jvmOptions.stream()).toList();
        directory = Files.createDirectories(home.resolve("data"));
        volume = volumes.of(directory);
    }

    int id() {
        return id;
    }

    Backend backend() {
        return backend;
    }

    Path home() {
        return home;
    }

    /** Where its log and snapshots are. */
    Path data() {
        return volume.seen();
    }

    /** Fills what {@link #data()} lies on. */
    void fillDisk() throws IOException {
        volume.fill(process().pid());
    }

    /** Gives the space back that {@link #fillDisk} took. */
    void emptyDisk() throws IOException {
        volume.empty();
    }

    /** Where clients connect. */
    InetSocketAddress client() {
        PeerNetwork.Place place = network.home(id).client();
        return new InetSocketAddress(place.host(), place.port());
    }

    /** Starts the process and does not wait for anything. */
    void start() throws IOException {
        if (isRunning()) {
            throw new IllegalStateException(this + " runs");
        }
        Files.writeString(data().resolve("myid"), id + "\n");
        Path file = home.resolve("zoo.cfg");
        if (!hasChanged(file)) {
            Files.writeString(
                    file, cfg.text(directory, network.home(id).client().port()));
        }
        var arguments = new ArrayList<>(backend.leadingArguments());
        arguments.add(file.toString());
        Path output = home.resolve("output-" + (outputs.size() + 1) + ".txt");
        outputs.add(output);
        var launcher = new ArrayList<>(network.launcher(id));
        launcher.addAll(volume.launcher());
        process = Optional.of(JavaChild.startBy(launcher, output, jvm, backend.mainClass(), arguments));
    }

    /** From its next start on it has this setting. */
    void configure(String key, String value) {
        cfg = cfg.with(key, value);
    }

    /** Whether the server has made the file point to a membership of its own; then it stays as it is. */
    private static boolean hasChanged(Path file) throws IOException {
        return Files.exists(file) && Files.readString(file).contains("dynamicConfigFile");
    }

    /** From now on another server works here, on the same directory and ports. */
    void become(Backend other) {
        if (isRunning()) {
            throw new IllegalStateException(this + " runs");
        }
        backend = other;
    }

    boolean isRunning() {
        return process.isPresent() && process.get().isAlive();
    }

    private JavaChild process() {
        return process.orElseThrow(() -> new IllegalStateException(this + " was never started"));
    }

    /** Of the process that was started last. */
    long pid() {
        return process().pid();
    }

    /** Ends it at once (SIGKILL). */
    void kill() {
        process().kill9();
        frozen = false;
    }

    /** Ends it in good order (SIGTERM). */
    void terminate() {
        process().terminate();
    }

    /** Waits until it ends by itself, and returns its exit code. */
    int awaitExit() {
        return process().awaitExit();
    }

    void freeze() throws IOException {
        process().freeze();
        frozen = true;
    }

    void thaw() throws IOException {
        process().thaw();
        frozen = false;
    }

    Role role() throws IOException {
        if (!isRunning()) {
            return Role.DOWN;
        }
        return frozen ? Role.SILENT : Role.of(client());
    }

    /** Whether it answers clients now, which it does only with a quorum. */
    boolean isServing() {
        return !frozen && Probe.isServing(client());
    }

    /** What the present or last process has printed. */
    String lastOutput() throws IOException {
        return outputs.isEmpty() ? "" : Files.readString(outputs.get(outputs.size() - 1));
    }

    /** What all processes at this place have printed, of whichever server, in order. */
    String output() throws IOException {
        var text = new StringBuilder();
        for (Path output : outputs) {
            text.append(Files.readString(output));
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        process.ifPresent(JavaChild::close);
        volume.close();
    }

    @Override
    public String toString() {
        return "member " + id + " (" + backend + ")";
    }
}
