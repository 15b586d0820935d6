package io.coordkit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.kafka.codec.PartitionState;
import io.coordkit.kafka.codec.TopicAssignment;
import io.coordkit.kafka.paths.ClusterPaths;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;

/** The election of the controller and the fence around what it writes. */
class ControllerTest extends ServerTest {
    private static final TopicPartition LOGIN_0 = new TopicPartition("login", 0);
    private static final TopicPartition LOGIN_1 = new TopicPartition("login", 1);
    private static final PartitionState FIRST = PartitionState.initial(List.of(1, 2), 1);

    @Test
    void theFirstControllerHasEpochOneAndTheNextOneMore() throws Exception {
        CuratorFramework client = client();
        try (ControllerElector one = stand(client, 1);
                ControllerElector two = stand(client(), 2)) {
            Controllership first = awaitReign(one);
            assertThat(first.epoch()).isEqualTo(1);
            assertThat(two.controllership()).isEmpty();
            assertThat(text(client, ClusterPaths.CONTROLLER_EPOCH)).isEqualTo("1");
            assertThat(text(client, ClusterPaths.CONTROLLER))
                    .matches("\\{\"version\":2,\"brokerid\":1,\"timestamp\":\"\\d+\",\"kraftControllerEpoch\":-1}");

            one.close();

            assertThat(awaitReign(two).epoch()).isEqualTo(2);
            assertThat(new ClusterRegistry(client).controller().orElseThrow().brokerId())
                    .isEqualTo(2);
        }
    }

    @Test
    void aReplacedControllerCannotWrite() throws Exception {
        CuratorFramework client = client();
        CountDownLatch resigned = new CountDownLatch(1);
        ControllerListener listener = new ControllerListener() {
            @Override
            public void onResigned() {
                resigned.countDown();
            }
        };
        try (ControllerElector one = new ControllerElector(client(), 1, listener)) {
            one.start();
            Controllership old = awaitReign(one);
            try (ControllerElector two = stand(client(), 2)) {
                client.delete().forPath(ClusterPaths.CONTROLLER);
                Await.until(() ->
                        assertThat(text(client, ClusterPaths.CONTROLLER_EPOCH)).isEqualTo("2"));

                assertThatThrownBy(() -> old.createPartitionStates(Map.of(LOGIN_0, FIRST)))
                        .isInstanceOf(ControllerMovedException.class)
                        .hasMessageContaining("epoch 1");
                assertThat(client.checkExists().forPath("/brokers/topics/login"))
                        .isNull();
                assertThat(resigned.await(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
                Await.until(() -> assertThat(two.controllership().isPresent())
                        .isNotEqualTo(one.controllership().isPresent()));
            }
        }
    }

    @Test
    void anExpiredControllerStandsAgain() throws Exception {
        CuratorFramework client = client();
        try (ControllerElector one = stand(client, 1)) {
            Controllership first = awaitReign(one);
            expireSession(client);
            Await.until(() -> assertThat(one.controllership())
                    .hasValueSatisfying(again -> assertThat(again.epoch()).isEqualTo(2)));
            assertThatThrownBy(first::finishReassignment).isInstanceOf(ControllerMovedException.class);
        }
    }

    @Test
    void whoRaisesTheEpochDeposesTheController() throws Exception {
        CuratorFramework client = client();
        try (ControllerElector one = stand(client, 1)) {
            Controllership first = awaitReign(one);
            client.setData().forPath(ClusterPaths.CONTROLLER_EPOCH, "7".getBytes(UTF_8));
            assertThatThrownBy(first::resign).isInstanceOf(ControllerMovedException.class);
            Await.until(() -> assertThat(one.controllership())
                    .hasValueSatisfying(again -> assertThat(again.epoch()).isEqualTo(8)));
        }
    }

    @Test
    void writesStatesAssignmentsAndDeletions() throws Exception {
        CuratorFramework client = client();
        TopicRegistry topics = new TopicRegistry(client);
        AdminRequests requests = new AdminRequests(client);
        topics.create("login", TopicAssignment.of(Map.of(0, List.of(1, 2), 1, List.of(2, 1)), Uuid.randomUuid()));
        try (ControllerElector one = stand(client, 1)) {
            Controllership reign = awaitReign(one);
            PartitionState second = PartitionState.initial(List.of(2, 1), 1);
            assertThat(reign.createPartitionStates(Map.of(LOGIN_0, FIRST))).containsExactly(LOGIN_0);
            assertThat(reign.createPartitionStates(Map.of(LOGIN_0, FIRST, LOGIN_1, second)))
                    .containsExactly(LOGIN_1);
            assertThat(client.getData().forPath("/brokers/topics/login/partitions/1"))
                    .isNull();

            topics.updatePartitionState(LOGIN_1, second.ledBy(1, List.of(1)), 0); // a leader's own change of the ISR
            assertThat(reign.updatePartitionStates(Map.of(
                            LOGIN_0, new Versioned<>(FIRST.ledBy(2, List.of(2)), 0),
                            LOGIN_1, new Versioned<>(second.ledBy(2, List.of(2)), 0))))
                    .isEqualTo(Map.of(LOGIN_0, 1));

            TopicAssignment wider = TopicAssignment.of(Map.of(0, List.of(1)), Uuid.randomUuid());
            reign.assign("login", wider);
            assertThat(topics.assignment("login")).contains(new Versioned<>(wider, 1));

            topics.markForDeletion("login");
            topics.markForDeletion("never-was");
            assertThat(requests.deletions()).containsExactly("login", "never-was");
            reign.deleteTopic("login");
            reign.forgetDeletion("never-was");
            assertThat(topics.list()).isEmpty();
            assertThat(requests.deletions()).isEmpty();
            assertThat(client.checkExists().forPath("/config/topics/login")).isNull();
        }
    }

    @Test
    void requestsOfAdministratorsAreOneAtATime() throws Exception {
        CuratorFramework client = client();
        AdminRequests requests = new AdminRequests(client);
        assertThat(requests.electPreferred(Set.of(LOGIN_0))).isTrue();
        assertThat(requests.electPreferred(Set.of(LOGIN_1))).isFalse();
        assertThat(requests.preferredElection()).contains(Set.of(LOGIN_0));
        assertThat(text(client, ClusterPaths.PREFERRED_ELECTION))
                .isEqualTo("{\"version\":1,\"partitions\":[{\"topic\":\"login\",\"partition\":0}]}");
        assertThat(requests.reassign(Map.of(LOGIN_1, List.of(3, 2)))).isTrue();
        assertThat(requests.reassignment()).contains(Map.of(LOGIN_1, List.of(3, 2)));
        assertThat(text(client, ClusterPaths.REASSIGNMENT))
                .isEqualTo("{\"version\":1,\"partitions\":[{\"topic\":\"login\",\"partition\":1,\"replicas\":[3,2]}]}");
        try (ControllerElector one = stand(client, 1)) {
            Controllership reign = awaitReign(one);
            reign.finishPreferredElection();
            reign.finishReassignment();
            assertThat(requests.preferredElection()).isEmpty();
            assertThat(requests.reassignment()).isEmpty();
        }
    }

    @Test
    void whatIsNotUnderstoodIsNotOverwritten() throws Exception {
        CuratorFramework client = client();
        client.create().forPath(ClusterPaths.CONTROLLER_EPOCH, "many".getBytes(UTF_8));
        client.create().forPath("/admin");
        client.create().forPath(ClusterPaths.REASSIGNMENT, "[]".getBytes(UTF_8));
        AdminRequests requests = new AdminRequests(client);
        assertThatThrownBy(requests::reassignment).hasMessageStartingWith("/admin/reassign_partitions: ");
        assertThat(requests.reassign(Map.of(LOGIN_1, List.of(3, 2)))).isFalse();
        try (ControllerElector one = stand(client, 1)) {
            client.setData().forPath(ClusterPaths.CONTROLLER_EPOCH, "7".getBytes(UTF_8));
            assertThat(awaitReign(one).epoch()).isEqualTo(8); // it tried again
        }
    }

    private static ControllerElector stand(CuratorFramework client, int brokerId) throws Exception {
        ControllerElector elector = new ControllerElector(client, brokerId, ControllerListener.NONE);
        elector.start();
        Await.until(() -> assertThat(client.checkExists().forPath(ClusterPaths.CONTROLLER_EPOCH))
                .isNotNull());
        return elector;
    }

    private static Controllership awaitReign(ControllerElector elector) throws Exception {
        Await.until(() -> assertThat(elector.controllership()).isPresent());
        return elector.controllership().orElseThrow();
    }
}
