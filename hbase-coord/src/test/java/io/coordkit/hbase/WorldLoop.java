package io.coordkit.hbase;

import io.coordkit.sim.world.ClientProcess;

/** The loop of a simulated process: inputs in virtual time. */
record WorldLoop(ClientProcess process) implements Loop {
    @Override
    public void execute(Runnable input) {
        process.after(0, input);
    }

    @Override
    public void schedule(long delayMs, Runnable input) {
        process.after(Math.max(0, delayMs), input);
    }

    @Override
    public long nowMs() {
        return process.millis();
    }
}
