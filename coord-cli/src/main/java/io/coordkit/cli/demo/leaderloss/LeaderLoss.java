package io.coordkit.cli.demo.leaderloss;

import static io.coordkit.cli.demo.verdict.Fact.fact;

import io.coordkit.cli.demo.DemoContext;
import io.coordkit.cli.demo.MortalEnsemble;
import io.coordkit.cli.demo.Succession;
import io.coordkit.cli.demo.verdict.Check;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Kills the leader of the ensemble in the middle of a demo, and finds out what a client noticed. */
public final class LeaderLoss {

    /** Writes before and after, so that there is something to lose. */
    private static final int WRITES = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DemoContext context;
    private final List<Check> checks = new ArrayList<>();

    /** For one demo. */
    public LeaderLoss(DemoContext context) {
        this.context = context;
    }

    /** Plays it as one step of the demo, after which all servers serve again; nothing if the servers are not ours to kill. */
    public void play() throws Exception {
        if (context.ensemble() instanceof MortalEnsemble ensemble) {
            play(ensemble);
        }
    }

    private void play(MortalEnsemble ensemble) throws Exception {
        context.narrator()
                .say("The ensemble is three servers. Every write is on the disks of two of them before it is"
                        + " acknowledged, and one of them leads. When that one dies, the others choose the next leader;"
                        + " clients of the dead one go to another server, and their sessions go with them.");
        context.narrator().step("Kill the leader of the ensemble while a client writes", () -> {
            try (Witness witness = Witness.start(context.connectString())) {
                awaitWrites(witness);
                Succession succession = ensemble.killLeader();
                awaitWrites(witness);
                Testimony testimony = witness.testify();
                checks.add(check(succession, testimony));
                return "server %d is dead; server %d leads %d ms later, and the longest wait for a write was %d ms"
                        .formatted(
                                succession.dead(),
                                succession.successor(),
                                succession.took().toMillis(),
                                testimony.longestWait().toMillis());
            }
        });
    }

    /** What came of it, for the verdict; empty if it was not played. */
    public List<Check> checks() {
        return List.copyOf(checks);
    }

    private void awaitWrites(Witness witness) throws Exception {
        int enough = witness.acknowledged() + WRITES;
        context.await("a client's writes are acknowledged", PATIENCE, () -> witness.acknowledged() >= enough);
    }

    static Check check(Succession succession, Testimony testimony) {
        return Check.that(
                "the ensemble loses its leader, and no acknowledged write",
                succession.dead() != succession.successor()
                        && testimony.acknowledged() >= 2 * WRITES
                        && testimony.lost().isEmpty()
                        && testimony.sessionKept(),
                fact("killed", "server " + succession.dead()),
                fact("leads now", "server " + succession.successor()),
                fact("after", succession.took()),
                fact("longest wait for a write", testimony.longestWait()),
                fact("acknowledged", testimony.acknowledged()),
                fact("lost", testimony.lost()),
                fact("session and ephemeral kept", testimony.sessionKept()));
    }
}
