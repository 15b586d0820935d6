package io.coordkit.sim.plan;

import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** What happens to servers in a stretch of time: some kinds of faults and not others, at exaggerated rates. */
public final class ServerFaults {
    private final SplittableRandom random;
    private final int servers;
    private final int durationMs;
    private final Consumer<Action> faults;
    private final LongConsumer hits;

    /**
     * Faults from a source of chance.
     *
     * @param servers how many there are
     * @param durationMs when they happen: from 0 up to this
     * @param faults takes them, in no order
     * @param hits told of some of the times, in microseconds, at which the leader is hit
     */
    public ServerFaults(
            SplittableRandom random, int servers, int durationMs, Consumer<Action> faults, LongConsumer hits) {
        this.random = random;
        this.servers = servers;
        this.durationMs = durationMs;
        this.faults = faults;
        this.hits = hits;
    }

    /** Faults of all kinds that there can be. */
    public void add() {
        addSome(Verb.KILL, 8);
        addSome(Verb.POWER, 8);
        addSome(Verb.PAUSE, 3);
        addSome(Verb.SLOW_DISK, 3);
        addSome(Verb.FORCE_FAILS, 3);
        addSome(Verb.FULL_DISK, 2);
        addSome(Verb.CLOCK, 4);
        addSome(Verb.PURGE, 6);
        if (servers > 1) {
            addSome(Verb.KILL, 8);
            addSome(Verb.KILL_LEADER, 8);
            addSome(Verb.POWER_LEADER, 8);
            addSome(Verb.ISOLATE, 6);
            addSome(Verb.ISOLATE_LEADER, 8);
            addSome(Verb.CUT_PAIR, 6);
            addSome(Verb.CLOG, 6);
            addSome(Verb.BREAK_LINKS, 10);
            addSome(Verb.NEW_DISK, 2);
            addSome(Verb.TAKE_PORT, 2);
        }
    }

    private void addSome(Verb verb, int most) {
        int count = random.nextInt(2) == 0 ? 0 : 1 + random.nextInt(most);
        for (int i = 0; i < count; i++) {
            long arg =
                    switch (verb) {
                        case KILL, POWER, KILL_LEADER, POWER_LEADER -> random.nextInt(3) == 0 ? 0 : random.nextInt(60);
                        case ISOLATE, ISOLATE_LEADER, CUT_PAIR, CLOG -> 1 + random.nextInt(4000);
                        case PAUSE, SLOW_DISK, TAKE_PORT -> 1 + random.nextInt(3000);
                        case FORCE_FAILS -> random.nextInt(10);
                        case FULL_DISK -> random.nextInt(3000);
                        case CLOCK -> random.nextInt(20_000) - 10_000L;
                        default -> 0;
                    };
            long at = random.nextLong(durationMs * 1000L);
            faults.accept(new Action(at, verb, random.nextInt(servers), "-", arg));
            if (verb.isLeaders() && random.nextBoolean()) {
                hits.accept(at);
            }
        }
    }
}
