package io.coordkit.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.zookeeper.server.quorum.QuorumPeerConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One file, read by {@code QuorumPeerConfig} of the reference and by us, says the same. */
class ApacheCfgTest {
    private static final String SEVERAL = "zookeeper.multiAddress.enabled";
    private static final String NEXT = "&";

    @TempDir
    Path directory;

    private Path file;
    private final Properties before = new Properties();

    /** The reference keeps what it reads in system properties and static fields. */
    @BeforeEach
    void settings() throws IOException {
        before.putAll(System.getProperties());
        System.setProperty(SEVERAL, "true");
        file = directory.resolve("zoo.cfg");
        iAm("1");
    }

    @AfterEach
    void asBefore() {
        System.setProperties(before);
        QuorumPeerConfig.setStandaloneEnabled(true);
        QuorumPeerConfig.setReconfigEnabled(false);
    }

    private void iAm(String text) throws IOException {
        Files.writeString(directory.resolve("myid"), text);
    }

    private Path write(String... lines) throws IOException {
        List<String> all = new ArrayList<>(List.of("dataDir=" + directory, "initLimit=10", "syncLimit=5"));
        all.addAll(List.of(lines));
        return Files.write(file, all, StandardCharsets.ISO_8859_1);
    }

    private static QuorumPeerConfig theirs(Path file) throws Exception {
        QuorumPeerConfig config = new QuorumPeerConfig();
        config.parse(file.toString());
        return config;
    }

    private static ServerConfig ours(Path file) throws ConfigException {
        Properties system = new Properties();
        system.setProperty(SEVERAL, "true");
        return ZooCfg.read(file, system).config();
    }

    private static void assertSame(Path file) throws Exception {
        QuorumPeerConfig theirs = theirs(file);
        ServerConfig ours = ours(file);
        assertThat(ours.member().isPresent()).isEqualTo(theirs.isDistributed());
        assertThat(ours.tick()).hasMillis(theirs.getTickTime());
        assertThat(ours.minSessionTimeout()).hasMillis(theirs.getMinSessionTimeout());
        assertThat(ours.maxSessionTimeout()).hasMillis(theirs.getMaxSessionTimeout());
        assertThat(ours.storage().dataDirectory()).isEqualTo(theirs.getDataDir().toPath());
        assertThat(ours.storage().logDirectory())
                .isEqualTo(theirs.getDataLogDir().toPath());
        assertThat(ours.storage().purge().retain()).isEqualTo(theirs.getSnapRetainCount());
        assertThat(ours.storage().purge().interval()).hasHours(Math.max(0, theirs.getPurgeInterval()));
        assertThat(ours.clients().perAddressMax()).isEqualTo(Math.max(0, theirs.getMaxClientCnxns()));
        assertThat(ours.clients().backlog()).isEqualTo(theirs.getClientPortListenBacklog());
        InetSocketAddress clients = ours.clients().plain().orElseThrow();
        assertThat(clients).isEqualTo(theirs.getClientPortAddress());
        ours.member().ifPresent(member -> {
            assertThat(ours.serverId()).isEqualTo(theirs.getServerId());
            assertThat(member.initLimit()).isEqualTo(theirs.getInitLimit());
            assertThat(member.syncLimit()).isEqualTo(theirs.getSyncLimit());
            assertThat(member.membership().toText())
                    .isEqualTo(theirs.getQuorumVerifier().toString());
        });
    }

    /** Lines are separated by an ampersand. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "clientPort=02181",
                "clientPort = 2181 & tickTime : 0250",
                "clientPort 2181 & tickTime\t+400",
                "clientPort=2181 & clientPortAddress=127.0.0.1",
                "clientPort=2181 & clientPortAddress=::1",
                "clientPort=2181 & clientPortAddress=[::1]",
                "clientPort=2181 & clientPort=2182",
                "clientPort=21\\u003881",
                "clientPort=2181 & dataLogDir=/l\u00f6g",
                "clientPort=2181 & dataLogDir=/with\\ space\\=and\\:colon",
                "clientPort=2181 & # comment of one who writes \u00e4\u00f6\u00fc",
                "clientPort=2181 & maxClientCnxns=-1",
                "clientPort=2181 & maxClientCnxns=0",
                "clientPort=2181 & autopurge.purgeInterval=-1 & autopurge.snapRetainCount=-7",
                "clientPort=2181 & autopurge.purgeInterval=24 & autopurge.snapRetainCount=2",
                "clientPort=2181 & minSessionTimeout=-1 & maxSessionTimeout=-1",
                "clientPort=2181 & minSessionTimeout=100 & maxSessionTimeout=100",
                "clientPort=2181 & clientPortListenBacklog=9",
                "clientPort=2181 & server.1=a:2888:3888",
                "clientPort=2181 & server.1=a:2888:3888 & standaloneEnabled=FALSE",
                "server.1=a:2888:3888;2181 & standaloneEnabled=false",
                "server.1=a:2888:3888;127.0.0.1:2181",
                "clientPort=2181 & initLimit=0 & syncLimit=-5 & peerType=Observer & electionAlg=3 & observerMasterPort=-1",
                "clientPort=2181 & commitLogCount=many & cnxTimeout=5s & leaderServes=perhaps",
            })
    void aStandaloneServersFile(String lines) throws Exception {
        assertSame(write(lines.split("\\s*" + NEXT + "\\s*")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server.3=c:2888:3888",
                "server.3 = c:2888:3888",
                "server.3: c:2888:3888",
                "server.003=c:2888:3888",
                "server.3=c:2888:3888:participant",
                "server.3=c:2888:3888:observer",
                "server.3=c:2888:3888:OBSERVER",
                "server.3=c:2888:3888: Observer",
                "server.3=c:2888:3888:Participant;2183",
                "server.3=c:2888:3888:observer ;2183",
                "server.3=c:2888:3888:",
                "server.3=c:2888:3888;",
                "server.3=c:02888:03888;02183",
                "server.3=c:2888:3888;c.example.org:2183",
                "server.3=c:2888:3888;[::1]:2183",
                "server.3=[::1]:2888:3888",
                "server.3=[::]:2888:3888;[2001:0DB8::0001:0]:2183",
                "server.3=[2001:db8:0:0:1::1]:2888:3888:observer",
                "server.3=[fe80:0:0:0:0:0:0:1]:2888:3888",
                "server.3=[0::7:0:0]:2888:3888|q:2888:3888",
                "server.3=z:2888:3888|c:2889:3889",
                "server.3=z:2888:3888:observer|c:2889:3889",
                "server.3=z:2888:3888|c:2889:3889:observer;2183",
                "server.3=z:2888:3888:Observer|c:2889:3889:observer",
                "server.3=z:2888:3888|",
                "server.3=c:2888:3888 & server.10=d:2888:3888 & server.15=e:2888:3888:observer",
                "server.3=c:2888:3888 & group.1=1:2 & group.2=3 & weight.1=2",
                "server.3=c:2888:3888 & group.1=1:2:3 & weight.3=0",
                "server.3=c:2888:3888:observer & peerType=Observer",
                "server.3=c:2888:3888 & clientPortAddress=0.0.0.0"
            })
    void aMembersFile(String lines) throws Exception {
        String[] more = lines.split("\\s*" + NEXT + "\\s*");
        List<String> all = new ArrayList<>(List.of("server.1=a:2888:3888", "server.2=b:2888:3888", "clientPort=2181"));
        all.addAll(List.of(more));
        assertSame(write(all.toArray(String[]::new)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server.3=c:2888",
                "server.3=c:2888:3888:voter",
                "server.3=c:2888:3888:observer:2183",
                "server.3=c:2888:3888 ;2183",
                "server.3=c:2888:x",
                "server.3=c:2888:65536",
                "server.3=c:2888:2888",
                "server.3=c:2888:3888;2183;2184",
                "server.3=c:2888:3888;a:b:2183",
                "server.3=[::1:2888:3888",
                "server.3=z:2888:3888:observer|c:2889:3889:participant",
                "server.x=c:2888:3888",
                "server.3=c:2888:3888 & group.1=1:2",
                "server.1=a:2888:3888;2199",
                "server.1=a:2888:3888;10.0.0.1:2181 & clientPortAddress=127.0.0.1",
                "peerType=learner",
                "electionAlg=2",
                "initLimit=0",
                "syncLimit=",
                "tickTime=0",
                "tickTime=1e3",
                "clientPort=",
                "minSessionTimeout=70000",
                "localSessionsEnabled=yes please",
                "dynamicConfigFile=/none/such",
                "quorum.auth.serverRequireSasl=true",
                "quorum.auth.enableSasl=true & quorum.auth.serverRequireSasl=true",
            })
    void neitherStartsWith(String lines) throws Exception {
        List<String> all = new ArrayList<>(List.of("server.1=a:2888:3888", "server.2=b:2888:3888", "clientPort=2181"));
        all.addAll(List.of(lines.split("\\s*" + NEXT + "\\s*")));
        Path written = write(all.toArray(String[]::new));
        assertThatThrownBy(() -> theirs(written)).isInstanceOf(Exception.class);
        assertThatThrownBy(() -> ours(written)).isInstanceOf(ConfigException.class);
    }

    /** Keys that mean something to members of ensembles alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "initLimit=ten",
                "initLimit=",
                "syncLimit=5s",
                "connectToLearnerMasterLimit=x",
                "electionAlg=2",
                "electionAlg=fast",
                "peerType=learner",
                "localSessionsEnabled=yes please",
                "localSessionsUpgradingEnabled=1",
                "quorumListenOnAllIPs=all",
                "syncEnabled=",
                "observerMasterPort=x",
                "multiAddress.enabled=2",
                "multiAddress.reachabilityCheckEnabled=0",
                "multiAddress.reachabilityCheckTimeoutMs=1s",
                "sslQuorum=tls",
                "portUnification=both",
                "sslQuorumReloadCertFiles=daily",
                "quorum.auth.enableSasl=kerberos",
                "quorum.auth.serverRequireSasl=true",
                "quorum.auth.enableSasl=true & quorum.auth.serverRequireSasl=true",
                "quorum.auth.learnerRequireSasl=true",
            })
    void neitherStartsAloneWith(String lines) throws Exception {
        List<String> all = new ArrayList<>(List.of("clientPort=2181"));
        all.addAll(List.of(lines.split("\\s*" + NEXT + "\\s*")));
        Path written = write(all.toArray(String[]::new));
        assertThatThrownBy(() -> theirs(written)).isInstanceOf(Exception.class);
        String wrong = all.get(all.size() - 1);
        assertThatThrownBy(() -> ours(written))
                .isInstanceOf(ConfigException.class)
                .hasMessageMatching(Pattern.quote(file + ": " + wrong) + " (is|needs) .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"members", "zoo.cfg.dynamic", "zoo.cfg.dynamic.1000000aF", "zoo.d", "cafe"})
    void theVersionStandsInTheNameOfAFileOfMembers(String name) throws Exception {
        Path members = Files.writeString(
                directory.resolve(name), "server.1=a:1:2;2181\nserver.2=b:1:2:observer\nserver.3=c:1:2");
        assertSame(write("dynamicConfigFile=" + members));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1\n", "1\r\n", "+1", "01", "1\nand more\n"})
    void whoIAmStandsInTheFirstLine(String text) throws Exception {
        iAm(text);
        assertSame(write("clientPort=2181", "server.1=a:2888:3888", "server.2=b:2888:3888"));
    }

    @Test
    void whatOneWordSwitchesIsSwitchedByNoOther() throws Exception {
        for (String line :
                List.of("forceSync=false", "forceSync=No", "skipACL=true", "skipACL=YES", "leaderServes=false")) {
            Path written = write("clientPort=2181", "server.1=a:1:2", "server.2=b:1:2", line);
            assertThatThrownBy(() -> ours(written))
                    .as("the reference takes it for the default, which is the opposite")
                    .isInstanceOf(ConfigException.class)
                    .hasMessage(file + ": " + line + " is neither yes nor no");
        }
        ServerConfig usual = ours(write(
                "clientPort=2181",
                "server.1=a:1:2",
                "server.2=b:1:2",
                "forceSync=true",
                "skipACL=NO",
                "leaderServes=Yes"));
        assertThat(usual.storage().log().force()).isTrue();
        assertThat(usual.auth().skipAcl()).isFalse();
        assertThat(usual.member().orElseThrow().leaderServes()).isTrue();
    }
}
