package io.coordkit.sim.disk;

import static io.coordkit.sim.disk.Records.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.storage.LogAppender;
import io.coordkit.core.storage.LogOptions;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random appends, forces, rolls, truncations and crashes: nothing forced is lost and nothing is invented. */
class CrashRecoveryPropertyTest {
    private static final int STEPS = 150;

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void recoversAPrefixWithEverythingForced(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SimDisk disk = new SimDisk(seed);
        LogOptions options = new LogOptions(random.nextInt(3) * 100L, random.nextInt(2) * 300L, true, 4096);
        LogAppender appender = new LogAppender(disk, options, 0);
        long appended = 0;
        long forced = 0;
        for (int step = 0; step < STEPS; step++) {
            int dice = random.nextInt(20);
            if (dice < 10) {
                appended += 1 + random.nextInt(4);
                appender.append(batch(LongStream.rangeClosed(appender.lastZxid() + 1, appended)
                        .toArray()));
            } else if (dice < 15) {
                appender.force();
                forced = appended;
            } else if (dice < 17) {
                appender.roll();
            } else if (dice == 17) {
                appended = Math.max(0, appended - random.nextInt(5));
                appender.truncate(appended);
                forced = appended;
            } else {
                disk.crash();
                long last = Records.recover(disk, 1).lastZxid();
                assertThat(last).as("step %d", step).isBetween(forced, appended);
                assertThat(Records.read(disk, 1))
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(1, last).boxed().toList());
                appended = last;
                forced = last;
                appender = new LogAppender(disk, options, last);
            }
        }
    }
}
