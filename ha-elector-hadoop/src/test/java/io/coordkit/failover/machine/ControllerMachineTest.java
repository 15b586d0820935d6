package io.coordkit.failover.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ha.HAServiceProtocol.HAServiceState;
import org.apache.hadoop.ha.ReferenceController;
import org.junit.jupiter.api.Test;

/** The machine beside Hadoop's own controller: the same events in the same order, and the same word to the election after each. */
final class ControllerMachineTest {
    private static final int SCRIPTS = 3_000;
    private static final int STEPS = 40;
    private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

    private final ControllerMachine machine = new ControllerMachine();
    private final long now = Long.MAX_VALUE - 500; // a clock that is about to wrap around

    @Test
    void decidesAsHadoopsController() throws Exception {
        Configuration conf = new Configuration(false);
        int joins = 0;
        int mismatches = 0;
        for (int seed = 0; seed < SCRIPTS; seed++) {
            try (ReferenceController reference = new ReferenceController(conf, new PliableTarget())) {
                Duet duet = new Duet(reference, seed);
                duet.play();
                joins += duet.joins;
                mismatches += duet.mismatches;
            }
        }
        assertThat(joins).as("scripts that come to something").isGreaterThan(SCRIPTS);
        assertThat(mismatches).as("services changed by somebody else").isGreaterThan(SCRIPTS / 10);
    }

    /** One random script, played to both. */
    private static final class Duet {
        private final ReferenceController reference;
        private final PliableTarget target;
        private final ControllerMachine machine = new ControllerMachine();
        private final Random random;
        private final int seed;
        private final List<String> script = new ArrayList<>();
        private long now = 5;
        private long participation;
        private int joins;
        private int mismatches;

        Duet(ReferenceController reference, int seed) {
            this.reference = reference;
            this.target = (PliableTarget) reference.getLocalTarget();
            this.seed = seed;
            this.random = new Random(seed);
        }

        void play() throws Exception {
            for (int step = 0; step < STEPS && !reference.hasFailed(); step++) {
                List<String> ours = words(step());
                assertThat(ours).as("seed %d: %s", seed, script).isEqualTo(words(reference));
                assertThat(machine.expected()).as("seed %d: %s", seed, script).isEqualTo(reference.getServiceState());
            }
        }

        private static List<String> words(ReferenceController reference) throws Exception {
            List<String> words = new ArrayList<>(reference.calls());
            if (reference.hasFailed()) {
                words.add("fail");
            }
            return words;
        }

        private List<String> words(List<Instruction> instructions) {
            List<String> words = new ArrayList<>();
            for (Instruction instruction : instructions) {
                if (instruction instanceof Instruction.Join join) {
                    participation = join.participation();
                    joins++;
                    words.add("join");
                } else if (instruction instanceof Instruction.Quit quit) {
                    words.add("quit " + quit.needFence());
                } else if (instruction instanceof Instruction.Fail) {
                    words.add("fail");
                }
            }
            return words;
        }

        private List<Instruction> step() throws Exception {
            int dice = random.nextInt(100);
            if (dice < 25) {
                return health();
            }
            if (dice < 55) {
                return reported();
            }
            if (dice < 75) {
                return elected();
            }
            if (dice < 85) {
                return ceded();
            }
            if (dice < 90) {
                script.add("recalled");
                reference.cede(random.nextInt(2) - 1);
                return machine.onRecalled(now);
            }
            script.add("time passes");
            reference.timePasses();
            now += HOUR_NANOS;
            return machine.onRecheck(now);
        }

        private List<Instruction> health() {
            Health entered =
                    random.nextInt(3) > 0 ? Health.HEALTHY : Health.values()[random.nextInt(Health.values().length)];
            script.add("health " + entered);
            reference.health(
                    switch (entered) {
                        case INITIALIZING -> "INITIALIZING";
                        case NOT_RESPONDING -> "SERVICE_NOT_RESPONDING";
                        case HEALTHY -> "SERVICE_HEALTHY";
                        case UNHEALTHY -> "SERVICE_UNHEALTHY";
                        case MONITOR_FAILED -> "HEALTH_MONITOR_FAILED";
                    });
            return machine.onHealth(entered, now);
        }

        private List<Instruction> reported() {
            HAServiceState[] all = {
                HAServiceState.ACTIVE, HAServiceState.STANDBY, HAServiceState.OBSERVER, HAServiceState.INITIALIZING
            };
            HAServiceState state = random.nextBoolean() ? machine.expected() : all[random.nextInt(all.length)];
            script.add("reported " + state);
            HAServiceState before = machine.expected();
            reference.reported(state);
            List<Instruction> instructions = machine.onReported(state, now);
            mismatches += before != HAServiceState.INITIALIZING
                            && state != HAServiceState.OBSERVER
                            && machine.expected() == HAServiceState.INITIALIZING
                    ? 1
                    : 0;
            return instructions;
        }

        private List<Instruction> elected() throws Exception {
            if (reference.isInElection()) {
                if (random.nextBoolean()) {
                    script.add("elected active");
                    reference.electedActive();
                    machine.onBecameActive(participation);
                } else {
                    script.add("elected standby");
                    reference.electedStandby();
                    machine.onBecameStandby(participation);
                }
            }
            return List.of();
        }

        private List<Instruction> ceded() throws Exception {
            target.refusesStandby = random.nextBoolean();
            script.add("ceded, refusing: " + target.refusesStandby);
            reference.cede(3_600_000);
            List<Instruction> instructions = machine.onCeded(HOUR_NANOS, !target.refusesStandby, now);
            target.refusesStandby = false;
            return instructions;
        }
    }

    @Test
    void whatAnEarlierParticipationSaysIsVoid() {
        long first = join(machine.onHealth(Health.HEALTHY, now));
        machine.onHealth(Health.UNHEALTHY, now);
        machine.onBecameActive(first);
        assertThat(machine.expected()).isEqualTo(HAServiceState.INITIALIZING);
        long second = join(machine.onHealth(Health.HEALTHY, now));
        machine.onBecameStandby(first);
        assertThat(machine.expected()).isEqualTo(HAServiceState.INITIALIZING);
        machine.onBecameActive(second);
        assertThat(machine.expected()).isEqualTo(HAServiceState.ACTIVE);
    }

    private static long join(List<Instruction> instructions) {
        assertThat(instructions).hasSize(1).first().isInstanceOf(Instruction.Join.class);
        return ((Instruction.Join) instructions.get(0)).participation();
    }

    @Test
    void whoGivesWayLooksAgainWhenTheTimeIsOver() {
        machine.onHealth(Health.HEALTHY, now);
        assertThat(machine.onCeded(1000, true, now))
                .containsExactly(new Instruction.Quit(false), new Instruction.Recheck(1000));
        assertThat(machine.onHealth(Health.HEALTHY, now + 400)).containsExactly(new Instruction.Recheck(600));
        join(machine.onRecheck(now + 1000));
    }

    @Test
    void aServiceChangedByHandStaysOutForASecond() {
        long participation = join(machine.onHealth(Health.HEALTHY, now));
        machine.onBecameActive(participation);
        assertThat(machine.onReported(HAServiceState.STANDBY, now)).isEmpty();
        assertThat(machine.onReported(HAServiceState.STANDBY, now)).containsExactly(new Instruction.Quit(true));
        assertThat(machine.onReported(HAServiceState.STANDBY, now))
                .containsExactly(new Instruction.Recheck(TimeUnit.SECONDS.toNanos(1)));
        join(machine.onReported(HAServiceState.STANDBY, now + TimeUnit.SECONDS.toNanos(1)));
    }
}
