package io.coordkit.hbase.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.hbase.codec.ReplicationLock;
import io.coordkit.hbase.paths.Generation;
import io.coordkit.hbase.paths.HBasePaths;
import io.coordkit.hbase.paths.QueueId;
import io.coordkit.hbase.paths.ServerName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Claims in every way, interrupted at every step, beside each other in every order a seed gives. */
class QueueClaimTest {
    private static final HBasePaths PATHS = HBasePaths.DEFAULT;
    private static final ServerName DEAD = new ServerName("dead", 1, 1);
    private static final QueueId QUEUE = QueueId.of("p");
    private static final List<String> WALS = List.of("w1", "w2", "w3");
    private static final int CLAIMERS = 4;

    private enum Way {
        MULTI_1,
        MULTI_2,
        LOCK;

        QueueClaim claim(ServerName self, ServerName dead, QueueId queue) {
            return switch (this) {
                case MULTI_1 -> new MultiClaim(PATHS, Generation.HBASE_1, self, dead, queue);
                case MULTI_2 -> new MultiClaim(PATHS, Generation.HBASE_2, self, dead, queue);
                case LOCK -> new LockClaim(PATHS, self, dead, queue);
            };
        }
    }

    private static ServerName claimer(int number) {
        return new ServerName("rs" + number, 1, 1);
    }

    private static ModelTree tree() {
        ModelTree tree = new ModelTree();
        tree.put(PATHS.replication().peer("p"), "peer");
        fillQueue(tree, DEAD, QUEUE);
        for (int i = 1; i <= CLAIMERS; i++) {
            tree.put(PATHS.regionServer(claimer(i)), "alive");
        }
        return tree;
    }

    private static void fillQueue(ModelTree tree, ServerName server, QueueId queue) {
        for (String wal : WALS) {
            tree.put(PATHS.replication().wal(server, queue, wal), "position of " + wal);
        }
    }

    private static Optional<ClaimedQueue> run(ModelTree tree, QueueClaim claim) {
        QueueClaim.Next next = claim.start();
        while (next instanceof QueueClaim.Ask ask) {
            next = claim.on(tree.answer(ask.question()));
        }
        return ((QueueClaim.Ended) next).claimed();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void theQueueMovesWithItsPositions(Way way) {
        ModelTree tree = tree();
        ClaimedQueue claimed = run(tree, way.claim(claimer(1), DEAD, QUEUE)).orElseThrow();

        assertThat(claimed.id()).hasToString("p-dead,1,1");
        assertThat(claimed.wals()).containsExactlyElementsOf(WALS);
        assertThat(owners(tree)).containsExactly(Map.entry("rs1,1,1/p-dead,1,1", WALS));
        assertThat(tree.text(PATHS.replication().wal(claimer(1), claimed.id(), "w2")))
                .isEqualTo("position of w2");
        assertThat(run(tree, way.claim(claimer(2), DEAD, QUEUE))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void aClaimedQueueIsClaimedAgainWhenItsClaimerDies(Way way) {
        ModelTree tree = tree();
        QueueId once =
                run(tree, way.claim(claimer(1), DEAD, QUEUE)).orElseThrow().id();
        tree.remove(PATHS.regionServer(claimer(1)));
        QueueId twice =
                run(tree, way.claim(claimer(2), claimer(1), once)).orElseThrow().id();

        assertThat(twice).hasToString("p-dead,1,1-rs1,1,1");
        assertThat(owners(tree)).containsExactly(Map.entry("rs2,1,1/" + twice, WALS));
    }

    @ParameterizedTest
    @EnumSource(
            value = Way.class,
            names = {"MULTI_1", "LOCK"})
    void theQueueOfAPeerThatIsGoneIsDropped(Way way) {
        ModelTree tree = tree();
        tree.remove(PATHS.replication().peer("p"));

        assertThat(run(tree, way.claim(claimer(1), DEAD, QUEUE))).isEmpty();
        assertThat(owners(tree)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void anEmptyQueueIsDropped(Way way) {
        ModelTree tree = tree();
        WALS.forEach(wal -> tree.remove(PATHS.replication().wal(DEAD, QUEUE, wal)));

        assertThat(run(tree, way.claim(claimer(1), DEAD, QUEUE))).isEmpty();
        assertThat(tree.has(PATHS.replication().queue(DEAD, QUEUE))).isFalse();
    }

    /** The claimer dies after each number of its operations; the next one must find the queue in one place, whole. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void aClaimerThatDiesAtAnyStepLosesNothing(Way way) {
        int steps = 0;
        for (boolean ended = false; !ended; steps++) {
            ModelTree tree = tree();
            ended = runSteps(tree, way.claim(claimer(1), DEAD, QUEUE), steps);
            tree.remove(PATHS.regionServer(claimer(1)));

            run(tree, way.claim(claimer(2), DEAD, QUEUE));
            for (QueueId left : queues(tree, claimer(1))) {
                run(tree, way.claim(claimer(2), claimer(1), left));
            }
            assertOneOwner(tree, claimer(2), "death after " + steps + " steps");
        }
        assertThat(steps).isGreaterThan(WALS.size());
    }

    /** The same, but whoever handles the claimer's death is faster than whoever handles the first one's. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void theDeathsMayBeHandledInEitherOrder(Way way) {
        for (int steps = 0; steps < 20; steps++) {
            ModelTree tree = tree();
            runSteps(tree, way.claim(claimer(1), DEAD, QUEUE), steps);
            tree.remove(PATHS.regionServer(claimer(1)));

            for (int round = 0; round < 2; round++) {
                for (QueueId left : queues(tree, claimer(1))) {
                    run(tree, way.claim(claimer(2), claimer(1), left));
                }
                run(tree, way.claim(claimer(3), DEAD, QUEUE));
            }
            assertThat(owners(tree)).as("death after " + steps + " steps").hasSize(1);
            assertThat(owners(tree).firstEntry().getValue()).containsExactlyElementsOf(WALS);
        }
    }

    /** The answer to any one operation is lost, and the claimer begins anew. */
    @ParameterizedTest
    @EnumSource(Way.class)
    void aClaimThatIsRepeatedAfterAnyStepEndsWell(Way way) {
        for (int steps = 0; steps < 20; steps++) {
            ModelTree tree = tree();
            if (runSteps(tree, way.claim(claimer(1), DEAD, QUEUE), steps)) {
                break;
            }
            Optional<ClaimedQueue> claimed = run(tree, way.claim(claimer(1), DEAD, QUEUE));

            assertThat(claimed.map(ClaimedQueue::wals).map(ArrayList::new))
                    .as("step " + steps)
                    .contains(new ArrayList<>(WALS));
            assertOneOwner(tree, claimer(1), "step " + steps);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void oneOfManyGetsTheQueue(Way way) {
        for (long seed = 1; seed <= 500; seed++) {
            ModelTree tree = tree();
            List<Optional<ClaimedQueue>> results = race(tree, way, new Random(seed));

            assertThat(results.stream().filter(Optional::isPresent))
                    .as("seed " + seed)
                    .hasSize(1);
            assertThat(owners(tree)).as("seed " + seed).hasSize(1);
            assertThat(owners(tree).firstEntry().getValue()).containsExactlyElementsOf(WALS);
        }
    }

    private static List<Optional<ClaimedQueue>> race(ModelTree tree, Way way, Random random) {
        List<QueueClaim> claims = new ArrayList<>();
        List<QueueClaim.Next> next = new ArrayList<>();
        for (int i = 1; i <= CLAIMERS; i++) {
            claims.add(way.claim(claimer(i), DEAD, QUEUE));
            next.add(claims.get(i - 1).start());
        }
        List<Optional<ClaimedQueue>> results = new ArrayList<>();
        while (results.size() < CLAIMERS) {
            int turn = random.nextInt(CLAIMERS);
            if (next.get(turn) instanceof QueueClaim.Ask ask) {
                next.set(turn, claims.get(turn).on(tree.answer(ask.question())));
                if (next.get(turn) instanceof QueueClaim.Ended ended) {
                    results.add(ended.claimed());
                }
            }
        }
        return results;
    }

    @Test
    void aServerWithoutSignOfLifeTakesNothing() {
        ModelTree tree = tree();
        tree.remove(PATHS.regionServer(claimer(1)));

        assertThat(run(tree, Way.MULTI_2.claim(claimer(1), DEAD, QUEUE))).isEmpty();
        assertOneOwner(tree, DEAD, "the queue stays");
    }

    @Test
    void theLockOfALiveServerIsRespectedAndAForeignOneLeftAlone() {
        ModelTree tree = tree();
        String lock = PATHS.replication().lock(DEAD);
        tree.put(lock, new ReplicationLock(PATHS.replication().server(claimer(2))).toBytes());
        assertThat(run(tree, Way.LOCK.claim(claimer(1), DEAD, QUEUE))).isEmpty();

        tree.put(lock, "no lock of HBase's");
        assertThat(run(tree, Way.LOCK.claim(claimer(1), DEAD, QUEUE))).isEmpty();
        assertThat(tree.text(lock)).isEqualTo("no lock of HBase's");
        assertOneOwner(tree, DEAD, "the queue stays");
    }

    @Test
    void nobodyClaimsFromItself() {
        assertThatThrownBy(() -> Way.LOCK.claim(DEAD, DEAD, QUEUE)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Whether the claim ended within this number of operations. */
    private static boolean runSteps(ModelTree tree, QueueClaim claim, int steps) {
        QueueClaim.Next next = claim.start();
        for (int i = 0; i < steps && next instanceof QueueClaim.Ask ask; i++) {
            next = claim.on(tree.answer(ask.question()));
        }
        return next instanceof QueueClaim.Ended;
    }

    private static void assertOneOwner(ModelTree tree, ServerName owner, String when) {
        TreeMap<String, List<String>> owners = owners(tree);
        assertThat(owners).as(when).hasSize(1);
        assertThat(owners.firstKey()).as(when).startsWith(owner.toString());
        assertThat(owners.firstEntry().getValue()).as(when).containsExactlyElementsOf(WALS);
    }

    /** Logs by {@code server/queue}. */
    private static TreeMap<String, List<String>> owners(ModelTree tree) {
        TreeMap<String, List<String>> owners = new TreeMap<>();
        for (String server : tree.names(PATHS.replication().servers())) {
            for (QueueId queue : queues(tree, ServerName.of(server))) {
                owners.put(server + "/" + queue, tree.names(PATHS.replication().queue(ServerName.of(server), queue)));
            }
        }
        return owners;
    }

    private static List<QueueId> queues(ModelTree tree, ServerName server) {
        return tree.names(PATHS.replication().server(server)).stream()
                .flatMap(node -> QueueId.find(node).stream())
                .toList();
    }
}
