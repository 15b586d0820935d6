package io.coordkit.core.zab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.core.invariant.Invariant;
import io.coordkit.core.txn.Zxid;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SyncPlanTest {
    private static final Backlog WINDOW = history(at(1, 5), at(1, 6), at(1, 7), at(2, 1), at(2, 2), at(4, 1), at(4, 2));
    private static final long LAST = at(4, 2);

    @Test
    void nothingIsSentToOneThatHasEverything() {
        assertThat(decide(LAST)).isEqualTo(new SyncPlan.Diff(LAST, LAST));
    }

    @Test
    void oneThatIsBehindGetsTheRest() {
        assertThat(decide(at(1, 7))).isEqualTo(new SyncPlan.Diff(LAST, at(1, 7)));
        assertThat(decide(at(1, 5))).isEqualTo(new SyncPlan.Diff(LAST, at(1, 5)));
    }

    @Test
    void oneThatOnlySawAnEpochBeginGetsWhatFollows() {
        assertThat(decide(at(2, 0))).isEqualTo(new SyncPlan.Diff(LAST, at(2, 0)));
        assertThat(decide(at(3, 0))).isEqualTo(new SyncPlan.Diff(LAST, at(3, 0)));
    }

    @Test
    void oneThatIsTooFarBehindGetsTheTree() {
        assertThat(decide(at(1, 4))).isEqualTo(new SyncPlan.Snap(LAST));
        assertThat(decide(0)).isEqualTo(new SyncPlan.Snap(LAST));
    }

    @Test
    void whatWasNeverCommittedIsCutWithinItsEpoch() {
        assertThat(decide(at(1, 9))).isEqualTo(new SyncPlan.Trunc(at(1, 7)));
        assertThat(decide(at(2, 3))).isEqualTo(new SyncPlan.Trunc(at(2, 2)));
        assertThat(decide(at(4, 7))).isEqualTo(new SyncPlan.Trunc(LAST));
    }

    @Test
    void aTailOfAnEpochThatTheLeaderDoesNotKnowIsNotCut() {
        assertThat(decide(at(3, 1))).isEqualTo(new SyncPlan.Snap(LAST));
        assertThat(decide(at(5, 3))).isEqualTo(new SyncPlan.Snap(LAST));
    }

    @Test
    void aLeaderThatHasJustBegunKnowsItsWindow() {
        long begun = at(5, 0);
        assertThat(SyncPlan.decide(begun, begun, WINDOW)).isEqualTo(new SyncPlan.Diff(begun, begun));
        assertThat(SyncPlan.decide(LAST, begun, WINDOW)).isEqualTo(new SyncPlan.Diff(LAST, LAST));
        assertThat(SyncPlan.decide(at(4, 3), begun, WINDOW)).isEqualTo(new SyncPlan.Trunc(LAST));
        assertThat(SyncPlan.decide(at(4, 3), begun, history())).isEqualTo(new SyncPlan.Snap(begun));
    }

    @Test
    void everyPlanLeadsToTheLeadersHistory() {
        for (long seed = 1; seed <= 20_000; seed++) {
            Random random = new Random(seed);
            List<Long> committed = log(random);
            List<Long> learner = learnerOf(committed, random);
            int from = random.nextInt(committed.size() + 1);
            Backlog window = new Backlog(committed.subList(from, committed.size()).stream()
                    .mapToLong(Long::longValue)
                    .toArray());
            long last = committed.isEmpty() ? 0 : committed.get(committed.size() - 1);
            SyncPlan plan = SyncPlan.decide(learner.isEmpty() ? 0 : learner.get(learner.size() - 1), last, window);
            assertThat(follow(plan, learner, committed))
                    .as("seed %d: %s", seed, plan)
                    .isEqualTo(committed);
        }
    }

    @Test
    void aHistoryAscends() {
        assertThatThrownBy(() -> history(at(1, 2), at(1, 1))).isInstanceOf(Invariant.Violation.class);
    }

    /** A committed log of some epochs. */
    private static List<Long> log(Random random) {
        List<Long> zxids = new ArrayList<>();
        for (int epoch = 1; epoch <= 1 + random.nextInt(4); epoch++) {
            int length = random.nextInt(4);
            for (int counter = 1; counter <= length; counter++) {
                zxids.add(at(epoch, counter));
            }
        }
        return zxids;
    }

    /** A prefix of the committed log, perhaps with a tail that its leader never committed. */
    private static List<Long> learnerOf(List<Long> committed, Random random) {
        List<Long> learner = new ArrayList<>(committed.subList(0, random.nextInt(committed.size() + 1)));
        if (random.nextBoolean()) {
            long last = learner.isEmpty() ? at(1, 0) : learner.get(learner.size() - 1);
            // Either the same leader went on, or a later one began; what it proposed is in nobody else's log.
            long next = random.nextBoolean() ? last + 1 : at(Zxid.epoch(last) + 1 + random.nextInt(3), 1);
            if (!committed.contains(next)) {
                learner.add(next);
            }
        }
        return learner;
    }

    private static List<Long> follow(SyncPlan plan, List<Long> learner, List<Long> committed) {
        TreeSet<Long> log = new TreeSet<>(learner);
        if (plan instanceof SyncPlan.Trunc trunc) {
            log.tailSet(trunc.to(), false).clear();
        } else if (plan instanceof SyncPlan.Snap snap) {
            log.clear();
            committed.stream().filter(zxid -> zxid <= snap.zxid()).forEach(log::add);
        }
        committed.stream().filter(zxid -> zxid > plan.sendAfter()).forEach(log::add);
        return new ArrayList<>(log);
    }

    private static SyncPlan decide(long learnerLast) {
        return SyncPlan.decide(learnerLast, LAST, WINDOW);
    }

    private static Backlog history(long... zxids) {
        return new Backlog(zxids);
    }

    private static long at(long epoch, long counter) {
        return Zxid.of(epoch, counter);
    }
}
