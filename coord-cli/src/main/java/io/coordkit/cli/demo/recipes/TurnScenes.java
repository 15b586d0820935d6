package io.coordkit.cli.demo.recipes;

import static io.coordkit.cli.demo.recipes.Stage.PATIENCE;

import io.coordkit.cli.demo.verdict.Check;
import io.coordkit.cli.demo.verdict.Fact;
import io.coordkit.recipes.ExclusiveLock;
import io.coordkit.recipes.FifoQueue;
import io.coordkit.recipes.SyncQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.locks.InterProcessMutex;

/** Who may go on: locks and queues. */
final class TurnScenes {
    private static final int CLIENTS = 5;
    private static final int ITEMS = 40;

    private TurnScenes() {}

    static List<Scene> all() {
        return List.of(
                new Scene(
                        "exclusive-lock", "Five clients want /distribute_lock; its holder dies", TurnScenes::exclusive),
                new Scene("ordered-lock", "Five clients queue for a lock and are served in turn", TurnScenes::ordered),
                new Scene("barrier", "Four members meet in /synchronizing, the last two at once", TurnScenes::barrier),
                new Scene("queue", "Two consumers share the items of a queue", TurnScenes::queue));
    }

    private static Check exclusive(Stage stage) throws Exception {
        List<CuratorFramework> clients = new ArrayList<>();
        List<ExclusiveLock> locks = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(stage.client());
            locks.add(new ExclusiveLock(clients.get(i), "/distribute_lock", "client " + i));
        }
        List<Future<Boolean>> attempts = new ArrayList<>();
        for (ExclusiveLock lock : locks) {
            attempts.add(stage.meanwhile(lock::tryAcquire));
        }
        List<Integer> winners = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            if (attempts.get(i).get()) {
                winners.add(i);
            }
        }
        if (winners.isEmpty()) {
            return Check.equal("one client gets the lock", 1, 0);
        }
        int holder = winners.get(0);
        ExclusiveLock waiting = locks.get((holder + 1) % CLIENTS);
        Future<Boolean> heir = stage.meanwhile(() -> waiting.acquire(PATIENCE));
        stage.endSession(clients.get(holder));
        boolean inherited = heir.get();
        return Check.that(
                "one client gets the lock, and another when that one dies",
                winners.size() == 1 && inherited,
                new Fact("winners", winners.size()),
                new Fact("inherited", inherited));
    }

    private static Check ordered(Stage stage) throws Exception {
        CuratorFramework observer = stage.client();
        InterProcessMutex first = new InterProcessMutex(observer, "/ordered_lock");
        first.acquire();
        List<Integer> served = new CopyOnWriteArrayList<>();
        List<Future<Boolean>> waiters = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            int turn = i;
            InterProcessMutex mutex = new InterProcessMutex(stage.client(), "/ordered_lock");
            waiters.add(stage.meanwhile(() -> {
                mutex.acquire();
                served.add(turn);
                mutex.release();
                return true;
            }));
            stage.await(
                    "client " + turn + " waits",
                    () -> observer.getChildren().forPath("/ordered_lock").size() == turn + 2);
        }
        first.release();
        for (Future<Boolean> waiter : waiters) {
            waiter.get();
        }
        return Check.equal(
                "all are served in the order in which they came",
                IntStream.range(0, CLIENTS).boxed().toList(),
                List.copyOf(served));
    }

    private static Check barrier(Stage stage) throws Exception {
        SyncQueue observer = new SyncQueue(stage.client(), "/synchronizing", 4);
        List<Future<Boolean>> members = new ArrayList<>();
        for (int i = 1; i <= 2; i++) {
            members.add(enter(stage, i));
        }
        stage.await("two are there", () -> members.size() == 2 && isThere(observer, 2));
        boolean early = members.stream().anyMatch(Future::isDone);
        members.add(enter(stage, 3));
        members.add(enter(stage, 4));
        int passed = 0;
        for (Future<Boolean> member : members) {
            passed += member.get() ? 1 : 0;
        }
        return Check.that(
                "nobody goes on before all are there, and then all do",
                !early && passed == 4,
                new Fact("went on early", early),
                new Fact("went on", passed));
    }

    private static boolean isThere(SyncQueue queue, int members) {
        try {
            return queue.members() == members;
        } catch (RuntimeException notYet) {
            return false;
        }
    }

    private static Future<Boolean> enter(Stage stage, int member) throws Exception {
        SyncQueue queue = new SyncQueue(stage.client(), "/synchronizing", 4);
        return stage.meanwhile(() -> queue.enter(member, PATIENCE));
    }

    private static Check queue(Stage stage) throws Exception {
        FifoQueue producer = new FifoQueue(stage.client(), "/queue");
        List<Future<List<Integer>>> consumers = new ArrayList<>();
        for (int i = 0; i < ITEMS; i++) {
            producer.produce(i);
        }
        for (int i = 0; i < 2; i++) {
            FifoQueue queue = new FifoQueue(stage.client(), "/queue");
            consumers.add(stage.meanwhile(() -> drain(queue)));
        }
        List<Integer> all = new ArrayList<>();
        boolean inOrder = true;
        for (Future<List<Integer>> consumer : consumers) {
            List<Integer> own = consumer.get();
            inOrder &= own.equals(own.stream().sorted().toList());
            all.addAll(own);
        }
        return Check.that(
                "every item is consumed once, and by each consumer in order",
                inOrder
                        && all.stream()
                                .sorted()
                                .toList()
                                .equals(IntStream.range(0, ITEMS).boxed().toList()),
                new Fact("produced", ITEMS),
                new Fact("consumed", all.size()),
                new Fact("in order", inOrder));
    }

    private static List<Integer> drain(FifoQueue queue) throws InterruptedException {
        List<Integer> items = new ArrayList<>();
        OptionalInt item = queue.consume(Duration.ZERO);
        while (item.isPresent()) {
            items.add(item.getAsInt());
            item = queue.consume(Duration.ZERO);
        }
        return items;
    }
}
