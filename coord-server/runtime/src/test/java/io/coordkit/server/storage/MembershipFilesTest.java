package io.coordkit.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.quorum.MemberSyntaxException;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.quorum.Memberships;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.zookeeper.server.quorum.QuorumPeerConfig;
import org.apache.zookeeper.server.quorum.flexible.QuorumMaj;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside a zoo.cfg, the files of a membership, as the reference writes and reads them. */
class MembershipFilesTest {
    private static final String MEMBERS = """
            server.1=127.0.0.1:2888:3888:participant;0.0.0.0:2181
            server.2=127.0.0.1:2889:3889:observer;0.0.0.0:2182
            """;

    @TempDir
    Path directory;

    private Path configuration;
    private MembershipFiles files;

    @BeforeEach
    void aConfiguration() throws IOException {
        configuration = Files.writeString(directory.resolve("zoo.cfg"), """
                # The heart of the matter.
                tickTime=2000
                clientPort=2181
                clientPortListenBacklog=7
                server.1=127.0.0.1:2888:3888
                server.2 = 127.0.0.1:2889\\
                  :3889:observer
                peerType=participant
                dataDir=/data
                """);
        files = MembershipFiles.beside(configuration, 1);
    }

    @Test
    void whatIsDecidedGoesIntoAFileOfItsVersionAndTheConfigurationPointsThere() throws Exception {
        String before = Files.readString(configuration);
        files.save(Memberships.of(membership(0x10000000aL)));
        Path dynamic = directory.resolve("zoo.cfg.dynamic.10000000a");
        assertThat(Files.readString(dynamic)).isEqualTo(MEMBERS.strip());
        assertThat(Files.readString(configuration)).isEqualTo("""
                # The heart of the matter.
                tickTime=2000
                clientPortListenBacklog=7
                dataDir=/data
                dynamicConfigFile=""" + dynamic.toAbsolutePath() + "\n");
        assertThat(directory.resolve("zoo.cfg.bak")).hasContent(before);
        assertThat(directory.resolve("zoo.cfg.dynamic.next")).doesNotExist();
    }

    @Test
    void whatIsProposedIsThereUntilItIsDecided() throws Exception {
        Memberships decided = Memberships.of(membership(5));
        files.save(decided.seeing(membership(0x20)));
        Path next = directory.resolve("zoo.cfg.dynamic.next");
        assertThat(Files.readString(next)).isEqualTo(MEMBERS + "version=20");
        files.save(decided.deciding(membership(0x20)));
        assertThat(next).doesNotExist();
        assertThat(Files.readString(configuration)).endsWith("zoo.cfg.dynamic.20\n");
    }

    @Test
    void theReferenceWritesTheSame() throws Exception {
        Properties properties = new Properties();
        MEMBERS.lines().forEach(line -> properties.setProperty(line.split("=")[0], line.split("=")[1]));
        QuorumMaj theirs = new QuorumMaj(properties);
        theirs.setVersion(0x20);
        Path written = directory.resolve("theirs");
        QuorumPeerConfig.writeDynamicConfig(written.toString(), theirs, false);
        files.save(Memberships.of(membership(0x20)));
        assertThat(directory.resolve("zoo.cfg.dynamic.20")).hasContent(Files.readString(written));
        assertThat(membership(0x20).toText()).isEqualTo(theirs.toString());
    }

    private static Membership membership(long version) throws MemberSyntaxException {
        return Membership.parse(MEMBERS).withVersion(version);
    }
}
