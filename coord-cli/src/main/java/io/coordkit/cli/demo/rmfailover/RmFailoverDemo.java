package io.coordkit.cli.demo.rmfailover;

import io.coordkit.cli.demo.Demo;
import io.coordkit.cli.demo.DemoContext;
import io.coordkit.cli.demo.leaderloss.LeaderLoss;
import io.coordkit.cli.demo.verdict.Verdict;
import java.time.Duration;

/** Two YARN resource managers, one active: freeze it, fence it, kill it, and see that nothing is lost. */
public final class RmFailoverDemo implements Demo {

    /** Long enough for a busy machine; an ensemble with long ticks grants more. */
    private static final Duration SESSION = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "rm-failover";
    }

    @Override
    public String purpose() {
        return "two resource managers, one in charge: freeze it, fence it, kill it, lose nothing";
    }

    @Override
    public Verdict run(DemoContext context) throws Exception {
        LeaderLoss leaderLoss = new LeaderLoss(context);
        try (Tree tree = Tree.connect(context.connectString(), SESSION)) {
            Observed observed = new Story(context, tree, SESSION, leaderLoss).tell();
            return new Findings(observed).verdict(name()).and(leaderLoss.checks());
        }
    }
}
