package io.coordkit.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.core.election.ElectionTimes;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.session.LocalSessions;
import io.coordkit.core.zab.RoleTimes;
import io.coordkit.core.zab.SyncLimits;
import io.coordkit.server.config.MemberConfig.ObserverMasters;
import io.coordkit.server.config.MemberConfig.PeerSockets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The configuration of an ensemble's member becomes a record, or an error that names file and key. */
class EnsembleCfgTest {
    private static final String[] THREE = {
        "server.1=one:2888:3888", "server.2=two:2888:3888", "server.3=three:2888:3888:observer;0.0.0.0:2183"
    };
    private static final String[] THREE_VOTERS = {"server.1=a:1:2", "server.2=b:1:2", "server.3=c:1:2"};

    private static final String[] KEYS = {
        "peerType=participant",
        "electionAlg=3",
        "standaloneEnabled=true",
        "connectToLearnerMasterLimit=4",
        "quorumListenOnAllIPs=true",
        "cnxTimeout=700",
        "electionPortBindRetry=0",
        "commitLogCount=600",
        "readonlymode.enabled=true",
        "leaderServes=no",
        "localSessionsEnabled=true",
        "localSessionsUpgradingEnabled=true",
        "fastleader.minNotificationInterval=100",
        "fastleader.maxNotificationInterval=3000",
        "leaderConnectDelayDuringRetryMs=150",
        "observer.reconnectDelayMs=250",
        "observer.election.DelayMs=350",
        "leader.maxTimeToWaitForEpoch=450",
        "quorumCnxnTimeoutMs=900",
        "tcpKeepAlive=true",
        "multiAddress.enabled=true",
        "multiAddress.reachabilityCheckEnabled=true",
        "multiAddress.reachabilityCheckTimeoutMs=300",
        "snapshotSizeFactor=0.5",
        "leader.maxConcurrentSnapSyncs=3",
        "leader.maxConcurrentDiffSyncs=4",
        "observerMasterPort=2191",
        "observerMaster.sizeLimit=1000000"
    };

    @TempDir
    Path directory;

    private final Properties system = new Properties();

    @BeforeEach
    void serverOne() throws IOException {
        iAm("1");
    }

    private void iAm(String id) throws IOException {
        Files.writeString(directory.resolve("myid"), id);
    }

    private ZooCfg read(List<String> lines) throws IOException, ConfigException {
        Path file = directory.resolve("zoo.cfg");
        Files.writeString(file, String.join("\n", lines));
        return ZooCfg.read(file, system);
    }

    private List<String> base(String... more) {
        List<String> lines = new ArrayList<>(
                List.of("dataDir=" + directory, "clientPort=2181", "tickTime=1000", "initLimit=10", "syncLimit=5"));
        lines.addAll(List.of(more));
        return lines;
    }

    private ZooCfg three(String... more) throws IOException, ConfigException {
        List<String> lines = base(THREE);
        lines.addAll(List.of(more));
        return read(lines);
    }

    private void assertRefused(List<String> lines, String... parts) {
        assertThatThrownBy(() -> read(lines))
                .isInstanceOf(ConfigException.class)
                .satisfies(e -> assertThat(e.getMessage())
                        .contains(directory.toString())
                        .contains(parts));
    }

    private String dynamicFile(String name, String... lines) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, String.join("\n", lines));
        return "dynamicConfigFile=" + file;
    }

    @Test
    void defaultsAreTheReferences() throws Exception {
        ZooCfg cfg = three();
        assertThat(cfg.unknown()).isEmpty();
        assertThat(cfg.unsupported()).isEmpty();
        ServerConfig config = cfg.config();
        assertThat(config.serverId()).isEqualTo(1);
        assertThat(config.clients().address().getPort()).isEqualTo(2181);
        MemberConfig member = config.member().orElseThrow();
        assertThat(member.initLimit()).isEqualTo(10);
        assertThat(member.syncLimit()).isEqualTo(5);
        assertThat(member.recentWanted()).isEqualTo(500);
        assertThat(member.readOnlyMode()).isFalse();
        assertThat(member.leaderServes()).isTrue();
        assertThat(member.electionTimes()).isEqualTo(ElectionTimes.DEFAULT);
        assertThat(member.roleTimes()).isEqualTo(new RoleTimes(0, 0, 200, -1));
        assertThat(member.sockets())
                .isEqualTo(new PeerSockets(
                        false,
                        3,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        false,
                        Optional.of(Duration.ofSeconds(1))));
        assertThat(member.membership().toText())
                .isEqualTo(String.join(
                        "\n",
                        "server.1=one:2888:3888:participant",
                        "server.2=two:2888:3888:participant",
                        "server.3=three:2888:3888:observer;0.0.0.0:2183",
                        "version=0"));
    }

    @Test
    void everyKeyIsHeard() throws Exception {
        ZooCfg cfg = three(KEYS);
        assertThat(cfg.unknown()).isEmpty();
        assertThat(cfg.unsupported()).isEmpty();
        MemberConfig member = cfg.config().member().orElseThrow();
        assertThat(member)
                .isEqualTo(new MemberConfig(
                        member.membership(),
                        10,
                        5,
                        600,
                        0.5,
                        new SyncLimits(true, 3, 4),
                        true,
                        false,
                        LocalSessions.UPGRADED,
                        new ElectionTimes(200, 100, 3000),
                        new RoleTimes(150, 250, 350, 450),
                        new ObserverMasters(2191, 1_000_000),
                        new PeerSockets(
                                true,
                                0,
                                Duration.ofMillis(700),
                                Duration.ofSeconds(4),
                                Duration.ofMillis(900),
                                true,
                                Optional.of(Duration.ofMillis(300))),
                        PeerSecurity.NONE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zookeeper."})
    void everyKeyMayBeASystemPropertyOrHaveThePrefixInTheFile(String prefix) throws Exception {
        MemberConfig expected = three(KEYS).config().member().orElseThrow();
        String[] prefixed = Stream.of(KEYS).map(key -> prefix + key).toArray(String[]::new);
        assertThat(three(prefixed).config().member().orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(expected);
        for (String line : prefixed) {
            system.setProperty(line.split("=")[0], line.split("=")[1]);
        }
        assertThat(three().config().member().orElseThrow())
                .usingRecursiveComparison()
                .isEqualTo(expected);
    }

    @Test
    void keysOfPeersThatKnowEachOther() throws Exception {
        List<String> lines = base(THREE_VOTERS);
        lines.addAll(List.of(
                "sslQuorum=true",
                "sslQuorumReloadCertFiles=true",
                "ssl.quorum.keyStore.location=/k.p12",
                "ssl.quorum.trustStore.location=/t.p12",
                "fips-mode=false",
                "quorum.auth.enableSasl=true",
                "quorum.auth.learnerRequireSasl=true",
                "quorum.auth.serverRequireSasl=true",
                "quorum.auth.learner.saslLoginContext=L",
                "quorum.auth.server.saslLoginContext=S",
                "quorum.auth.kerberos.servicePrincipal=zk/_HOST",
                "kerberos.canonicalizeHostNames=true"));
        ZooCfg cfg = read(lines);
        assertThat(cfg.unknown()).isEmpty();
        assertThat(cfg.unsupported()).isEmpty();
        PeerSecurity security = cfg.config().member().orElseThrow().security();
        assertThat(security.connectsByTls()).isTrue();
        assertThat(security.acceptsPlain()).isFalse();
        assertThat(security.sasl()).contains(new PeerSecurity.PeerSasl(true, true, "L", "S", "zk/_HOST", true, true));
        TlsConfig tls = security.tls().orElseThrow();
        assertThat(tls.names()).isEqualTo(new TlsConfig.NameChecks(true, true, true));
        assertThat(tls.protocols()).containsExactly("TLSv1.3", "TLSv1.2");
        assertThat(tls.reload()).isTrue();
        lines.add("portUnification=true");
        lines.add("fips-mode=true");
        PeerSecurity either = read(lines).config().member().orElseThrow().security();
        assertThat(either.acceptsPlain()).isTrue();
        assertThat(either.tls().orElseThrow().names().servers()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sslQuorum", "portUnification", "quorum.auth.learnerRequireSasl", "quorum.auth.serverRequireSasl"
            })
    void whatPeersDemandMustBePossible(String key) {
        List<String> lines = base(THREE_VOTERS);
        lines.add(key + "=true");
        assertThatThrownBy(() -> read(lines))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("zoo.cfg: ");
    }

    @Test
    void systemPropertiesGiveWhatTheFileDoesNot() throws Exception {
        system.setProperty("zookeeper.cnxTimeout", "123");
        system.setProperty("readonlymode.enabled", "true");
        MemberConfig member = three().config().member().orElseThrow();
        assertThat(member.sockets().electionConnectTimeout()).isEqualTo(Duration.ofMillis(123));
        assertThat(member.readOnlyMode()).isTrue();
    }

    @Test
    void negativeWaitsAreNone() throws Exception {
        MemberConfig member = three(
                        "observer.reconnectDelayMs=-1",
                        "observer.election.DelayMs=-200",
                        "leader.maxTimeToWaitForEpoch=-7")
                .config()
                .member()
                .orElseThrow();
        assertThat(member.roleTimes()).isEqualTo(RoleTimes.SHORTEST);
    }

    @Test
    void groupsAndWeightsCount() throws Exception {
        List<String> lines = base(THREE_VOTERS);
        lines.addAll(List.of("group.1=1:2", "group.2=3", "weight.1=2", "weight.3=0"));
        Membership membership = read(lines).config().member().orElseThrow().membership();
        assertThat(membership.quorum().weightOf(1)).isEqualTo(2);
        assertThat(membership.quorum().weightOf(2)).isEqualTo(1);
        assertThat(membership.quorum().weightOf(3)).isZero();
        assertThat(membership.toText()).contains("group.1=1:2", "group.2=3");
    }

    @Test
    void theClientPortMayStandInTheServersLine() throws Exception {
        iAm("3");
        List<String> lines = base(THREE);
        lines.remove("clientPort=2181");
        ServerConfig config = read(lines).config();
        assertThat(config.clients().address().getPort()).isEqualTo(2183);
        assertThat(config.clients().address().getAddress().isAnyLocalAddress()).isTrue();
        lines.add("clientPort=2183");
        assertThat(read(lines).config().clients().address().getPort()).isEqualTo(2183);
        lines.add("clientPortAddress=0.0.0.0");
        assertThat(read(lines).config().clients().address().getPort()).isEqualTo(2183);
        lines.add("clientPortAddress=127.0.0.1");
        assertRefused(lines, "zoo.cfg: clientPortAddress=127.0.0.1 differs", "0.0.0.0:2183");
        assertRefused(base(THREE), "zoo.cfg: clientPort=2181 differs", "0.0.0.0:2183");
        iAm("1");
        lines.removeIf(line -> line.startsWith("clientPort"));
        assertRefused(lines, "zoo.cfg: clientPort is missing", "server.1");
    }

    @Test
    void membersMayStandInAFileOfTheirOwn() throws Exception {
        String plain = dynamicFile("zoo.cfg.dynamic", THREE);
        assertThat(read(base(plain))
                        .config()
                        .member()
                        .orElseThrow()
                        .membership()
                        .version())
                .isZero();
        String named = dynamicFile("zoo.cfg.dynamic.10000000a", THREE);
        MemberConfig member = read(base(named)).config().member().orElseThrow();
        assertThat(member.membership().version()).isEqualTo(0x1_0000_000aL);
        assertThat(member.membership().voters()).containsExactly(1L, 2L);
        String inside = dynamicFile("members", THREE[0], THREE[1], "version=1f");
        assertThat(read(base(inside))
                        .config()
                        .member()
                        .orElseThrow()
                        .membership()
                        .version())
                .isEqualTo(0x1f);
    }

    @Test
    void aFileOfMembersHoldsNothingElse() throws Exception {
        assertRefused(
                base(dynamicFile("a.1", THREE), "server.4=d:1:2"), "zoo.cfg: server.4=d:1:2", "dynamicConfigFile");
        assertRefused(base(dynamicFile("a.1", THREE[0], "tickTime=1")), "a.1: tickTime has no place here");
        assertRefused(base(dynamicFile("a.1", "version=1")), "a.1: no server.N line");
        assertRefused(base(dynamicFile("a.1", THREE[0], "version=2")), "a.1: version=2 ");
        assertRefused(base(dynamicFile("a.b", THREE[0], "version=x")), "a.b: version=x ");
        assertRefused(base("dynamicConfigFile=" + directory.resolve("none")), "none: no such file");
    }

    @Test
    void oneParticipantIsAStandaloneServer() throws Exception {
        assertThat(read(base("server.1=a:1:2")).config().member()).isEmpty();
        assertThat(read(base()).config().member()).isEmpty();
        List<String> lines = base("server.1=a:1:2;127.0.0.1:2199");
        lines.removeIf(line -> line.startsWith("clientPort="));
        assertThat(read(lines).config().clients().address().getPort()).isEqualTo(2199);
    }

    @Test
    void oneParticipantIsAnEnsembleWhereThatIsWanted() throws Exception {
        assertThat(read(base("standaloneEnabled=false", "server.1=a:1:2"))
                        .config()
                        .member())
                .isPresent();
        assertThat(read(base("standaloneEnabled=false", "server.1=a:1:2", "server.2=b:1:2:observer"))
                        .config()
                        .member())
                .isPresent();
        assertRefused(base("standaloneEnabled=false"), "standaloneEnabled=false needs server.N lines");
        assertRefused(base("server.1=a:1:2", "server.2=b:1:2:observer"), "observers need several participants");
        assertRefused(base("server.1=a:1:2:observer", "server.2=b:1:2:observer"), "observers need participants");
    }

    @Test
    void whoIAmMustBeKnown() throws Exception {
        iAm("4");
        assertRefused(base(THREE), "myid: holds 4, but the servers in ", "zoo.cfg are 1, 2, 3");
        for (String bad : List.of("four", "-1", "256")) {
            iAm(bad);
            assertRefused(base(THREE), "myid: must hold the server's number, 0 to 255");
        }
        Files.delete(directory.resolve("myid"));
        assertRefused(base(THREE), "myid is missing", "server.N");
        iAm("255");
        assertThat(read(base("server.255=a:1:2", "server.2=b:1:2")).config().serverId())
                .isEqualTo(255);
        assertRefused(
                base("server.255=a:1:2", "server.2=b:1:2", "extendedTypesEnabled=true"), "myid: must hold 0 to 254");
    }

    @Test
    void theServersLineCountsAndNotThePeerType() throws Exception {
        ZooCfg cfg = three("peerType=observer");
        assertThat(cfg.config().member().orElseThrow().membership().voters()).contains(1L);
        assertThat(cfg.remarks())
                .singleElement()
                .asString()
                .contains("zoo.cfg: peerType=observer contradicts the line server.1=", ", which counts");
        assertThat(three("peerType=participant").remarks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"initLimit", "syncLimit"})
    void limitsAreRequired(String key) {
        List<String> lines = base(THREE);
        lines.removeIf(line -> line.startsWith(key));
        assertRefused(lines, "zoo.cfg: " + key + " is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "initLimit, 0",
        "syncLimit, many",
        "syncLimit, 9999999",
        "electionAlg, 0",
        "peerType, learner",
        "connectToLearnerMasterLimit, -1",
        "quorumListenOnAllIPs, perhaps",
        "cnxTimeout, 0",
        "electionPortBindRetry, -1",
        "commitLogCount, x",
        "leaderServes, 2",
        "fastleader.minNotificationInterval, 0",
        "fastleader.maxNotificationInterval, 100",
        "quorumCnxnTimeoutMs, -2",
        "leaderConnectDelayDuringRetryMs, -1",
        "observer.reconnectDelayMs, soon",
        "observer.election.DelayMs, 99999999999",
        "leader.maxTimeToWaitForEpoch, x",
        "standaloneEnabled, 7"
    })
    void badValuesNameFileAndKey(String key, String value) {
        List<String> lines = base(THREE);
        lines.removeIf(line -> line.startsWith(key));
        lines.add(key + "=" + value);
        assertRefused(lines, "zoo.cfg: " + key + "=" + value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "server.4=d:1 > server.4=d:1 is not of the form host:quorumPort:electionPort",
                "server.4=d:0:1 > server.4=d:0:1 is not of the form",
                "server.4=d:1:2:voter > server.4=d:1:2:voter is not of the form",
                "server.x=d:1:2 > server.x",
                "server.4=d:1:1 > server.4=d:1:1 uses port 1 twice",
                "server.4=two:3888:1 > the address two:3888, which is that of server.2",
                "server.02=d:1:2 > is the same line as server.02",
                "server.4=d:1:2|e:1:2 > has several addresses without multiAddress.enabled=true",
                "group.1=1:2:9 > names server 9",
                "group.1=1:x > group.1",
                "weight.1=2 > weight.1=2 means nothing without group.N lines"
            })
    void badLinesAreNamed(String line, String problem) {
        List<String> lines = base(THREE);
        lines.add(line);
        assertRefused(lines, "zoo.cfg: ", problem);
    }

    @Test
    void serversMayHaveTheSameQuorumPort() throws Exception {
        List<String> lines = base(THREE_VOTERS);
        lines.addAll(List.of("server.4=d:1:2:observer", "server.5=d:1:3:observer"));
        assertThat(read(lines).config().member().orElseThrow().membership().members())
                .hasSize(5);
        lines.add("server.6=d:3:4:observer");
        assertRefused(lines, "server.6", "has the address d:3, which is that of server.5");
    }

    @Test
    void aServerMayHaveSeveralAddresses() throws Exception {
        List<String> lines = base(THREE_VOTERS);
        lines.addAll(List.of(
                "server.4=d:1:2|e:3:4:observer",
                "multiAddress.enabled=true",
                "multiAddress.reachabilityCheckEnabled=false"));
        MemberConfig member = read(lines).config().member().orElseThrow();
        assertThat(member.membership().toText()).contains("server.4=d:1:2|e:3:4:observer");
        assertThat(member.sockets().reachabilityCheck()).isEmpty();
        lines.add("server.5=f:1:2|e:3:4:observer");
        assertRefused(lines, "server.5", "has the address e:4, which is that of server.4");
    }

    @Test
    void aServerIsInOneGroup() {
        List<String> lines = base(THREE_VOTERS);
        lines.addAll(List.of("group.1=1:2", "group.2=2:3"));
        assertRefused(lines, "zoo.cfg: group.2=2:3 names server 2, which is in group.1");
        lines.removeIf(line -> line.startsWith("group.2"));
        assertRefused(lines, "zoo.cfg: server.3 votes and is in no group");
    }

    @Test
    void thePortsOfAServerDiffer() {
        assertRefused(
                base("server.1=a:2181:3888", "server.2=b:1:2"), "server.1=a:2181:3888 uses port 2181", "client port");
        assertRefused(base("server.1=a:2888:2181", "server.2=b:1:2"), "uses port 2181");
    }
}
