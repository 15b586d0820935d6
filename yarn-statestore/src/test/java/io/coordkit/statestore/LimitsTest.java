package io.coordkit.statestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.statestore.machine.FenceMachine;
import io.coordkit.statestore.paths.StorePaths;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryForever;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.client.ZKClientConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What exceeds {@code jute.maxbuffer} is named; ZooKeeper's client would say for ever that it lost its connection. */
class LimitsTest {

    private static final int LIMIT = 64 * 1024;
    private static final int CHILDREN = 3_000;

    private TestServer server;
    private Member member;
    private CuratorFramework narrow;
    private ZkRmStateStore store;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        server = TestServer.start(directory, 200);
        member = Member.active(server, "rm1:1");
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.JUTE_MAXBUFFER, Integer.toString(LIMIT));
        narrow = CuratorFrameworkFactory.builder()
                .connectString(server.connectString())
                .authorization(member.identity.authInfos())
                .retryPolicy(new RetryForever(100))
                .zkClientConfig(config)
                .build();
        narrow.start();
        store = new ZkRmStateStore(narrow, StateStoreSettings.exclusive(member.identity), cause -> {});
    }

    @AfterEach
    void stop() {
        narrow.close();
        member.close();
        server.close();
    }

    @Test
    void aListOfTooManyChildren() throws Exception {
        String parent = new StorePaths(StorePaths.DEFAULT_PARENT).root() + "/RMAppRoot";
        List<Op> creates = new ArrayList<>();
        for (int number = 1; number <= CHILDREN; number++) {
            creates.add(Op.create(
                    parent + "/" + Samples.id(number), null, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
        }
        member.client.getZookeeperClient().getZooKeeper().multi(creates);
        assertThatThrownBy(store::load)
                .isInstanceOf(StoreLimitException.class)
                .hasMessageStartingWith(
                        parent + " has 3001 children, too many for one list, and jute.maxbuffer is 65536");
    }

    @Test
    void aRecordThatCannotBeReadAmongOthersThatCan() throws Exception {
        member.store.storeApplication(Samples.application(1));
        member.store.storeApplication(Samples.application(2).withRealUser("u".repeat(LIMIT)));
        member.store.storeApplication(Samples.application(3));
        assertThatThrownBy(store::load)
                .isInstanceOf(StoreLimitException.class)
                .hasMessageContaining(Samples.id(2) + " has 65")
                .hasMessageContaining("jute.maxbuffer is 65536");
    }

    @Test
    void manyRecordsThatAreTooLargeTogether() throws Exception {
        for (int number = 1; number <= 8; number++) {
            member.store.storeApplication(Samples.application(number).withRealUser("u".repeat(LIMIT / 3)));
        }
        assertThat(store.load().applications()).hasSize(8);
    }

    @Test
    void aRecordIsNotWrittenThatCouldNotBeReadAgain() throws Exception {
        store.start();
        assertThatThrownBy(() -> store.updateApplication(Samples.application(1).withRealUser("u".repeat(LIMIT))))
                .isInstanceOf(StoreLimitException.class)
                .hasMessageContaining(Samples.id(1) + " would have 65")
                .hasMessageContaining("jute.maxbuffer is 65536");
        assertThat(store.state()).as("nothing was sent").isEqualTo(FenceMachine.State.ACTIVE);
        assertThat(store.updateApplication(Samples.application(1))).isFalse();
    }

    /** The client would take more than the server does, which cuts it off without a word. */
    @Test
    void whatOnlyTheServerRefusesIsNamedToo() throws Exception {
        ZKClientConfig wide = new ZKClientConfig();
        wide.setProperty(ZKClientConfig.JUTE_MAXBUFFER, Integer.toString(4 << 20));
        try (CuratorFramework client = CuratorFrameworkFactory.builder()
                .connectString(server.connectString())
                .authorization(member.identity.authInfos())
                .retryPolicy(new RetryOneTime(100))
                .zkClientConfig(wide)
                .build()) {
            client.start();
            ZkRmStateStore writer =
                    new ZkRmStateStore(client, StateStoreSettings.exclusive(member.identity), cause -> {});
            writer.start();
            assertThatThrownBy(() ->
                            writer.updateApplication(Samples.application(1).withRealUser("u".repeat(2 << 20))))
                    .hasMessageContaining(Samples.id(1) + " failed, its outcome is unknown")
                    .hasMessageContaining("bytes, and a server cuts off who sends more than its -Djute.maxbuffer");
        }
    }
}
