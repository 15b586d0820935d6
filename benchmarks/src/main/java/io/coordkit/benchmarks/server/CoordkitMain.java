package io.coordkit.benchmarks.server;

import io.coordkit.server.CoordServer;
import io.coordkit.server.config.ConfigException;
import io.coordkit.server.config.ZooCfg;
import java.io.IOException;
import java.nio.file.Path;

/** Our server in a process of its own, without the command line around it: {@code CoordkitMain zoo.cfg}. */
public final class CoordkitMain {
    private CoordkitMain() {}

    /**
     * Serves until the process is ended.
     *
     * @param args the path of a {@code zoo.cfg}
     */
    public static void main(String[] args) throws ConfigException, IOException {
        ZooCfg cfg = ZooCfg.read(Path.of(args[0]), System.getProperties());
        CoordServer server = CoordServer.start(cfg.config());
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
        server.termination().join();
    }
}
