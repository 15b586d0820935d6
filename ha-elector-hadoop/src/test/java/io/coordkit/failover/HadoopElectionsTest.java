package io.coordkit.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.elector.ElectorConfig;
import io.coordkit.elector.ParentZnode;
import io.coordkit.elector.data.ActiveRmInfo;
import io.coordkit.server.CoordServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeys;
import org.apache.hadoop.util.ZKUtil;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the keys of {@code core-site.xml} and {@code yarn-site.xml} come to. */
final class HadoopElectionsTest {
    @TempDir
    Path directory;

    private final Configuration conf = new Configuration();

    private Configuration site(String name, String... keysAndValues) throws Exception {
        StringBuilder xml = new StringBuilder("<configuration>");
        for (int i = 0; i < keysAndValues.length; i += 2) {
            xml.append("<property><name>")
                    .append(keysAndValues[i])
                    .append("</name><value>")
                    .append(keysAndValues[i + 1])
                    .append("</value></property>");
        }
        Path file = Files.writeString(directory.resolve(name), xml.append("</configuration>"));
        conf.addResource(file.toUri().toURL());
        return conf;
    }

    @Test
    void controllersHaveHadoopsDefaults() throws Exception {
        site("core-site.xml", "ha.zookeeper.quorum", "zk1:2181,zk2:2181");
        ElectorConfig config = HadoopElections.ofControllers(conf, "ns1");
        assertThat(config.connectString()).isEqualTo("zk1:2181,zk2:2181");
        assertThat(config.paths().lock()).isEqualTo("/hadoop-ha/ns1/ActiveStandbyElectorLock");
        assertThat(config.sessionTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.acl()).isEqualTo(ZooDefs.Ids.OPEN_ACL_UNSAFE);
        assertThat(config.auth()).isEmpty();
        assertThat(config.maxRetries()).isEqualTo(3);
    }

    @Test
    void aMembersOwnValuesGoBeforeThoseOfItsGroup() throws Exception {
        site(
                "core-site.xml",
                "ha.zookeeper.quorum",
                "all:1",
                "ha.zookeeper.quorum.ns1",
                "group:1",
                "ha.zookeeper.quorum.ns1.nn2",
                "member:1",
                "ha.zookeeper.parent-znode",
                "/ha/",
                "ha.zookeeper.session-timeout.ms",
                "7000",
                "ha.failover-controller.active-standby-elector.zk.op.retries",
                "9");
        assertThat(quorum("ns2", "nn1")).isEqualTo("all:1");
        assertThat(quorum("ns1", "nn1")).isEqualTo("group:1");
        assertThat(quorum("ns1", "nn2")).isEqualTo("member:1");
        ElectorConfig config = HadoopElections.ofControllers(conf, "ns1");
        assertThat(config.paths().parent()).isEqualTo("/ha/ns1");
        assertThat(config.sessionTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.maxRetries()).isEqualTo(9);
    }

    private String quorum(String group, String member) throws Exception {
        return HadoopElections.ofControllers(HadoopElections.narrowed(conf, group, member), group)
                .connectString();
    }

    @Test
    void anEmptyAclOfControllersMeansTheCreatorAlone() throws Exception {
        site("core-site.xml", "ha.zookeeper.quorum", "zk:1", "ha.zookeeper.acl", ",");
        assertThat(HadoopElections.ofControllers(conf, "ns1").acl()).isEqualTo(ZooDefs.Ids.CREATOR_ALL_ACL);
    }

    @Test
    void resourceManagersHaveTheirOwnKeys() throws Exception {
        site(
                "yarn-site.xml",
                "hadoop.zk.address",
                "zk:2181",
                "hadoop.zk.timeout-ms",
                "8000",
                "yarn.resourcemanager.cluster-id",
                "pseudo-yarn-rm-cluster",
                "yarn.resourcemanager.ha.id",
                "rm2",
                "ha.failover-controller.active-standby-elector.zk.op.retries",
                "5");
        ElectorConfig config = HadoopElections.ofResourceManagers(conf);
        assertThat(config.connectString()).isEqualTo("zk:2181");
        assertThat(config.paths().lock())
                .isEqualTo("/yarn-leader-election/pseudo-yarn-rm-cluster/ActiveStandbyElectorLock");
        assertThat(config.sessionTimeout()).isEqualTo(Duration.ofSeconds(8));
        assertThat(config.maxRetries()).isEqualTo(5);
        assertThat(HadoopElections.resourceManager(conf)).isEqualTo(new ActiveRmInfo("pseudo-yarn-rm-cluster", "rm2"));

        conf.set("yarn.resourcemanager.zk-timeout-ms", "6000");
        conf.set("yarn.resourcemanager.ha.automatic-failover.zk-base-path", "/elections");
        conf.set("yarn.resourcemanager.ha.failover-controller.active-standby-elector.zk.retries", "2");
        ElectorConfig own = HadoopElections.ofResourceManagers(conf);
        assertThat(own.sessionTimeout()).isEqualTo(Duration.ofSeconds(6));
        assertThat(own.paths().parent()).isEqualTo("/elections/pseudo-yarn-rm-cluster");
        assertThat(own.maxRetries()).isEqualTo(2);
    }

    @Test
    void olderNamesCount() throws Exception {
        site(
                "yarn-site.xml",
                "yarn.resourcemanager.zk-address",
                "old:1",
                "yarn.resourcemanager.zk-acl",
                "world:anyone:r",
                "yarn.resourcemanager.zk-auth",
                "digest:a:b",
                "yarn.resourcemanager.cluster-id",
                "c");
        ElectorConfig config = HadoopElections.ofResourceManagers(conf);
        assertThat(config.connectString()).isEqualTo("old:1");
        assertThat(config.acl()).containsExactly(new ACL(ZooDefs.Perms.READ, ZooDefs.Ids.ANYONE_ID_UNSAFE));
        assertThat(config.auth()).hasSize(1);
    }

    @Test
    void listsMayStandInFilesAndNameAnyScheme() throws Exception {
        String digest = DigestAuthenticationProvider.generateDigest("rm:secret");
        Path acl =
                Files.writeString(directory.resolve("acl"), " sasl:rm/host@REALM:cdrwa , digest:" + digest + ":rw\n");
        Path auth = Files.writeString(directory.resolve("auth"), "digest:rm:secret\n");
        site("yarn-site.xml", "hadoop.zk.address", "zk:1", "yarn.resourcemanager.cluster-id", "c");
        conf.set(CommonConfigurationKeys.ZK_ACL, "@" + acl);
        conf.set(CommonConfigurationKeys.ZK_AUTH, "@" + auth);
        ElectorConfig config = HadoopElections.ofResourceManagers(conf);
        assertThat(config.acl())
                .containsExactly(
                        new ACL(ZooDefs.Perms.ALL, new Id("sasl", "rm/host@REALM")),
                        new ACL(ZooDefs.Perms.READ | ZooDefs.Perms.WRITE, new Id("digest", digest)))
                .isEqualTo(ZKUtil.parseACLs(ZKUtil.resolveConfIndirection("@" + acl)));
        assertThat(config.auth()).hasSize(1);
        assertThat(config.auth().get(0).getScheme()).isEqualTo("digest");
        assertThat(config.auth().get(0).getAuth()).isEqualTo("rm:secret".getBytes(StandardCharsets.UTF_8));
    }

    /** The lists do on a server what they say. */
    @Test
    void whoHasNoCredentialsIsKeptOut() throws Exception {
        try (CoordServer server =
                CoordServer.builder().dataDirectory(directory.resolve("data")).start()) {
            site("core-site.xml", "ha.zookeeper.quorum", server.connectString());
            conf.set("ha.zookeeper.acl", "digest:" + DigestAuthenticationProvider.generateDigest("a:b") + ":rwcda");
            conf.set("ha.zookeeper.auth", "digest:a:b");
            ElectorConfig config = HadoopElections.ofControllers(conf, "ns1");
            new ParentZnode(config).ensure();
            try (CuratorFramework stranger = config.withAuth(List.of()).newClient();
                    CuratorFramework member = config.newClient()) {
                stranger.start();
                member.start();
                assertThatThrownBy(() -> stranger.getChildren().forPath("/hadoop-ha/ns1"))
                        .isInstanceOf(KeeperException.NoAuthException.class);
                assertThat(member.getChildren().forPath("/hadoop-ha/ns1")).isEmpty();
            }
        }
    }

    @Test
    void errorsNameTheKeyAndNotTheSecret() throws Exception {
        assertThatThrownBy(() -> HadoopElections.ofControllers(conf, "ns1"))
                .hasMessage("ha.zookeeper.quorum is not set");
        conf.set("ha.zookeeper.quorum", "zk:1");
        conf.set("ha.zookeeper.acl", "world:anyone:x");
        assertThatThrownBy(() -> HadoopElections.ofControllers(conf, "ns1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ha.zookeeper.acl: ");
        conf.set("ha.zookeeper.acl", "world:anyone:r");
        conf.set("ha.zookeeper.auth", "swordfish");
        assertThatThrownBy(() -> HadoopElections.ofControllers(conf, "ns1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("ha.zookeeper.auth ")
                .hasMessageNotContaining("swordfish");
        assertThatThrownBy(() -> HadoopElections.ofResourceManagers(conf)).hasMessage("hadoop.zk.address is not set");
    }

    @Test
    void tlsIsThatOfHadoopsClients() throws Exception {
        conf.set("ha.zookeeper.quorum", "zk:1");
        conf.setBoolean("hadoop.zk.ssl.enabled", true);
        assertThatThrownBy(() -> HadoopElections.ofControllers(conf, "ns1")).hasMessageContaining("hadoop.zk.ssl");
        conf.set("hadoop.zk.ssl.keystore.location", "/keys");
        conf.set("hadoop.zk.ssl.keystore.password", "k");
        conf.set("hadoop.zk.ssl.truststore.location", "/trust");
        conf.set("hadoop.zk.ssl.truststore.password", "t");
        assertThat(HadoopElections.ofControllers(conf, "ns1").zookeeperFactory())
                .isInstanceOf(HadoopHandles.class);
    }

    /** Each kind of service has a key of its own, which counts where the common one says nothing. */
    @Test
    void tlsMayBeOfOneKindOfServiceOnly() throws Exception {
        conf.set("ha.zookeeper.quorum", "zk:1");
        conf.set("hadoop.zk.address", "zk:1");
        conf.set("yarn.resourcemanager.cluster-id", "c");
        for (String key :
                List.of("keystore.location", "keystore.password", "truststore.location", "truststore.password")) {
            conf.set("hadoop.zk.ssl." + key, "x");
        }
        conf.setBoolean("dfs.ha.zkfc.client.ssl.enabled", true);
        assertThat(hasTls(HadoopElections.ofControllers(conf, "ns1"))).isTrue();
        assertThat(hasTls(HadoopElections.ofResourceManagers(conf))).isFalse();
        conf.setBoolean("dfs.ha.zkfc.client.ssl.enabled", false);
        conf.setBoolean("yarn.resourcemanager.zk-client-ssl.enabled", true);
        assertThat(hasTls(HadoopElections.ofControllers(conf, "ns1"))).isFalse();
        assertThat(hasTls(HadoopElections.ofResourceManagers(conf))).isTrue();
        conf.setBoolean("hadoop.zk.ssl.enabled", false);
        assertThat(hasTls(HadoopElections.ofResourceManagers(conf))).isFalse();
    }

    private static boolean hasTls(ElectorConfig config) {
        return config.zookeeperFactory() instanceof HadoopHandles;
    }

    @Test
    void aResourceManagerIsKnownByItsAddress() {
        conf.set("yarn.resourcemanager.cluster-id", "c");
        assertThatThrownBy(() -> HadoopElections.resourceManager(conf))
                .hasMessage("yarn.resourcemanager.ha.id is not set, and of yarn.resourcemanager.ha.rm-ids none has an"
                        + " address of this machine");
        conf.set("yarn.resourcemanager.ha.rm-ids", "rm1, rm2, rm3, rm4");
        conf.set("yarn.resourcemanager.address.rm1", "192.0.2.1:8032");
        conf.set("yarn.resourcemanager.address.rm2", "127.0.0.1:8032");
        conf.set("yarn.resourcemanager.address.rm3", "no address at all");
        assertThat(HadoopElections.resourceManager(conf)).isEqualTo(new ActiveRmInfo("c", "rm2"));
        conf.set("yarn.resourcemanager.hostname.rm4", "127.0.0.1");
        assertThatThrownBy(() -> HadoopElections.resourceManager(conf)).hasMessageContaining("[rm2, rm4] have");
        conf.set("yarn.resourcemanager.ha.id", " rm1 ");
        assertThat(HadoopElections.resourceManager(conf)).isEqualTo(new ActiveRmInfo("c", "rm1"));
    }
}
