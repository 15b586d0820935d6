package io.coordkit.hbase;

import static io.coordkit.hbase.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.hbase.codec.SplitLogTask;
import io.coordkit.hbase.machine.BatchProgress;
import io.coordkit.hbase.machine.ManagerSettings;
import io.coordkit.hbase.machine.SplitResult;
import io.coordkit.hbase.machine.WorkerSettings;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Managers and workers on Curator, against a server. */
class SplitLogTest extends ServerTest {
    private static final WorkerSettings QUICK = WorkerSettings.DEFAULT.withPausesMs(1, 5, 20);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Queue<String> committed = new ConcurrentLinkedQueue<>();
    private HBasePaths paths = HBasePaths.DEFAULT;
    private long startCodes;

    @BeforeEach
    void start() throws Exception {
        BaseNodes.create(client, paths, Generation.HBASE_2);
    }

    @AfterEach
    void stop() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"splitWAL", "splitlog"})
    void eachLogIsSplitByOneOfTwentyWorkersAndCommittedOnce(String splitLog) throws Exception {
        paths = HBasePaths.DEFAULT.withSplitLog(splitLog);
        BaseNodes.create(client, paths, Generation.HBASE_2);
        Queue<String> split = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 20; i++) {
            worker(client, QUICK, (task, progress) -> {
                split.add(task.walPath());
                return SplitResult.DONE;
            });
        }
        List<String> wals = wals(60);
        BatchProgress progress = finish(manager().submit(wals));

        assertThat(progress).isEqualTo(new BatchProgress(60, 60, 0));
        assertThat(split).containsExactlyInAnyOrderElementsOf(wals);
        assertThat(committed).containsExactlyInAnyOrderElementsOf(wals);
        await(() -> client.getChildren().forPath(paths.splitLog()).isEmpty());
    }

    @Test
    void aWorkerRunsNoMoreTasksThanItMay() throws Exception {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        worker(client, QUICK, (task, progress) -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            two.countDown();
            two.await();
            atOnce.decrementAndGet();
            return SplitResult.DONE;
        });

        assertThat(finish(manager().submit(wals(10))).isSuccess()).isTrue();
        assertThat(most).hasValue(2);
    }

    @Test
    void theTaskOfADeadWorkerIsTakenOver() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CuratorFramework doomedClient = Clients.connect(server);
        ServerName doomed = worker(doomedClient, QUICK, (task, progress) -> {
            started.countDown();
            new CountDownLatch(1).await();
            return SplitResult.DONE;
        });
        SplitLogManager manager = manager();
        SplitBatch batch = manager.submit(wals(1));
        assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
        doomedClient.close();
        worker(client, QUICK, (task, progress) -> SplitResult.DONE);
        manager.workersDied(Set.of(doomed));

        assertThat(finish(batch).isSuccess()).isTrue();
        assertThat(committed).hasSize(1);
    }

    @Test
    void aWorkerWhoseTaskIsTakenStopsAndWritesNothing() throws Exception {
        Queue<SplitResult> ends = new ConcurrentLinkedQueue<>();
        CountDownLatch started = new CountDownLatch(1);
        AtomicInteger attempts = new AtomicInteger();
        ServerName worker = worker(client, QUICK, (task, progress) -> {
            if (attempts.incrementAndGet() > 1) {
                return SplitResult.DONE;
            }
            started.countDown();
            try {
                await(() -> !progress.report());
            } catch (InterruptedException preempted) {
                ends.add(SplitResult.PREEMPTED);
                throw preempted;
            }
            ends.add(SplitResult.PREEMPTED);
            return SplitResult.PREEMPTED;
        });
        SplitLogManager manager = manager();
        SplitBatch batch = manager.submit(wals(1));
        assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
        manager.workersDied(Set.of(worker));

        assertThat(finish(batch).isSuccess()).isTrue();
        assertThat(ends).containsExactly(SplitResult.PREEMPTED);
        assertThat(attempts).hasValue(2);
    }

    @Test
    void heartbeatsMoveTheVersionOfATaskAtWork() throws Exception {
        CountDownLatch enough = new CountDownLatch(1);
        worker(client, QUICK.withReportPeriodMs(10), (task, progress) -> {
            await(() -> progress.report() && enough.getCount() == 0);
            return SplitResult.DONE;
        });
        SplitBatch batch = manager().submit(wals(1));
        String path = paths.splitTask(SplitTaskName.ofWal(wals(1).get(0)));
        await(() -> {
            Stat stat = client.checkExists().forPath(path);
            return stat != null && stat.getVersion() >= 5;
        });
        assertThat(SplitLogTask.parse(client.getData().forPath(path)).state()).isEqualTo(SplitLogTask.State.OWNED);
        enough.countDown();

        assertThat(finish(batch).isSuccess()).isTrue();
    }

    @Test
    void aSilentWorkerLosesItsTask() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AtomicInteger attempts = new AtomicInteger();
        worker(client, QUICK, (task, progress) -> {
            if (attempts.incrementAndGet() == 1) {
                never.await();
            }
            return SplitResult.DONE;
        });
        SplitBatch batch = manager(ManagerSettings.DEFAULT.withTimeoutMs(500)).submit(wals(1));

        assertThat(finish(batch).isSuccess()).isTrue();
        assertThat(attempts).hasValue(2);
    }

    @Test
    void aNewManagerAdoptsWhatACrashedOneLeft() throws Exception {
        List<String> wals = wals(12);
        Set<String> split = ConcurrentHashMap.newKeySet();
        CountDownLatch some = new CountDownLatch(4);
        CountDownLatch crashed = new CountDownLatch(1);
        CuratorFramework first = Clients.connect(server);
        SplitLogManager doomed = manager(first, ManagerSettings.DEFAULT);
        SplitBatch lost = doomed.submit(wals);
        for (int i = 0; i < 3; i++) {
            worker(client, QUICK, (task, progress) -> {
                some.countDown();
                if (split.size() >= 4) {
                    crashed.await();
                }
                split.add(task.walPath());
                return SplitResult.DONE;
            });
        }
        assertThat(some.await(60, TimeUnit.SECONDS)).isTrue();
        first.close();
        doomed.close();
        crashed.countDown();
        List<String> left = new ArrayList<>(wals);
        left.removeAll(committed);

        assertThat(finish(manager().submit(left)).isSuccess()).isTrue();
        assertThatThrownBy(() -> finish(lost)).hasMessageContaining("closed");
        assertThat(split).containsExactlyInAnyOrderElementsOf(wals);
        assertThat(Set.copyOf(committed)).containsExactlyInAnyOrderElementsOf(wals);
        await(() -> client.getChildren().forPath(paths.splitLog()).isEmpty());
    }

    @Test
    void aFailedLogFailsItsBatchAndCanBeSubmittedAgain() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        worker(client, QUICK, (task, progress) -> {
            if (attempts.incrementAndGet() == 1) {
                throw new IOException("planted");
            }
            return SplitResult.DONE;
        });
        SplitLogManager manager = manager();

        assertThat(finish(manager.submit(wals(1)))).isEqualTo(new BatchProgress(1, 0, 1));
        assertThat(finish(manager.submit(wals(1)))).isEqualTo(new BatchProgress(1, 1, 0));
    }

    @Test
    void aLogThatIsGoneIsDone() throws Exception {
        worker(client, QUICK, (task, progress) -> {
            throw new FileNotFoundException(task.walPath());
        });

        assertThat(finish(manager().submit(wals(1))).isSuccess()).isTrue();
    }

    @Test
    void aSecondBatchWithTheSameLogIsRefused() throws Exception {
        SplitLogManager manager = manager();
        SplitBatch first = manager.submit(wals(1));
        SplitBatch second = manager.submit(wals(2));

        assertThatThrownBy(() -> finish(second)).hasMessageContaining("another batch waits for");
        manager.abandon(first);
        assertThatThrownBy(() -> finish(first)).hasMessageContaining("abandoned");
    }

    @Test
    void aManagerThatDoesNotRunTakesNoBatch() {
        SplitLogManager manager = new SplitLogManager(
                client, paths, server(), (task, worker) -> committed.add(task.walPath()), ManagerSettings.DEFAULT);
        assertThatThrownBy(() -> manager.submit(wals(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("start() first");
        manager.start();
        assertThatThrownBy(manager::start).isInstanceOf(IllegalStateException.class);
        SplitBatch pending = manager.submit(wals(1));
        manager.close();
        manager.close();

        assertThatThrownBy(() -> finish(pending)).hasMessageContaining("closed");
        assertThatThrownBy(() -> manager.submit(wals(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void closingWaitsForTheRunningFinisherAndBeginsNoOther() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        SplitLogManager manager = new SplitLogManager(
                client,
                paths,
                server(),
                (task, worker) -> {
                    begun.incrementAndGet();
                    entered.countDown();
                    waitFor(leave);
                    committed.add(task.walPath());
                },
                ManagerSettings.DEFAULT);
        manager.start();
        worker(client, QUICK, (task, progress) -> SplitResult.DONE);
        SplitBatch batch = manager.submit(wals(5));
        assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Integer> closed = CompletableFuture.supplyAsync(() -> {
            manager.close();
            return committed.size();
        });
        assertThatThrownBy(() -> finish(batch)).hasMessageContaining("closed");
        leave.countDown();

        assertThat(closed.get(60, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(begun).hasValue(1);
    }

    @Test
    void aClosedWorkerResignsAndAnotherTakesItsTask() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        SplitLogWorker closing = new SplitLogWorker(
                client,
                paths,
                server(),
                (task, progress) -> {
                    started.countDown();
                    new CountDownLatch(1).await();
                    return SplitResult.DONE;
                },
                QUICK);
        closing.start();
        SplitBatch batch = manager().submit(wals(1));
        assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
        closing.close();
        worker(client, QUICK, (task, progress) -> SplitResult.DONE);

        assertThat(finish(batch).isSuccess()).isTrue();
    }

    @Test
    void theThreadsAreOursByName() throws Exception {
        worker(client, QUICK, (task, progress) -> SplitResult.DONE);
        assertThat(finish(manager().submit(wals(1))).isSuccess()).isTrue();

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .contains(
                        "coord-split-log-manager",
                        "coord-split-log-finisher",
                        "coord-split-log-worker",
                        "coord-split-log-task-1");
    }

    @Test
    void aDamagedTaskIsLeftAloneAndHarmsNoOther() throws Exception {
        String damaged = paths.splitTask(new SplitTaskName("damaged"));
        client.create().forPath(damaged, new byte[] {1, 2, 3});
        worker(client, QUICK, (task, progress) -> SplitResult.DONE);

        assertThat(finish(manager().submit(wals(3))).isSuccess()).isTrue();
        assertThat(client.getData().forPath(damaged)).containsExactly(1, 2, 3);
    }

    private static void waitFor(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new InterruptedIOException("interrupted");
        }
    }

    private static BatchProgress finish(SplitBatch batch) throws Exception {
        return batch.completion().get(60, TimeUnit.SECONDS);
    }

    private SplitLogManager manager() {
        return manager(ManagerSettings.DEFAULT);
    }

    private SplitLogManager manager(ManagerSettings settings) {
        return manager(client, settings);
    }

    private SplitLogManager manager(CuratorFramework on, ManagerSettings settings) {
        SplitLogManager manager =
                new SplitLogManager(on, paths, server(), (task, worker) -> committed.add(task.walPath()), settings);
        opened.push(manager);
        manager.start();
        return manager;
    }

    private ServerName worker(CuratorFramework on, WorkerSettings settings, SplitTaskExecutor executor) {
        ServerName name = server();
        SplitLogWorker worker = new SplitLogWorker(on, paths, name, executor, settings);
        opened.push(worker);
        worker.start();
        return name;
    }

    private ServerName server() {
        return new ServerName("host.example.org", 16020, ++startCodes);
    }

    private static List<String> wals(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "WALs/rs9,16020,9-splitting/rs9%2C16020%2C9." + i)
                .toList();
    }
}
