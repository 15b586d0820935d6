package io.coordkit.it.ensemble;

import io.coordkit.it.process.Backend;
import io.coordkit.it.process.ZooCfg;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Members that were away come back in each of the three ways, between servers of each kind: the last member leads, and
 * the others are all of one kind.
 */
@Timeout(300)
class SynchronisationTest {

    static List<Mix> mixes() {
        return Mixes.of(List.of("CCC", "AAC", "CCA"), List.of("AAA"));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mixes")
    void bySnapshotWhoWasAwayForLong(Mix mix) throws IOException {
        // Otherwise Apache ZooKeeper reads its log when that is one file, however long.
        ZooCfg settings = EnsembleProcesses.ensemble().with("snapshotSizeFactor", "-1");
        try (Trial trial = Trial.startFaithfulLedByLast("snap", mix, settings)) {
            EnsembleProcesses ensemble = trial.ensemble();
            Member learner = ensemble.member(1);
            trial.awaitProgress();
            learner.kill();
            // More than either server remembers: 500 transactions, 8 MiB.
            Filler.write(ensemble.leader().client(), 700, 16 * 1024);
            var homecoming = new Homecoming(ensemble, learner);
            learner.start();
            homecoming.awaitBy(Plan.SNAP);

            trial.awaitProgress();
            learner.kill();
            learner.start();
            trial.awaitProgress();
            trial.verify();
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mixes")
    void byDifferenceWhoMissedALittleAndByTruncationWhoKnewTooMuch(Mix mix) throws IOException {
        // More than are written meanwhile; Apache ZooKeeper remembers 500 by itself.
        ZooCfg settings = EnsembleProcesses.ensemble().with("commitLogCount", "100000");
        try (Trial trial = Trial.startFaithfulLedByLast("diff", mix, settings)) {
            EnsembleProcesses ensemble = trial.ensemble();
            comeBackByDifference(trial, ensemble.member(1));
            comeBackByTruncation(trial, ensemble.leader());
            trial.verify();
        }
    }

    private static void comeBackByDifference(Trial trial, Member learner) throws IOException {
        trial.awaitProgress();
        learner.kill();
        trial.awaitProgress();
        var homecoming = new Homecoming(trial.ensemble(), learner);
        learner.start();
        homecoming.awaitBy(Plan.DIFF);
    }

    /**
     * The others are frozen when the leader logs a write, and dead before they can read of it. Later Apache ZooKeeper
     * truncates only until the first write of the new epoch.
     */
    private static void comeBackByTruncation(Trial trial, Member leader) throws IOException {
        EnsembleProcesses ensemble = trial.ensemble();
        List<Member> others = ensemble.othersThan(leader);
        trial.awaitProgress();
        try (var write = new LoneWrite(ensemble, leader)) {
            trial.load().pause();
            for (Member other : others) {
                other.freeze();
            }
            write.send();
            leader.kill();
            others.forEach(Member::kill);

            for (Member other : others) {
                other.start();
            }
            ensemble.awaitServing(others);
            if (others.get(0).backend() == Backend.COORD) {
                trial.load().resume();
                trial.awaitProgress();
            }
            var homecoming = new Homecoming(ensemble, leader);
            leader.start();
            homecoming.awaitBy(Plan.TRUNC);
            trial.load().resume();
            trial.awaitProgress();
            write.verifyForgotten();
        }
    }
}
