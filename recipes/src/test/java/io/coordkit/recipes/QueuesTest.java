package io.coordkit.recipes;

import static io.coordkit.recipes.RecipeServer.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The queue that waits until all are there, and the queue that serves in order. */
@Timeout(120)
class QueuesTest {

    @RegisterExtension
    static final RecipeServer SERVER = new RecipeServer();

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void nobodyGoesOnBeforeTheLastIsThere() throws Exception {
        CuratorFramework observer = SERVER.client();
        List<Future<Boolean>> early = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            int member = i;
            SyncQueue queue = new SyncQueue(SERVER.client(), "/synchronizing", 4);
            early.add(threads.submit(() -> queue.enter(member, PATIENCE)));
        }
        SyncQueue last = new SyncQueue(SERVER.client(), "/synchronizing", 4);
        Await.until(() ->
                assertThat(observer.checkExists().forPath("/synchronizing")).isNotNull());
        Await.until(() -> assertThat(last.members()).isEqualTo(3));
        assertThat(observer.getChildren().forPath("/synchronizing"))
                .containsExactlyInAnyOrder("member_1", "member_2", "member_3");
        assertThat(early).noneMatch(Future::isDone);
        assertThat(last.enter(4, PATIENCE)).isTrue();
        for (Future<Boolean> member : early) {
            assertThat(member.get()).isTrue();
        }
        assertThat(last.members()).as("'start' is not a member").isEqualTo(4);
        assertThat(new SyncQueue(SERVER.client(), "/synchronizing", 4).enter(9, Duration.ZERO))
                .as("who is late goes on")
                .isTrue();
    }

    @Test
    void theLastTwoMayComeAtOnce() throws Exception {
        CuratorFramework one = SERVER.client();
        CuratorFramework two = SERVER.client();
        for (int round = 0; round < 50; round++) {
            String root = "/race" + round;
            one.create().forPath(root);
            CyclicBarrier together = new CyclicBarrier(2);
            List<Future<Boolean>> both = new ArrayList<>();
            for (CuratorFramework client : List.of(one, two)) {
                int member = client == one ? 1 : 2;
                both.add(threads.submit(() -> {
                    together.await();
                    return new SyncQueue(client, root, 2).enter(member, PATIENCE);
                }));
            }
            assertThat(both.get(0).get()).isTrue();
            assertThat(both.get(1).get()).isTrue();
        }
    }

    @Test
    void aMemberThatDiedIsNotCounted() throws Exception {
        CuratorFramework dying = SERVER.client();
        SyncQueue queue = new SyncQueue(SERVER.client(), "/mortal", 2);
        assertThat(new SyncQueue(dying, "/mortal", 2).enter(1, Duration.ZERO)).isFalse();
        assertThatThrownBy(() -> queue.enter(1, Duration.ZERO)).hasMessageContaining("/mortal/member_1");
        dying.close();
        assertThat(queue.enter(2, Duration.ZERO)).isFalse();
        assertThat(queue.members()).isEqualTo(1);
    }

    @Test
    void itemsAreConsumedInTheOrderInWhichTheyWereProduced() throws Exception {
        CuratorFramework client = SERVER.client();
        FifoQueue queue = new FifoQueue(client, "/app1");
        for (int i = 0; i < 5; i++) {
            queue.produce(10 + i);
        }
        assertThat(client.getChildren().forPath("/app1")).contains("element0000000000", "element0000000004");
        assertThat(client.getData().forPath("/app1/element0000000003")).containsExactly(0, 0, 0, 13);
        FifoQueue consumer = new FifoQueue(SERVER.client(), "/app1");
        for (int i = 0; i < 5; i++) {
            assertThat(consumer.consume(PATIENCE)).hasValue(10 + i);
        }
        assertThat(consumer.consume(Duration.ZERO)).isEmpty();
    }

    @Test
    void everyItemIsConsumedOnceByOneOfSeveral() throws Exception {
        FifoQueue producer = new FifoQueue(SERVER.client(), "/shared");
        List<Integer> consumed = new CopyOnWriteArrayList<>();
        List<Future<?>> consumers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            FifoQueue queue = new FifoQueue(SERVER.client(), "/shared");
            consumers.add(threads.submit(() -> {
                int last = -1;
                while (consumed.size() < 200) {
                    OptionalInt item = queue.consume(Duration.ofMillis(50));
                    if (item.isPresent()) {
                        assertThat(item.getAsInt()).isGreaterThan(last);
                        last = item.getAsInt();
                        consumed.add(last);
                    }
                }
                return null;
            }));
        }
        for (int i = 0; i < 200; i++) {
            producer.produce(i);
        }
        for (Future<?> consumer : consumers) {
            consumer.get();
        }
        assertThat(consumed)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 200).boxed().toList());
    }

    @Test
    void whatIsNoItemIsNamedAndStays() throws Exception {
        CuratorFramework client = SERVER.client();
        FifoQueue queue = new FifoQueue(client, "/spoiled");
        client.create().forPath("/spoiled/element0000000000", new byte[] {1, 2});
        assertThatThrownBy(() -> queue.consume(Duration.ZERO))
                .hasMessageContaining("/spoiled/element0000000000 holds 2 bytes");
        assertThat(client.checkExists().forPath("/spoiled/element0000000000")).isNotNull();
    }
}
