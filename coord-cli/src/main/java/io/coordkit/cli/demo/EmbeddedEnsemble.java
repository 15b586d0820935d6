package io.coordkit.cli.demo;

import java.io.IOException;
import java.nio.file.Path;

/** Our own server inside this process, on a free loopback port, with short ticks so that sessions expire quickly. */
public final class EmbeddedEnsemble {

    private EmbeddedEnsemble() {}

    /** Starts it on a directory that does not exist yet. */
    public static DemoEnsemble start(Path directory) throws IOException {
        throw new IOException("this build has no server yet: point the demo at one with --connect HOST:PORT");
    }
}
