package io.coordkit.statestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.statestore.machine.FenceMachine;
import io.coordkit.statestore.paths.SplitIndex;
import io.coordkit.statestore.paths.StorePaths;
import io.coordkit.statestore.record.RmState;
import java.nio.file.Path;
import java.util.List;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server of ZooKeeper 3.5, which cannot read many nodes at once: the store works there, too, only slower. */
class OldServerTest {

    private static final int APPLICATIONS = 100;

    private OldServer server;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        server = OldServer.start(directory);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everythingIsStoredFencedAndLoaded() throws Exception {
        try (Member first = Member.activeAt(server.connectString(), "rm1:1")) {
            for (int number = 1; number <= APPLICATIONS; number++) {
                first.store.storeApplication(Samples.application(number));
            }
            first.store.storeAttempt(Samples.attempt(1, 1));
            first.store.storeAttempt(Samples.attempt(2, 7));
            first.store.storeToken(Samples.token(5));
            first.store.removeApplication(Samples.id(3));
            try (Member second = Member.activeAt(server.connectString(), "rm2:1")) {
                RmState state = second.store.load();
                assertThat(state.applications()).hasSize(APPLICATIONS - 1);
                assertThat(state.applications().get(Samples.id(1)).attempts().values())
                        .containsExactly(Samples.attempt(1, 1));
                assertThat(state.applications().get(Samples.id(2)).attempts().values())
                        .containsExactly(Samples.attempt(2, 7));
                assertThat(state.tokens()).containsExactly(Samples.token(5));
                assertThatThrownBy(() -> first.store.storeApplication(Samples.application(4)))
                        .isInstanceOf(StoreFencedException.class);
                assertThat(first.heard).containsExactly(FenceMachine.Cause.NO_AUTH);
            }
        }
    }

    @Test
    void whatIsHiddenThereIsNamedAndTheRestIsSeen() throws Exception {
        StorePaths paths = new StorePaths(StorePaths.DEFAULT_PARENT);
        try (Member member = Member.activeAt(server.connectString(), "rm1:1");
                CuratorFramework stranger =
                        CuratorFrameworkFactory.newClient(server.connectString(), new RetryOneTime(100))) {
            stranger.start();
            member.store.storeApplication(Samples.application(1));
            member.store.storeApplication(Samples.application(2));
            String hidden = paths.applications(SplitIndex.NONE) + "/" + Samples.id(1);
            member.client.setACL().withACL(ZooDefs.Ids.CREATOR_ALL_ACL).forPath(hidden);
            StoreSurvey survey = StoreSurvey.of(stranger, paths);
            assertThat(survey.unreadable())
                    .extracting(UnreadableNodeException::path)
                    .containsExactly(hidden);
            assertThat(survey.state().applications()).containsOnlyKeys(Samples.id(2));
        }
    }

    /** Otherwise these tests would show nothing. */
    @Test
    void suchAServerDoesNotKnowHowToReadManyNodesAtOnce() throws Exception {
        try (Member member = Member.activeAt(server.connectString(), "rm1:1")) {
            assertThatThrownBy(() ->
                            member.client.getZookeeperClient().getZooKeeper().multi(List.of(Op.getData("/rmstore"))))
                    .isInstanceOf(KeeperException.UnimplementedException.class);
        }
    }
}
