package io.coordkit.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.core.auth.AuthRules;
import io.coordkit.core.storage.Compression;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An ordinary configuration file becomes a record, or an error that names file and key. */
class ZooCfgTest {
    /** Keys that a system property may give, too. */
    private static final List<String> KEYS = List.of(
            "clientPort=0",
            "clientPortAddress=127.0.0.1",
            "clientPortListenBacklog=17",
            "tickTime=250",
            "minSessionTimeout=300",
            "maxSessionTimeout=9000",
            "maxClientCnxns=5",
            "maxCnxns=6",
            "jute.maxbuffer=4096",
            "clientTcpKeepAlive=true",
            "preAllocSize=64",
            "txnLogSizeLimitInKb=128",
            "snapCount=1000",
            "snapSizeLimitInKb=77",
            "snapshot.compression.method=gz",
            "serializeLastProcessedZxid.enabled=false",
            "closeSessionTxn.enabled=false",
            "forceSync=no",
            "db.autocreate=false",
            "flushDelay=1",
            "fsync.warningthresholdms=20",
            "datadir.autocreate=false",
            "snapshot.trust.empty=true",
            "digest.enabled=false",
            "autopurge.snapRetainCount=4",
            "autopurge.purgeInterval=2",
            "nio.sessionlessCnxnTimeout=77",
            "coordkit.ioThreads=2",
            "DigestAuthenticationProvider.digestAlg=SHA-256",
            "DigestAuthenticationProvider.superDigest=super:x",
            "skipACL=yes",
            "extendedTypesEnabled=true",
            "znode.container.checkIntervalMs=1000",
            "znode.container.maxPerMinute=3",
            "znode.container.maxNeverUsedIntervalMs=4",
            "initLimit=10",
            "syncLimit=5");

    @TempDir
    Path directory;

    private final Properties system = new Properties();

    private ZooCfg read(String... lines) throws IOException, ConfigException {
        Path file = directory.resolve("zoo.cfg");
        Files.writeString(file, String.join("\n", lines));
        return ZooCfg.read(file, system);
    }

    private ServerConfig minimalWith(String... lines) throws IOException, ConfigException {
        return read("dataDir=" + directory, "clientPort=2181", String.join("\n", lines))
                .config();
    }

    @Test
    void defaultsAreTheReferences() throws Exception {
        ServerConfig config = minimalWith();
        assertThat(config.tick()).isEqualTo(Duration.ofMillis(3000));
        assertThat(config.minSessionTimeout()).isEqualTo(Duration.ofMillis(6000));
        assertThat(config.maxSessionTimeout()).isEqualTo(Duration.ofMillis(60_000));
        assertThat(config.serverId()).isZero();
        assertThat(config.extendedTypes()).isFalse();
        assertThat(config.storage()).isEqualTo(StorageConfig.in(directory));
        assertThat(config.auth()).isEqualTo(AuthRules.DEFAULT);
        assertThat(config.clients().perAddressMax()).isEqualTo(60);
        assertThat(config.clients().totalMax()).isZero();
        assertThat(config.clients().frameBytesMax()).isEqualTo(0xfffff);
        assertThat(config.clients().handshakeTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.clients().address().getPort()).isEqualTo(2181);
        assertThat(config.clients().address().getAddress().isAnyLocalAddress()).isTrue();
    }

    @Test
    void everyKeyIsHeard() throws Exception {
        List<String> lines = new ArrayList<>(KEYS);
        lines.addAll(List.of(
                "# a comment",
                "dataDir=" + directory,
                "dataLogDir=" + directory.resolve("log"),
                "server.1=localhost:2888:3888"));
        ZooCfg cfg = read(lines.toArray(String[]::new));
        assertThat(cfg.unsupported()).isEmpty();
        assertThat(cfg.unknown()).isEmpty();
        ServerConfig config = cfg.config();
        assertThat(config.storage())
                .isEqualTo(new StorageConfig(
                        directory,
                        directory.resolve("log"),
                        false,
                        false,
                        false,
                        new StorageConfig.Log(64, 128, false, Duration.ofMillis(20), false),
                        new StorageConfig.Snapshots(1000, 77, Compression.GZIP, false, true),
                        new StorageConfig.Purge(4, Duration.ofHours(2))));
        ClientConfig clients = config.clients();
        assertThat(clients.address().getAddress().isLoopbackAddress()).isTrue();
        assertThat(clients)
                .isEqualTo(new ClientConfig(
                        clients.plain(),
                        17,
                        5,
                        6,
                        4096,
                        true,
                        Duration.ofMillis(77),
                        2,
                        Optional.empty(),
                        SaslConfig.DEFAULT));
        assertThat(config.auth().digest()).contains(new AuthRules.Digest("SHA-256", "super:x"));
        assertThat(config.auth().skipAcl()).isTrue();
        assertThat(config.containers()).isEqualTo(new io.coordkit.core.broadcast.ContainerCleaner.Policy(1000, 3, 4));
        assertThat(config.extendedTypes()).isTrue();
        assertThat(config.minSessionTimeout()).isEqualTo(Duration.ofMillis(300));
        assertThat(config.maxSessionTimeout()).isEqualTo(Duration.ofMillis(9000));
    }

    @Test
    void systemPropertiesGiveWhatTheFileDoesNot() throws Exception {
        system.setProperty("zookeeper.snapCount", "500");
        system.setProperty("jute.maxbuffer", "9999");
        system.setProperty("zookeeper.skipACL", "yes");
        ServerConfig config = minimalWith("zookeeper.skipACL=no");
        assertThat(config.storage().snapshots().transactions()).isEqualTo(500);
        assertThat(config.clients().frameBytesMax()).isEqualTo(9999);
        assertThat(config.auth().skipAcl()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "zookeeper."})
    void everyKeyMayBeASystemPropertyOrHaveThePrefixInTheFile(String prefix) throws Exception {
        ServerConfig expected = minimal(KEYS.toArray(String[]::new));
        assertThat(minimal(KEYS.stream().map(line -> prefix + line).toArray(String[]::new)))
                .usingRecursiveComparison()
                .ignoringFields("monitor")
                .isEqualTo(expected);
        for (String line : KEYS) {
            String[] parts = line.split("=", 2);
            system.setProperty(prefix + parts[0], parts[1]);
        }
        assertThat(minimal())
                .usingRecursiveComparison()
                .ignoringFields("monitor", "reconfig")
                .isEqualTo(expected);
    }

    private ServerConfig minimal(String... lines) throws IOException, ConfigException {
        return read("dataDir=" + directory, String.join("\n", lines)).config();
    }

    @Test
    void systemPropertiesGiveWhatTheCommandLineDoesNot() throws Exception {
        system.setProperty("zookeeper.snapCount", "500");
        system.setProperty("zookeeper.tickTime", "1");
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        ServerConfig config = ZooCfg.standalone(directory, address, Duration.ofSeconds(1), system);
        assertThat(config.storage().snapshots().transactions()).isEqualTo(500);
        assertThat(config.maxSessionTimeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.clients()).isEqualTo(ClientConfig.at(address));
        system.setProperty("zookeeper.snapCount", "abc");
        assertThatThrownBy(() -> ZooCfg.standalone(directory, address, Duration.ofSeconds(1), system))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("system property zookeeper.snapCount=abc is not an integer from 0 to ");
    }

    @Test
    void unknownKeysAreNamed() throws Exception {
        ZooCfg cfg = read(
                "dataDir=" + directory,
                "clientPort=1",
                "tickTme=5",
                "learner.asyncSending=x",
                "zookeeper.watchManagerName=y");
        assertThat(cfg.unknown()).containsExactly("tickTme");
        assertThat(cfg.unsupported())
                .containsExactly(
                        Map.entry("learner.asyncSending", "it tunes threads, queues or caches that are not there"),
                        Map.entry(
                                "zookeeper.watchManagerName", "it tunes threads, queues or caches that are not there"));
    }

    @Test
    void systemPropertiesThatMeanNothingAreNamedUnlessTheyAreForClients() throws Exception {
        system.setProperty("zookeeper.snapCunt", "5");
        system.setProperty("zookeeper.watchManagerName", "y");
        system.setProperty("zookeeper.initLimit", "5");
        system.setProperty("zookeeper.sasl.client.username", "zk");
        system.setProperty("zookeeper.ssl.keyStore.location", "/k.pem");
        system.setProperty("snapCunt", "5");
        assertThat(read("dataDir=" + directory, "clientPort=1").remarks())
                .containsExactly(
                        "system property zookeeper.snapCunt means nothing to this server",
                        "system property zookeeper.watchManagerName has no effect: it tunes threads, queues or caches that are not there");
    }

    /**
     * Whatever ZooKeeper 3.9 has a key for is either a setting here, or named as one that has no effect; nobody is told that it is a typing error.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "admin.httpVersion",
                "admin.idleTimeout",
                "audit.impl.class",
                "bitHashCacheSize",
                "commitProcessor.maxCommitBatchSize",
                "commitProcessor.maxReadBatchSize",
                "commitProcessor.numWorkerThreads",
                "commitProcessor.shutdownTimeout",
                "follower.nodelay",
                "follower.skipLearnerRequestToNextProcessor",
                "forceSnapshotSync",
                "forward_learner_requests_to_commit_processor_disabled",
                "intBufferStartingSizeBytes",
                "jmx.log4j.disable",
                "jvm.pause.info-threshold.ms",
                "jvm.pause.sleep.time.ms",
                "jvm.pause.warn-threshold.ms",
                "kerberos.minReLoginTimeMs",
                "kinit",
                "leader.ackLoggingFrequency",
                "leader.closeSocketAsync",
                "leader.nodelay",
                "learner.asyncSending",
                "learner.closeSocketAsync",
                "maxGetChildrenResponseCacheSize",
                "maxInProcessingDeadWatchers",
                "maxResponseCacheSize",
                "messageTracker.BufferSize",
                "messageTracker.Enabled",
                "metricsProvider.maxQueueSize",
                "metricsProvider.numWorkerThreads",
                "metricsProvider.workerShutdownTimeoutMs",
                "netty.advancedFlowControl.enabled",
                "netty.server.earlyDropSecureConnectionHandshakes",
                "netty.server.outstandingHandshake.limit",
                "nio.directBufferBytes",
                "nio.numSelectorThreads",
                "nio.numWorkerThreads",
                "nio.shutdownTimeout",
                "oraclePath",
                "pathStats.enabled",
                "quorum.cnxn.threads.size",
                "request_throttler.shutdownTimeout",
                "requireKerberosConfig",
                "serverCnxnFactory",
                "ssl.sslProvider",
                "watchManagerName",
                "watcherCleanIntervalInSeconds",
                "watcherCleanThreadsNum",
                "watcherCleanThreshold"
            })
    void everyKeyOfTheReferenceIsKnown(String key) throws Exception {
        assertThat(read("dataDir=" + directory, "clientPort=1", key + "=1").unknown())
                .isEmpty();
    }

    @Test
    void pausesOfTheProcessAreToldOnDemand() throws Exception {
        assertThat(minimalWith("jvm.pause.sleep.time.ms=1").monitor().pauses()).isEmpty();
        assertThat(minimalWith("jvm.pause.monitor=true").monitor().pauses())
                .contains(new PauseConfig(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(10)));
        assertThat(minimalWith(
                                "jvm.pause.monitor=true",
                                "jvm.pause.sleep.time.ms=1",
                                "jvm.pause.info-threshold.ms=2",
                                "jvm.pause.warn-threshold.ms=3")
                        .monitor()
                        .pauses())
                .contains(new PauseConfig(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3)));
    }

    @Test
    void bothOfTheReferencesWaysToServeSocketsAreTaken() throws Exception {
        for (String name : new String[] {"NIOServerCnxnFactory", "NettyServerCnxnFactory"}) {
            ZooCfg cfg = read(
                    "dataDir=" + directory, "clientPort=1", "serverCnxnFactory=org.apache.zookeeper.server." + name);
            assertThat(cfg.unsupported()).isEmpty();
            assertThat(cfg.remarks()).isEmpty();
        }
        assertThat(read("dataDir=" + directory, "clientPort=1", "serverCnxnFactory=mine")
                        .remarks())
                .singleElement()
                .asString()
                .endsWith("zoo.cfg: serverCnxnFactory=mine has no effect: no classes of others are loaded");
    }

    @Test
    void theServersNumberComesFromMyid() throws Exception {
        Files.writeString(directory.resolve("myid"), " 7\n");
        assertThat(minimalWith().serverId()).isEqualTo(7);
        for (String bad : new String[] {"", "x", "1 2", "\n1"}) {
            Files.writeString(directory.resolve("myid"), bad);
            assertThatThrownBy(() -> minimalWith())
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("myid");
        }
    }

    /** {@code QuorumPeerConfig} checks only that it is a number, and a session id has room for its lowest byte. */
    @Test
    void aStandaloneServerTakesAnyNumber() throws Exception {
        Files.writeString(directory.resolve("myid"), "-1");
        assertThat(minimalWith().serverId()).isEqualTo(255);
        Files.writeString(directory.resolve("myid"), "258");
        assertThat(minimalWith().serverId()).isEqualTo(2);
    }

    @Test
    void fewerSnapshotsThanThreeAreRemarkedUpon() throws Exception {
        ZooCfg cfg = read("dataDir=" + directory, "clientPort=1", "autopurge.snapRetainCount=1");
        assertThat(cfg.config().storage().purge().retain()).isEqualTo(3);
        assertThat(cfg.remarks())
                .singleElement()
                .asString()
                .contains("zoo.cfg: autopurge.snapRetainCount=1 keeps too little");
    }

    @ParameterizedTest
    @CsvSource({
        "tickTime, 0",
        "tickTime, fast",
        "tickTime, 99999999999",
        "tickTime, 200000000",
        "clientPort, 65536",
        "clientPort, -1",
        "clientPort, http",
        "maxClientCnxns, x",
        "jute.maxbuffer, 0",
        "preAllocSize, -1",
        "digest.enabled, perhaps",
        "skipACL, 1",
        "DigestAuthenticationProvider.digestAlg, NOSUCH",
        "autopurge.purgeInterval, x",
        "minSessionTimeout, -2",
        "minSessionTimeout, 70000",
        "snapshot.compression.method, zip",
        "forceSync, perhaps",
        "snapCount, 1e5"
    })
    void badValuesNameFileAndKey(String key, String value) {
        assertThatThrownBy(() -> minimalWith(key + "=" + value))
                .isInstanceOf(ConfigException.class)
                .hasMessageMatching(Pattern.quote(directory.resolve("zoo.cfg") + ": " + key + "=" + value)
                        + " (is|must) .*[a-z0-9]");
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThatThrownBy(() -> read("clientPort=1"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("zoo.cfg")
                .hasMessageContaining("dataDir");
        assertThatThrownBy(() -> read("dataDir=" + directory))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("clientPort");
        assertThatThrownBy(() -> ZooCfg.read(directory.resolve("none.cfg"), system))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("none.cfg: no such file");
        assertThatThrownBy(() -> ZooCfg.read(directory, system)).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> minimalWith("clientPortAddress=no such host"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("clientPortAddress");
        assertThatThrownBy(() -> minimalWith("x=\\u00zz")).isInstanceOf(ConfigException.class);
    }
}
