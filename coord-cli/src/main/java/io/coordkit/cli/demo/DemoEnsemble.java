package io.coordkit.cli.demo;

import java.io.Closeable;
import java.io.IOException;

/** The ensemble that demos run against: ours, embedded, or one that is running elsewhere. */
public interface DemoEnsemble extends Closeable {

    /** Where clients connect to, chroot included. */
    String connectString();

    /**
     * Stops what we started and removes what we created; leaves the rest of a foreign ensemble alone.
     *
     * @throws IOException when something is left behind; the message says what
     */
    @Override
    void close() throws IOException;
}
