package io.coordkit.core.zab;

import io.coordkit.core.harness.TestCluster;
import io.coordkit.core.storage.RecentLog;
import java.util.Iterator;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Servers that die, come back, are cut off and wait for their disks at random, under writes: what was acknowledged is there on
 * all of them in the end, once. The simulator does this thoroughly; this is the quick look before.
 */
class RandomEnsembleTest {
    private static final int STEPS = 400;

    static Iterator<Long> seeds() {
        return new SplittableRandom(7).longs(300).iterator();
    }

    static Iterator<Long> fewSeeds() {
        return new SplittableRandom(8).longs(150).iterator();
    }

    @ParameterizedTest
    @MethodSource("fewSeeds")
    void nothingAcknowledgedIsLostWhenObserversLearnFromFollowers(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long counterMax = random.nextInt(3) == 0 ? 15 : EnsembleConfig.COUNTER_MAX;
        TestCluster cluster = new TestCluster(3, 1 + random.nextInt(3), counterMax)
                .withObserverMasters(new ObserverMasterPolicy(true, RecentLog.PINNED_BYTES))
                .startAll();
        Turmoil turmoil = new Turmoil(cluster, random);
        for (int i = 0; i < STEPS; i++) {
            turmoil.step();
        }
        turmoil.heal(5000);
        turmoil.check();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingAcknowledgedIsLost(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int voters = random.nextBoolean() ? 3 : 5;
        long counterMax = random.nextInt(3) == 0 ? 15 : EnsembleConfig.COUNTER_MAX;
        TestCluster cluster = new TestCluster(voters, random.nextInt(2), counterMax).startAll();
        Turmoil turmoil = new Turmoil(cluster, random);
        for (int i = 0; i < STEPS; i++) {
            turmoil.step();
        }
        turmoil.heal(5000);
        turmoil.check();
    }
}
