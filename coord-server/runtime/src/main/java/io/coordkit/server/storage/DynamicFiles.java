package io.coordkit.server.storage;

import io.coordkit.core.quorum.Member;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.quorum.Memberships;
import io.coordkit.server.text.Reason;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of ZooKeeper's dynamic configuration ({@code QuorumPeerConfig.writeDynamicConfig} and {@code editStaticConfig} of the
 * reference): {@code zoo.cfg.dynamic.VERSION} with what is decided, to which {@code dynamicConfigFile} of the {@code zoo.cfg} is
 * made to point, and {@code zoo.cfg.dynamic.next} with what is only proposed. Each is whole or not there. They have one byte for a
 * character (ISO 8859-1), as {@link java.util.Properties} reads them.
 */
final class DynamicFiles implements MembershipFiles {
    private static final Logger LOG = LoggerFactory.getLogger(DynamicFiles.class);
    private static final String VERSION = "version=";

    private final Path configuration;
    private final Path directory;
    private final long self;

    /** The version that the configuration names; what it was started with is not known here. */
    private long written;

    DynamicFiles(Path configuration, long self) {
        this.configuration = configuration.toAbsolutePath();
        this.directory = this.configuration.resolveSibling("");
        this.self = self;
    }

    @Override
    public void save(Memberships memberships) {
        try {
            saveDecided(memberships.decided());
            Path next = sibling(".dynamic.next");
            if (memberships.isChanging()) {
                write(next, lines(memberships.seen(), true));
            } else {
                if (Files.deleteIfExists(next)) {
                    DiskFileIo.force(directory);
                }
            }
        } catch (IOException e) {
            LOG.error(
                    "membership-not-saved file={} reason=\"{}\": the next start begins with an older one",
                    configuration,
                    Reason.of(e));
        }
    }

    private void saveDecided(Membership decided) throws IOException {
        if (decided.version() <= written) {
            return;
        }
        Path dynamic = sibling(".dynamic." + Long.toHexString(decided.version()));
        write(dynamic, lines(decided, false));
        String before = Files.readString(configuration, StandardCharsets.ISO_8859_1);
        Path backup = sibling(".bak");
        if (!StaticFile.isDynamic(before)) {
            write(backup, before);
        }
        boolean clientIsKnown = decided.member(self)
                .map(Member::client)
                .filter(client -> !client.isEmpty())
                .isPresent();
        write(configuration, StaticFile.pointTo(before, dynamic, clientIsKnown));
        written = decided.version();
    }

    private static String lines(Membership membership, boolean withVersion) {
        return Arrays.stream(membership.toText().split("\n"))
                .filter(line -> withVersion || !line.startsWith(VERSION))
                .sorted()
                .collect(Collectors.joining("\n"));
    }

    private Path sibling(String suffix) {
        return configuration.resolveSibling(configuration.getFileName() + suffix);
    }

    /** It is on disk under its name before whatever comes next: the configuration must not name a file that a crash has taken away. */
    private void write(Path file, String text) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        Files.writeString(unfinished, text, StandardCharsets.ISO_8859_1);
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        DiskFileIo.force(directory);
    }
}
