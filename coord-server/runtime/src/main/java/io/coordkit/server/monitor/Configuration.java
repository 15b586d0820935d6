package io.coordkit.server.monitor;

import io.coordkit.core.client.Tuning;
import io.coordkit.core.quorum.Member;
import io.coordkit.core.storage.DataDirectory;
import io.coordkit.server.config.ClientTls;
import io.coordkit.server.config.MemberConfig;
import io.coordkit.server.config.ServerConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a server's configuration says, as operators are shown it ({@code ZooKeeperServerConf} of the reference). */
public final class Configuration {
    private static final int ELECTION_ALGORITHM = 3;

    private final ServerConfig config;

    /** Shows this configuration. */
    public Configuration(ServerConfig config) {
        this.config = config;
    }

    /** Where snapshots are. */
    public Path dataDirectory() {
        return versioned(config.storage().dataDirectory());
    }

    /** Where logs are. */
    public Path logDirectory() {
        return versioned(config.storage().logDirectory());
    }

    /** Bytes of the files of a directory and below it; what vanishes meanwhile does not count. */
    public static long sizeOf(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return 0;
        }
    }

    /**
     * The lines of {@code conf} for every server.
     *
     * @param perAddressMax connections from one address
     */
    String text(int clientPort, int perAddressMax, Tuning tuning) {
        return "clientPort=" + clientPort
                + "\nsecureClientPort=" + securePort()
                + "\ndataDir=" + dataDirectory()
                + "\ndataDirSize=" + sizeOf(dataDirectory())
                + "\ndataLogDir=" + logDirectory()
                + "\ndataLogSize=" + sizeOf(logDirectory())
                + "\ntickTime=" + config.tick().toMillis()
                + "\nmaxClientCnxns=" + perAddressMax
                + "\nminSessionTimeout=" + tuning.minTimeoutMs()
                + "\nmaxSessionTimeout=" + tuning.maxTimeoutMs()
                + "\nclientPortListenBacklog=" + config.clients().backlog()
                + "\nserverId=" + config.serverId()
                + "\n";
    }

    private int securePort() {
        return config.clients()
                .tls()
                .flatMap(ClientTls::address)
                .map(InetSocketAddress::getPort)
                .orElse(-1);
    }

    /** The lines for a member of an ensemble besides. */
    String memberText(MemberConfig member, Member self) {
        return "initLimit=" + member.initLimit()
                + "\nsyncLimit=" + member.syncLimit()
                + "\nelectionAlg=" + ELECTION_ALGORITHM
                + "\nelectionPort=" + ports(self, Member.Address::electionPort)
                + "\nquorumPort=" + ports(self, Member.Address::quorumPort)
                + "\npeerType=" + peerType(self)
                + "\n";
    }

    /** 0 for a server that votes, 1 for an observer. */
    public static int peerType(Member self) {
        return self.observer() ? 1 : 0;
    }

    private static String ports(Member self, ToIntFunction<Member.Address> port) {
        return self.addresses().stream()
                .map(address -> Integer.toString(port.applyAsInt(address)))
                .collect(Collectors.joining("|"));
    }

    private static Path versioned(Path directory) {
        return directory.resolve(DataDirectory.VERSION_DIRECTORY).toAbsolutePath();
    }
}
