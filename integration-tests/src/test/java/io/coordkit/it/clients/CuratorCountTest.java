package io.coordkit.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.Eventually;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.atomic.DistributedAtomicLong;
import org.apache.curator.framework.recipes.barriers.DistributedBarrier;
import org.apache.curator.framework.recipes.barriers.DistributedDoubleBarrier;
import org.apache.curator.framework.recipes.queue.DistributedQueue;
import org.apache.curator.framework.recipes.queue.QueueBuilder;
import org.apache.curator.framework.recipes.queue.QueueConsumer;
import org.apache.curator.framework.recipes.queue.QueueSerializer;
import org.apache.curator.framework.recipes.queue.SimpleDistributedQueue;
import org.apache.curator.framework.recipes.shared.SharedCount;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.curator.retry.RetryForever;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Curator's counters, barriers and queues. */
@Timeout(120)
class CuratorCountTest {

    private static final Duration SOON = Duration.ofSeconds(40);

    @RegisterExtension
    static final CuratorClients CURATOR = new CuratorClients();

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void anAtomicLongLosesNoIncrement() throws Exception {
        List<Future<?>> workers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            var counter = new DistributedAtomicLong(CURATOR.connect(), "/counter", new RetryForever(1));
            workers.add(threads.submit(() -> {
                for (int n = 0; n < 20; n++) {
                    assertThat(counter.increment().succeeded()).isTrue();
                }
                return null;
            }));
        }
        for (Future<?> worker : workers) {
            worker.get();
        }
        var counter = new DistributedAtomicLong(CURATOR.connect(), "/counter", new RetryForever(1));
        assertThat(counter.get().postValue()).isEqualTo(60);
    }

    @Test
    void aSharedCountIsSeenByAll() throws Exception {
        CuratorFramework reader = CURATOR.connect();
        try (var one = new SharedCount(CURATOR.connect(), "/shared", 1);
                var two = new SharedCount(reader, "/shared", 1)) {
            one.start();
            two.start();
            one.setCount(7);
            Eventually.holds(SOON, () -> two.getCount() == 7);
            assertThat(two.trySetCount(two.getVersionedValue(), 8)).isTrue();
            CURATOR.endSession(reader);
            Eventually.holds(SOON, () -> one.getCount() == 8);
            one.setCount(9);
            Eventually.holds(SOON, () -> two.getCount() == 9);
        }
    }

    @Test
    void aBarrierHoldsUntilItIsRemoved() throws Exception {
        var barrier = new DistributedBarrier(CURATOR.connect(), "/barrier");
        var waiting = new DistributedBarrier(CURATOR.connect(), "/barrier");
        barrier.setBarrier();
        assertThat(waiting.waitOnBarrier(1, TimeUnit.MILLISECONDS)).isFalse();
        Future<Boolean> passed = threads.submit(() -> waiting.waitOnBarrier(30, TimeUnit.SECONDS));
        barrier.removeBarrier();
        assertThat(passed.get()).isTrue();
    }

    @Test
    void aDoubleBarrierOpensWhenAllAreThere() throws Exception {
        List<Future<Boolean>> members = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            var barrier = new DistributedDoubleBarrier(CURATOR.connect(), "/double", 3);
            members.add(
                    threads.submit(() -> barrier.enter(30, TimeUnit.SECONDS) && barrier.leave(30, TimeUnit.SECONDS)));
        }
        for (Future<Boolean> member : members) {
            assertThat(member.get()).isTrue();
        }
    }

    @Test
    void simpleQueuesKeepTheirOrder() throws Exception {
        var producer = new SimpleDistributedQueue(CURATOR.connect(), "/simple-queue");
        var consumer = new SimpleDistributedQueue(CURATOR.connect(), "/simple-queue");
        for (int i = 0; i < 20; i++) {
            assertThat(producer.offer(Integer.toString(i).getBytes(StandardCharsets.UTF_8)))
                    .isTrue();
        }
        for (int i = 0; i < 20; i++) {
            assertThat(consumer.poll(30, TimeUnit.SECONDS))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(Integer.toString(i));
        }
        assertThat(consumer.poll()).isNull();
    }

    @Test
    void queuesDeliverEverythingOnce() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (DistributedQueue<String> producer = queue(CURATOR.connect(), null);
                DistributedQueue<String> consumer = queue(CURATOR.connect(), received)) {
            consumer.start();
            producer.start();
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                producer.put("message " + i);
                sent.add("message " + i);
            }
            List<String> got = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                got.add(received.poll(30, TimeUnit.SECONDS));
            }
            assertThat(got).containsExactlyInAnyOrderElementsOf(sent);
            assertThat(received).isEmpty();
        }
    }

    private static DistributedQueue<String> queue(CuratorFramework client, @Nullable BlockingQueue<String> received) {
        QueueConsumer<String> consumer = received == null
                ? null
                : new QueueConsumer<>() {
                    @Override
                    public void consumeMessage(String message) {
                        received.add(message);
                    }

                    @Override
                    public void stateChanged(CuratorFramework changed, ConnectionState state) {}
                };
        QueueSerializer<String> serializer = new QueueSerializer<>() {
            @Override
            public byte[] serialize(String item) {
                return item.getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public String deserialize(byte[] bytes) {
                return new String(bytes, StandardCharsets.UTF_8);
            }
        };
        return QueueBuilder.builder(client, consumer, serializer, "/queue")
                .lockPath("/queue-lock")
                .buildQueue();
    }
}
