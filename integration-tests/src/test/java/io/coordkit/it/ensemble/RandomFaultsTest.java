package io.coordkit.it.ensemble;

import io.coordkit.it.net.PeerNetwork;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any faults in any order, on request only. {@code -Dcoord.it.rounds=} says how many, and {@code -Dcoord.it.seed=} which;
 * what the servers make of them is not repeatable.
 */
@Timeout(3_600)
class RandomFaultsTest {

    private static final int ROUNDS = Integer.getInteger("coord.it.rounds", 12);
    private static final long SEED = Long.getLong("coord.it.seed", System.nanoTime());

    static List<Mix> mixes() {
        return Mixes.of(List.of(), List.of("CCC", "CCCCC", "AAC", "CCA"));
    }

    /** What can be done to a member. */
    private enum Fault {
        KILL,
        TERMINATE,
        FREEZE,
        ISOLATE,
        CUT_OFF_FROM_ONE
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mixes")
    void everythingHealsInTheEnd(Mix mix) throws IOException {
        var random = new Random(SEED);
        var faults = new ArrayList<String>();
        try (Trial trial = Trial.start("random", mix, Networks.toBeCut(mix))) {
            for (int round = 0; round < ROUNDS; round++) {
                List<Member> members = new ArrayList<>(trial.ensemble().members());
                Collections.shuffle(members, random);
                List<Member> victims = members.subList(0, 1 + random.nextInt(members.size() - 1));
                for (Member victim : victims) {
                    Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
                    faults.add(fault + " " + victim.id());
                    inflict(trial.ensemble().network(), fault, victim, members.get(members.size() - 1));
                }
                if (victims.size() <= (members.size() - 1) / 2) {
                    trial.awaitProgress();
                }
                faults.add("heal");
                heal(trial, victims);
            }
            trial.verify();
        } catch (AssertionError e) {
            throw new AssertionError("seed " + SEED + ": " + faults, e);
        }
    }

    private static void inflict(PeerNetwork network, Fault fault, Member victim, Member bystander) throws IOException {
        switch (fault) {
            case KILL -> victim.kill();
            case TERMINATE -> victim.terminate();
            case FREEZE -> victim.freeze();
            case ISOLATE -> network.isolate(victim.id());
            case CUT_OFF_FROM_ONE -> {
                network.cut(victim.id(), bystander.id());
                network.cut(bystander.id(), victim.id());
            }
        }
    }

    private static void heal(Trial trial, List<Member> victims) throws IOException {
        trial.ensemble().network().healAll();
        for (Member victim : victims) {
            if (victim.isRunning()) {
                victim.thaw();
            } else {
                victim.start();
            }
        }
        trial.ensemble().awaitServing(trial.ensemble().members());
        trial.awaitProgress();
    }
}
