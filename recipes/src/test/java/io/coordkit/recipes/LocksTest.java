package io.coordkit.recipes;

import static io.coordkit.recipes.RecipeServer.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The lock that one has, and the lock that all get in turn. */
@Timeout(120)
class LocksTest {

    @RegisterExtension
    static final RecipeServer SERVER = new RecipeServer();

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void oneOfManyGetsTheExclusiveLock() throws Exception {
        List<Future<Boolean>> attempts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ExclusiveLock lock = new ExclusiveLock(SERVER.client(), "/distribute_lock", "client " + i);
            attempts.add(threads.submit(lock::tryAcquire));
        }
        int winners = 0;
        for (Future<Boolean> attempt : attempts) {
            winners += attempt.get() ? 1 : 0;
        }
        assertThat(winners).isEqualTo(1);
    }

    @Test
    void theExclusiveLockPassesOnByReleaseAndByDeath() throws Exception {
        CuratorFramework dying = SERVER.client();
        ExclusiveLock first = new ExclusiveLock(SERVER.client(), "/passing", "first");
        ExclusiveLock second = new ExclusiveLock(dying, "/passing", "second");
        ExclusiveLock third = new ExclusiveLock(SERVER.client(), "/passing", "third");
        assertThat(first.tryAcquire()).isTrue();
        assertThat(first.tryAcquire()).as("it has it already").isTrue();
        assertThat(second.tryAcquire()).isFalse();
        assertThatThrownBy(second::release).hasMessageContaining("not our lock: /passing");

        Future<Boolean> waiting = threads.submit(() -> second.acquire(PATIENCE));
        first.release();
        assertThat(waiting.get()).isTrue();
        assertThat(first.isHeld()).isFalse();

        Future<Boolean> heir = threads.submit(() -> third.acquire(PATIENCE));
        SERVER.endSession(dying);
        assertThat(heir.get()).isTrue();
        assertThat(second.isHeld()).isFalse();
    }

    @Test
    void theOrderedLockServesAllInTheOrderInWhichTheyCame() throws Exception {
        int clients = 10;
        AtomicInteger woken = new AtomicInteger();
        AtomicInteger inside = new AtomicInteger();
        List<Integer> served = new CopyOnWriteArrayList<>();
        List<Future<?>> waiters = new ArrayList<>();
        CuratorFramework observer = SERVER.client();
        InterProcessMutex holder = new InterProcessMutex(observer, "/ordered_lock");
        holder.acquire();
        for (int i = 0; i < clients; i++) {
            int turn = i;
            CuratorFramework client = SERVER.client((connect, timeout, watcher, readOnly) ->
                    new CountingZooKeeper(connect, timeout, watcher, readOnly, woken));
            waiters.add(threads.submit(() -> {
                InterProcessMutex mutex = new InterProcessMutex(client, "/ordered_lock");
                mutex.acquire();
                assertThat(inside.incrementAndGet()).isEqualTo(1);
                served.add(turn);
                inside.decrementAndGet();
                mutex.release();
                return null;
            }));
            Await.until(() ->
                    assertThat(observer.getChildren().forPath("/ordered_lock")).hasSize(turn + 2));
        }
        holder.release();
        for (Future<?> waiter : waiters) {
            waiter.get();
        }
        assertThat(served).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(woken.get()).as("each release wakes one").isLessThanOrEqualTo(clients);
    }

    @Test
    void fiftyClientsExcludeEachOther() throws Exception {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger woken = new AtomicInteger();
        List<Future<?>> clients = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            InterProcessMutex mutex = new InterProcessMutex(
                    SERVER.client((connect, timeout, watcher, readOnly) ->
                            new CountingZooKeeper(connect, timeout, watcher, readOnly, woken)),
                    "/crowd");
            clients.add(threads.submit(() -> {
                mutex.acquire();
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                inside.decrementAndGet();
                mutex.release();
                return null;
            }));
        }
        for (Future<?> client : clients) {
            client.get();
        }
        assertThat(most).hasValue(1);
        assertThat(woken.get()).as("no herd").isLessThan(50);
    }

    /** Counts deletions that this client's waiters are told of. */
    private static final class CountingZooKeeper extends ZooKeeper {
        private final AtomicInteger deletions;

        CountingZooKeeper(String connect, int timeout, Watcher watcher, boolean readOnly, AtomicInteger deletions)
                throws IOException {
            super(connect, timeout, watcher, readOnly);
            this.deletions = deletions;
        }

        @Override
        public byte[] getData(String path, Watcher watcher, Stat stat) throws KeeperException, InterruptedException {
            return super.getData(
                    path,
                    event -> {
                        if (event.getType() == EventType.NodeDeleted) {
                            deletions.incrementAndGet();
                        }
                        watcher.process(event);
                    },
                    stat);
        }
    }
}
