package io.coordkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.sim.plan.Plan;
import io.coordkit.sim.plan.PlanGenerator;
import io.coordkit.sim.plan.PlanText;
import org.junit.jupiter.api.Test;

class ShrinkerTest {
    private static final PlantedBug BUG = PlantedBug.LOSES_AN_EVENT;

    @Test
    void leavesAFewActionsThatStillFailAfterATripThroughText() {
        Campaign.Failure failure = new Campaign(BUG.hunt().planted(), BUG::meets)
                .run(1, BUG.hunt().seedsMax())
                .orElseThrow();
        Plan plan = PlanGenerator.of(failure.seed());
        int[] runs = new int[1];
        Plan small = new Shrinker(BUG.hunt().checker(), BUG.hunt().planted(), () -> runs[0]++ < 500).shrink(plan);
        assertThat(small.actions()).hasSizeLessThan(plan.actions().size() / 4);
        Plan kept = PlanText.read(PlanText.write(small));
        assertThat(kept).isEqualTo(small);
        Outcome again = Simulation.of(kept).sabotage(BUG.hunt().planted().get()).run();
        assertThat(again.violation().orElseThrow().checker())
                .isEqualTo(BUG.hunt().checker());
    }
}
