package io.coordkit.cli.demo;

import java.io.IOException;

/** An ensemble of several servers that are ours to kill. */
public interface MortalEnsemble extends DemoEnsemble {

    /**
     * Kills the leader as a crash would, waits until another one leads, starts the dead server again and waits until all
     * serve.
     *
     * @throws IOException when the dead server does not start again
     */
    Succession killLeader() throws IOException, InterruptedException;
}
