package io.coordkit.planted.client;

import io.coordkit.planted.config.Backwards;

/** Shares state without an argument for it, so that the rules against that are seen to fail. */
public final class Careless {
    volatile int shared;

    synchronized Object guarded() {
        return new Backwards();
    }
}
