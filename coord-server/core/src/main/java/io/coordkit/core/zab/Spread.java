package io.coordkit.core.zab;

import io.coordkit.core.effect.Turn;

/**
 * When observers do what all of them would do at once, so that whoever serves them gets them one after the other ({@code
 * Observer.waitForReconnectDelay} of the reference). The moments are as even as random ones, and the same whenever the same has happened.
 */
final class Spread {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private final Turn turn;
    private final long self;
    private long draws;

    Spread(Turn turn, long self) {
        this.turn = turn;
        this.self = self;
    }

    /** From 0 to less than this, another number each time. */
    long next(long withinMs) {
        return withinMs <= 0 ? 0 : Math.floorMod(mix(self, ++draws + turn.nowMs()), withinMs);
    }

    /** The finalizer of SplitMix64, so that servers with neighbouring numbers have nothing in common. */
    static long mix(long self, long number) {
        long mixed = self * GOLDEN + number;
        mixed = (mixed ^ mixed >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
