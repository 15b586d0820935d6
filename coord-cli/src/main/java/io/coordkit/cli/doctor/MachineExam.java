package io.coordkit.cli.doctor;

import io.coordkit.core.quorum.Member;
import io.coordkit.core.storage.DataDirectory;
import io.coordkit.server.config.ServerConfig;
import io.coordkit.server.text.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Does this machine give the server what it needs: directories, space, a disk that is fast enough, ports? */
final class MachineExam {

    private static final long MIB = 1 << 20;
    private static final long SPACE_NEEDED = 256 * MIB;
    private static final long SPACE_WISHED = 2048 * MIB;
    private static final int FORCES = 21;
    private static final int FORCE_BYTES = 4096;
    private static final double FORCE_MS_SLOW = 20;

    private final Findings findings = new Findings(Finding.Area.MACHINE);
    private final ServerConfig config;
    private final boolean mayWrite;

    /** @param mayWrite whether a small file may be written and deleted, to see how long the disk takes */
    MachineExam(ServerConfig config, boolean mayWrite) {
        this.config = config;
        this.mayWrite = mayWrite;
    }

    List<Finding> run() {
        Set<Path> directories = new LinkedHashSet<>(
                List.of(config.storage().dataDirectory(), config.storage().logDirectory()));
        directories.forEach(this::directory);
        ports();
        return findings.all();
    }

    private void directory(Path configured) {
        Path path = configured.toAbsolutePath().normalize();
        if (!Files.isDirectory(path)) {
            missing(path);
            return;
        }
        if (!Files.isWritable(path) || !Files.isReadable(path)) {
            findings.problem(
                    path + " cannot be written to by this user (" + System.getProperty("user.name") + ")",
                    "run the doctor as the server's user, or give that user the directory");
            return;
        }
        space(path);
        if (mayWrite
                && path.equals(config.storage().logDirectory().toAbsolutePath().normalize())) {
            forceSpeed(path);
        }
    }

    private void missing(Path path) {
        Path parent = existing(path);
        if (Files.exists(path)) {
            findings.problem(path + " is no directory", "name a directory");
        } else if (!config.storage().autoCreate()) {
            findings.problem(path + " does not exist, and datadir.autocreate forbids to make it", "make it");
        } else if (parent == null || !Files.isWritable(parent)) {
            findings.problem(path + " does not exist and cannot be made by this user", "make it");
        } else {
            findings.note(path + " does not exist yet", "the server makes it when it starts for the first time");
        }
    }

    private static @Nullable Path existing(Path path) {
        Path at = path;
        while (at != null && !Files.exists(at)) {
            at = at.getParent();
        }
        return at;
    }

    private void space(Path path) {
        try {
            FileStore store = Files.getFileStore(path);
            long free = store.getUsableSpace();
            String text = path + ": " + free / MIB + " MiB of " + store.getTotalSpace() / MIB + " MiB are free";
            if (free < SPACE_NEEDED) {
                findings.problem(text, "make room: without it no write can be acknowledged");
            } else if (free < SPACE_WISHED) {
                findings.warning(text, "make room before it is too late; 'coord cleanup' deletes what is not needed");
            } else {
                findings.good(text);
            }
        } catch (IOException unknown) {
            findings.warning(path + ": how much is free cannot be told: " + Reason.of(unknown), "");
        }
    }

    /** Forces a small file again and again, as the log is forced. */
    private void forceSpeed(Path directory) {
        Path parent = directory.resolve(DataDirectory.VERSION_DIRECTORY);
        Path file = (Files.isDirectory(parent) ? parent : directory).resolve(DataDirectory.TEMPORARY_PREFIX + "doctor");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            double[] ms = new double[FORCES];
            for (int i = 0; i < FORCES; i++) {
                long start = System.nanoTime();
                channel.write(ByteBuffer.allocate(FORCE_BYTES));
                channel.force(false);
                ms[i] = (System.nanoTime() - start) / 1e6;
            }
            Arrays.sort(ms);
            judge(directory, ms[FORCES / 2], ms[FORCES - 1]);
        } catch (IOException failed) {
            findings.problem(
                    file + " cannot be written: " + Reason.of(failed), "a server could not write its log there");
        }
    }

    private void judge(Path directory, double median, double worst) {
        String text = String.format("%s: an fsync takes %.1f ms, at worst %.1f ms", directory, median, worst);
        if (median > FORCE_MS_SLOW) {
            findings.warning(text, "every write waits for one; give the logs a disk of their own (dataLogDir)");
        } else {
            findings.good(text);
        }
    }

    private void ports() {
        InetSocketAddress clients = config.clients().address();
        if (isTaken(clients.getAddress(), clients.getPort())) {
            runningServer(clients);
            return;
        }
        findings.good("no server runs here, and the client port " + clients.getPort() + " is free");
        config.member()
                .flatMap(member -> member.membership().member(config.serverId()))
                .ifPresent(this::peerPorts);
    }

    private void runningServer(InetSocketAddress clients) {
        if (config.clients().plain().isEmpty()) {
            findings.note("port " + clients.getPort() + " is taken, probably by the server", "");
            return;
        }
        InetAddress host =
                clients.getAddress().isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : clients.getAddress();
        FourLetters.Answer answer = FourLetters.ask(host.getHostAddress(), clients.getPort(), "srvr");
        if (answer.isText()) {
            findings.good("a server runs here, on port " + clients.getPort());
        } else {
            findings.warning(
                    "port " + clients.getPort() + " is taken, by something that does not answer to srvr: "
                            + answer.problem(),
                    "if it is not the server itself (4lw.commands.whitelist allows srvr unless it says otherwise), stop it");
        }
    }

    private void peerPorts(Member self) {
        for (Member.Address address : self.addresses()) {
            for (int port : new int[] {address.quorumPort(), address.electionPort()}) {
                peerPort(address.host(), port);
            }
        }
    }

    private void peerPort(String host, int port) {
        try {
            InetAddress local = InetAddress.getByName(host);
            if (isTaken(local, port)) {
                findings.problem(
                        "the port " + port + " between servers cannot be opened on " + host,
                        "something else has it, or the address is not this machine's: quorumListenOnAllIPs=true helps then");
            }
        } catch (IOException unknown) {
            return; // said of the configuration already
        }
    }

    private static boolean isTaken(InetAddress address, int port) {
        if (port == 0) {
            return false;
        }
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(address, port));
            return false;
        } catch (IOException taken) {
            return true;
        }
    }
}
