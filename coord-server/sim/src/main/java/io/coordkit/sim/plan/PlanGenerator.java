package io.coordkit.sim.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Expands a seed into a plan. Each plan has some kinds of faults and operations and not others, at exaggerated rates. */
public final class PlanGenerator {
    /** Few, so that clients meet; deep enough for parents that go and come back. */
    private static final List<String> PATHS =
            List.of("/a", "/b", "/a/x", "/a/y", "/a/x/p", "/a/x/q", "/b/z", "/b/z/r", "/k", "/k/c", "/e", "/e/f");

    private static final int WRONG_VERSION_OF = 4;

    private final SplittableRandom random;
    /** Came later than the others; with draws of its own it leaves the plans of all seeds as they were. */
    private final SplittableRandom masters;

    private final List<Action> actions = new ArrayList<>();
    private final Knobs knobs;

    private PlanGenerator(long seed) {
        this.random = new SplittableRandom(seed);
        this.masters = new SplittableRandom(~seed);
        this.knobs = knobs();
    }

    /** The plan of a seed; always the same. */
    public static Plan of(long seed) {
        PlanGenerator generator = new PlanGenerator(seed);
        generator.addOperations();
        generator.addReconfigurations();
        generator.faults().add();
        generator.actions.sort(Comparator.comparingLong(Action::atMicros));
        return new Plan(seed, generator.knobs, generator.actions);
    }

    private Knobs knobs() {
        int tickMs = pick(50, 100, 500);
        int voters = pick(0, 1, 3, 3, 3, 5);
        int groups = voters < 3 ? 0 : pick(0, 0, 0, 1, 2);
        int reconfig = voters == 0 || groups > 0 ? 0 : pick(0, 0, 1);
        return new Knobs(
                1 + random.nextInt(5),
                2000 + random.nextInt(20_000),
                tickMs,
                pick(2, 3, 6, 20, 100, 100_000),
                pick(1, 100, 1000, 65_536),
                pick(0, 0, 300, 2000),
                pick(0, 1000, 65_536),
                pick(0, 1, 1, 1),
                // In a tenth of a tick there is time for a whole exchange within the shortest session timeout.
                pick(100, 2000, tickMs * 100),
                pick(100, 2000, tickMs * 100),
                pick(200, 1000, 60_000),
                pick(1000, 1000, 900, 1100),
                tickMs * pick(1, 2, 5, 10, 40),
                voters,
                voters == 0 ? 0 : pick(0, 0, 0, 1, 2),
                pick(10, 10, 20),
                pick(5, 5, 3),
                pick(1, 5, 500),
                pick(20, 100, Integer.MAX_VALUE, Integer.MAX_VALUE),
                groups,
                // Who was away for long may know nobody but those that are gone for good.
                voters < 3 || reconfig == 1 ? 0 : pick(0, 0, 1),
                reconfig,
                reconfig == 0 ? 0 : pick(0, 1, 1, 2, 3),
                masters.nextInt(2));
    }

    private void addOperations() {
        int count = pick(20, 100, 300, 800);
        int[] weights = new int[Verb.values().length];
        for (Verb verb : Verb.values()) {
            weights[verb.ordinal()] = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(weightMax(verb));
        }
        weights[Verb.RECONFIG.ordinal()] = 0;
        weights[Verb.CREATE.ordinal()] += 5;
        for (int i = 0; i < count; i++) {
            addOperation(choose(weights));
        }
    }

    private static int weightMax(Verb verb) {
        return switch (verb) {
            case CREATE, SET_DATA, GET_DATA, MULTI, EXISTS, GET_CHILDREN, DELETE -> 20;
            case DELETE_LAST, ADD_WATCH, SYNC -> 6;
            case CUT -> 3;
            default -> 1;
        };
    }

    private Verb choose(int[] weights) {
        int sum = 0;
        for (int i = 0; i <= Verb.FREEZE.ordinal(); i++) {
            sum += weights[i];
        }
        int at = random.nextInt(sum);
        int i = 0;
        while (at >= weights[i]) {
            at -= weights[i++];
        }
        return Verb.values()[i];
    }

    private void addOperation(Verb verb) {
        String path = PATHS.get(random.nextInt(PATHS.size()));
        long arg =
                switch (verb) {
                    case CREATE -> path.equals("/k") ? 4 : random.nextInt(4);
                    case DELETE -> random.nextInt(WRONG_VERSION_OF) == 0 ? random.nextInt(3) : -1;
                    case SET_DATA ->
                        (long) pick(0, 10, 200, 3000) << 16 | (random.nextInt(WRONG_VERSION_OF) == 0 ? 1 : 65_535);
                    case MULTI -> random.nextInt(1 << 30);
                    case GET_DATA, EXISTS, ADD_WATCH -> random.nextInt(2);
                    case GET_CHILDREN -> random.nextInt(4);
                    case BURST -> random.nextInt(40) == 0 ? 3000 : 1 + random.nextInt(60);
                    case FREEZE -> 1 + random.nextInt(knobs.timeoutMs() * 3);
                    default -> 0;
                };
        actions.add(new Action(time(), verb, random.nextInt(knobs.clients()), path, arg));
    }

    private void addReconfigurations() {
        int count = knobs.reconfig() == 0 ? 0 : 1 + random.nextInt(15);
        for (int i = 0; i < count; i++) {
            boolean all = random.nextInt(5) == 0;
            String change =
                    all ? MemberChange.allOf(knobs.servers(), random) : MemberChange.someOf(knobs.servers(), random);
            int client = random.nextInt(knobs.clients());
            actions.add(new Action(time(), Verb.RECONFIG, client, change, all ? 1 : 0));
        }
    }

    private ServerFaults faults() {
        return new ServerFaults(random, knobs.servers(), knobs.durationMs(), actions::add, this::addWritesAround);
    }

    /** What a leader proposes and nobody else gets must go from its log again. */
    private void addWritesAround(long at) {
        for (int client = 0; client < knobs.clients(); client++) {
            long when = Math.max(0, at - 20_000 + random.nextInt(300_000));
            String path = PATHS.get(random.nextInt(PATHS.size()));
            actions.add(new Action(when, Verb.BURST, client, path, 1 + random.nextInt(5)));
        }
    }

    private long time() {
        return random.nextLong(knobs.durationMs() * 1000L);
    }

    private int pick(int... values) {
        return values[random.nextInt(values.length)];
    }
}
