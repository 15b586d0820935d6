package io.coordkit.statestore.rm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.statestore.HadoopRecords;
import io.coordkit.statestore.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.curator.CuratorZookeeperClient;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryNTimes;
import org.apache.curator.retry.RetryOneTime;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.util.curator.ZKCuratorManager;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.server.resourcemanager.ResourceManager;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.HadoopStore;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store's session is made by the resource manager, so each key about it counts as it does for Hadoop's store. */
class SessionTest {

    private TestServer server;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        server = TestServer.start(directory, 200);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Shows the session that it makes. */
    private static final class ShowingResourceManager extends ResourceManager {
        private ZKCuratorManager manager;

        @Override
        public ZKCuratorManager createAndStartZKManager(Configuration configuration) throws IOException {
            manager = super.createAndStartZKManager(configuration);
            return manager;
        }
    }

    @Test
    void retriesTimeoutAndPrincipalMayHaveTheirOlderNames() throws Exception {
        YarnConfiguration conf = HadoopStore.configuration(server, "rm1", 0);
        conf.setInt("yarn.resourcemanager.zk-num-retries", 7);
        conf.setInt("yarn.resourcemanager.zk-retry-interval-ms", 11);
        conf.setInt("yarn.resourcemanager.zk-timeout-ms", 3_000);
        conf.set("hadoop.zk.server.principal", "zk/host@REALM");
        ShowingResourceManager resourceManager = new ShowingResourceManager();
        try (CoordkitRmStateStore store = new CoordkitRmStateStore()) {
            store.setResourceManager(resourceManager);
            store.init(conf);
            CuratorZookeeperClient client = resourceManager.manager.getCurator().getZookeeperClient();
            assertThat(((RetryNTimes) client.getRetryPolicy()).getN()).isEqualTo(7);
            assertThat(client.blockUntilConnectedOrTimedOut()).isTrue();
            ZooKeeper session = client.getZooKeeper();
            assertThat(session.getSessionTimeout()).isEqualTo(3_000);
            assertThat(session.getClientConfig().getProperty(ZKClientConfig.ZK_SASL_CLIENT_USERNAME))
                    .isEqualTo("zk/host@REALM");
        }
    }

    @Test
    void aTreeThatIsClosedToOthersIsOpenToWhoHasTheCredentials(@TempDir Path directory) throws Exception {
        Path auth = Files.writeString(directory.resolve("auth"), "digest:yarn:secret");
        String acl = "digest:" + DigestAuthenticationProvider.generateDigest("yarn:secret") + ":rwcda";
        for (String[] names : new String[][] {
            {"hadoop.zk.auth", "hadoop.zk.acl"}, {"yarn.resourcemanager.zk-auth", "yarn.resourcemanager.zk-acl"}
        }) {
            YarnConfiguration conf = HadoopStore.configuration(server, "rm1", 0);
            conf.set(names[0], "@" + auth);
            conf.set(names[1], acl);
            conf.set("yarn.resourcemanager.zk-state-store.parent-path", "/" + names[0]);
            try (HadoopStore store = HadoopStore.active(new CoordkitRmStateStore(), conf);
                    CuratorFramework stranger =
                            CuratorFrameworkFactory.newClient(server.connectString(), new RetryOneTime(100))) {
                stranger.start();
                store.store(HadoopRecords.application(1));
                assertThat(store.loadState().getApplicationState()).hasSize(1);
                assertThatThrownBy(() -> stranger.getChildren().forPath("/" + names[0] + "/ZKRMStateRoot/RMAppRoot"))
                        .isInstanceOf(KeeperException.NoAuthException.class);
            }
        }
    }
}
