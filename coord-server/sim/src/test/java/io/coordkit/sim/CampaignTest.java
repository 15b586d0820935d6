package io.coordkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.replica.Input;
import io.coordkit.sim.node.Sabotage;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CampaignTest {
    private static final long BUDGET_SECONDS = 20;

    /** The first seed differs from build to build; a failure names it, and the simulator's main class replays it. */
    @Test
    void findsNothingInNewSeedsForAWhile() {
        long first = System.currentTimeMillis();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(BUDGET_SECONDS);
        Campaign campaign = new Campaign();
        assertThat(campaign.run(first, () -> System.nanoTime() < end)).isEmpty();
        assertThat(campaign.stats().runs()).isPositive();
    }

    @Test
    void reachesWhatItIsMeantToTest() {
        Campaign campaign = new Campaign();
        assertThat(campaign.run(1, 60)).isEmpty();
        Stats stats = campaign.stats();
        assertThat(stats.recoveries()).isGreaterThan(60);
        assertThat(stats.snapshots()).isGreaterThan(60);
        assertThat(stats.transactions()).isGreaterThan(1000);
        assertThat(stats.watchEvents()).isGreaterThan(50);
        assertThat(stats.leaders()).isGreaterThan(60);
        assertThat(stats.diffs()).isGreaterThan(60);
        assertThat(stats.truncations()).isPositive();
        assertThat(stats.logs()).isGreaterThan(10);
        assertThat(stats.trees()).isGreaterThan(30);
        assertThat(stats.reconfigurations()).isGreaterThan(5);
    }

    @Test
    void noticesWhenARunCannotBeRepeated() {
        long[] calls = new long[1];
        Sabotage moody = new Sabotage() {
            @Override
            public Input input(Input real) {
                return real instanceof Input.Tick tick
                        ? new Input.Tick(tick.nowNanos(), tick.wallMs() + calls[0]++)
                        : real;
            }
        };
        Optional<Campaign.Failure> failure = new Campaign(() -> moody, plan -> true).run(1, 30);
        assertThat(failure.orElseThrow().violation().checker()).isEqualTo("determinism");
    }
}
