package io.coordkit.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.process.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.leader.CancelLeadershipException;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.recipes.leader.LeaderSelector;
import org.apache.curator.framework.recipes.leader.LeaderSelectorListenerAdapter;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.curator.framework.recipes.locks.InterProcessReadWriteLock;
import org.apache.curator.framework.recipes.locks.InterProcessSemaphoreV2;
import org.apache.curator.framework.recipes.locks.Lease;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Curator's locks and leaders, holders that lose their session included. */
@Timeout(120)
class CuratorLockTest {

    private static final Duration SOON = Duration.ofSeconds(40);

    @RegisterExtension
    static final CuratorClients CURATOR = new CuratorClients();

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void aMutexIsHeldByOneAtATime() throws Exception {
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        var total = new AtomicInteger();
        List<Future<?>> workers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            InterProcessMutex mutex = new InterProcessMutex(CURATOR.connect(), "/mutex/shared");
            workers.add(threads.submit(() -> {
                for (int turn = 0; turn < 10; turn++) {
                    mutex.acquire();
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    total.incrementAndGet();
                    inside.decrementAndGet();
                    mutex.release();
                }
                return null;
            }));
        }
        for (Future<?> worker : workers) {
            worker.get();
        }
        assertThat(most).hasValue(1);
        assertThat(total).hasValue(40);
    }

    @Test
    void aMutexPassesOnWhenItsHoldersSessionEnds() throws Exception {
        CuratorFramework holder = CURATOR.connect();
        new InterProcessMutex(holder, "/mutex/lost").acquire();
        InterProcessMutex waiting = new InterProcessMutex(CURATOR.connect(), "/mutex/lost");
        assertThat(waiting.acquire(1, TimeUnit.MILLISECONDS)).isFalse();
        CURATOR.endSession(holder);
        assertThat(waiting.acquire(30, TimeUnit.SECONDS)).isTrue();
        waiting.release();
    }

    @Test
    void readersShareAndWritersDoNot() throws Exception {
        var one = new InterProcessReadWriteLock(CURATOR.connect(), "/rw");
        var two = new InterProcessReadWriteLock(CURATOR.connect(), "/rw");
        one.readLock().acquire();
        assertThat(two.readLock().acquire(30, TimeUnit.SECONDS)).isTrue();
        assertThat(two.writeLock().acquire(1, TimeUnit.MILLISECONDS)).isFalse();
        two.readLock().release();
        one.readLock().release();
        assertThat(two.writeLock().acquire(30, TimeUnit.SECONDS)).isTrue();
        assertThat(one.readLock().acquire(1, TimeUnit.MILLISECONDS)).isFalse();
    }

    @Test
    void aSemaphoreHasSoManyLeases() throws Exception {
        CuratorFramework first = CURATOR.connect();
        var one = new InterProcessSemaphoreV2(first, "/semaphore", 2);
        var two = new InterProcessSemaphoreV2(CURATOR.connect(), "/semaphore", 2);
        assertThat(one.acquire(2, 30, TimeUnit.SECONDS)).hasSize(2);
        assertThat(two.acquire(1, TimeUnit.MILLISECONDS)).isNull();
        CURATOR.endSession(first);
        Lease lease = two.acquire(30, TimeUnit.SECONDS);
        assertThat(lease).isNotNull();
        two.returnLease(lease);
    }

    @Test
    void aLatchMovesWhenTheLeadersSessionEnds() throws Exception {
        CuratorFramework first = CURATOR.connect();
        try (LeaderLatch one = new LeaderLatch(first, "/latch", "one");
                LeaderLatch two = new LeaderLatch(CURATOR.connect(), "/latch", "two")) {
            one.start();
            assertThat(one.await(30, TimeUnit.SECONDS)).isTrue();
            two.start();
            Eventually.holds(SOON, () -> participants(two) == 2);
            assertThat(two.hasLeadership()).isFalse();
            CURATOR.endSession(first);
            assertThat(two.await(30, TimeUnit.SECONDS)).isTrue();
            Eventually.holds(SOON, () -> participants(two) == 2 && !one.hasLeadership());
            assertThat(two.getLeader().getId()).isEqualTo("two");
        }
    }

    private static int participants(LeaderLatch latch) {
        try {
            return latch.getParticipants().size();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void selectorsTakeTurns() throws Exception {
        CuratorFramework first = CURATOR.connect();
        var firstLeads = new CountDownLatch(1);
        var secondLeads = new CountDownLatch(1);
        var leaders = new AtomicInteger();
        var most = new AtomicInteger();
        try (LeaderSelector one = new LeaderSelector(first, "/selector", untilCancelled(firstLeads, leaders, most));
                LeaderSelector two = new LeaderSelector(
                        CURATOR.connect(), "/selector", untilCancelled(secondLeads, leaders, most))) {
            one.start();
            assertThat(firstLeads.await(30, TimeUnit.SECONDS)).isTrue();
            two.start();
            one.interruptLeadership();
            assertThat(secondLeads.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(most).hasValue(1);
    }

    private static LeaderSelectorListenerAdapter untilCancelled(
            CountDownLatch leads, AtomicInteger leaders, AtomicInteger most) {
        return new LeaderSelectorListenerAdapter() {
            @Override
            public void takeLeadership(CuratorFramework client) {
                most.accumulateAndGet(leaders.incrementAndGet(), Math::max);
                leads.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException cancelled) {
                    throw new CancelLeadershipException(cancelled);
                } finally {
                    leaders.decrementAndGet();
                }
            }
        };
    }
}
