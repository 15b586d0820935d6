package io.coordkit.statestore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.statestore.paths.SplitIndex;
import io.coordkit.statestore.paths.StorePaths;
import io.coordkit.statestore.record.Epoch;
import io.coordkit.statestore.record.StoreVersion;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tool sees of a store of which a part is spoiled or hidden; whoever loads it is refused. */
class StoreSurveyTest {

    private static final StorePaths PATHS = new StorePaths(StorePaths.DEFAULT_PARENT);
    private static final byte[] SPOILED = {1};
    private static final List<ACL> MINE = ZooDefs.Ids.CREATOR_ALL_ACL;

    private TestServer server;
    private Member member;
    private CuratorFramework stranger;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        server = TestServer.start(directory, 200);
        member = Member.active(server, "rm1:1");
        for (int number = 1; number <= 3; number++) {
            member.store.storeApplication(Samples.application(number));
            member.store.storeAttempt(Samples.attempt(number, 1));
            member.store.storeToken(Samples.token(number));
        }
        member.store.storeReservation(Samples.reservation("root.a", 1));
        stranger = CuratorFrameworkFactory.newClient(server.connectString(), new RetryOneTime(100));
        stranger.start();
    }

    @AfterEach
    void stop() {
        stranger.close();
        member.close();
        server.close();
    }

    private static String application(int number) {
        return PATHS.applications() + "/" + Samples.id(number);
    }

    private static String attempt(int number) {
        return application(number) + "/" + Samples.attempt(number, 1).id();
    }

    private StoreSurvey survey() throws StateStoreException {
        return StoreSurvey.of(stranger, PATHS);
    }

    private static List<String> paths(StoreSurvey survey) {
        return survey.unreadable().stream().map(UnreadableNodeException::path).toList();
    }

    @Test
    void aSoundStoreIsSeenWholeAndLeftAsItIs() throws Exception {
        SortedMap<String, String> before = TreeDump.of(stranger, "/");
        StoreSurvey survey = survey();
        assertThat(survey.version()).contains(StoreVersion.CURRENT);
        assertThat(survey.nextEpoch()).contains(new Epoch(1));
        assertThat(survey.state()).isEqualTo(member.store.load());
        assertThat(survey.unreadable()).isEmpty();
        assertThat(TreeDump.of(stranger, "/")).isEqualTo(before);
    }

    @Test
    void whatIsSpoiledIsNamedAndTheRestIsSeen() throws Exception {
        String token = PATHS.tokens(SplitIndex.NONE) + "/" + StorePaths.TOKEN + 2;
        String stray = PATHS.plan("root.a") + "/reservation_x";
        for (String path : List.of(PATHS.version(), application(1), attempt(2), token)) {
            stranger.setData().forPath(path, SPOILED);
        }
        stranger.setData().forPath(application(3), Samples.application(9).encode());
        stranger.create().forPath(stray, SPOILED);

        StoreSurvey survey = survey();
        assertThat(paths(survey))
                .containsExactlyInAnyOrder(PATHS.version(), application(1), attempt(2), application(3), token, stray);
        assertThat(survey.unreadable())
                .allSatisfy(node -> assertThat(node).isInstanceOf(CorruptStateException.class))
                .anySatisfy(node -> assertThat(node.why()).isEqualTo("holds the state of " + Samples.id(9)));
        assertThat(survey.state().applications()).containsOnlyKeys(Samples.id(2));
        assertThat(survey.state().tokens()).hasSize(2);
        assertThat(survey.state().reservations()).hasSize(1);
        assertThatThrownBy(member.store::load).isInstanceOf(CorruptStateException.class);
    }

    @Test
    void whatIsHiddenIsNamedAndTheRestIsSeen() throws Exception {
        hide(application(1), attempt(2), PATHS.epoch(), PATHS.masterKeys());
        StoreSurvey survey = survey();
        assertThat(paths(survey))
                .containsExactlyInAnyOrder(application(1), attempt(2), PATHS.epoch(), PATHS.masterKeys());
        assertThat(survey.unreadable()).allSatisfy(node -> assertThat(node)
                .isInstanceOf(AccessRefusedException.class)
                .hasMessage(node.path() + ": the server refused access: NOAUTH"));
        assertThat(survey.state().applications()).containsOnlyKeys(Samples.id(2), Samples.id(3));
        assertThat(survey.state().tokens()).hasSize(3);

        ZkRmStateStore reader = new ZkRmStateStore(stranger, StateStoreSettings.standalone(), cause -> {});
        assertThatThrownBy(reader::load).isInstanceOf(AccessRefusedException.class);
        assertThat(member.store.load().applications())
                .as("who has the credentials sees all")
                .hasSize(3);
    }

    private void hide(String... paths) throws Exception {
        for (String path : Arrays.asList(paths)) {
            member.client.setACL().withACL(MINE).forPath(path);
        }
    }
}
