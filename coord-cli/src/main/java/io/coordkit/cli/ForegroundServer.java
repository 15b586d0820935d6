package io.coordkit.cli;

import io.coordkit.core.storage.StorageException;
import io.coordkit.server.AdminPortException;
import io.coordkit.server.CoordServer;
import io.coordkit.server.config.ServerConfig;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a server until it is told to stop, by SIGTERM or Ctrl-C, or has to stop by itself. */
final class ForegroundServer {

    private static final Logger LOG = LoggerFactory.getLogger(ForegroundServer.class);

    /** The reference's exit code for it ({@code ExitCode.ADMIN_SERVER_START}). */
    private static final int ADMIN_PORT_TAKEN = 4;

    private final ServerConfig config;

    ForegroundServer(ServerConfig config) {
        this.config = config;
    }

    void warn(String what) {
        LOG.warn("{}", what);
    }

    /** Returns only when the server has ended; on a signal the JVM ends before that, with exit code 0. */
    int run() throws InterruptedException {
        CoordServer server = start();
        StatusFile.maybeWrite(server);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "coord-stop"));
        try {
            server.termination().get();
            return 0;
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new CommandFailure("the server had to stop: " + CommandFailure.reason(cause), cause);
        }
    }

    private CoordServer start() {
        try {
            return CoordServer.start(config);
        } catch (AdminPortException taken) {
            throw new CommandFailure(
                    "the server cannot start: " + CommandFailure.reason(taken), taken, ADMIN_PORT_TAKEN);
        } catch (IOException | StorageException failure) {
            throw new CommandFailure("the server cannot start: " + CommandFailure.reason(failure), failure);
        }
    }

    /** A JVM that ends by a signal says so in its exit code; a server that was stopped cleanly says 0. */
    private static void stop(CoordServer server) {
        boolean failed = server.termination().isCompletedExceptionally();
        server.close();
        Runtime.getRuntime().halt(failed ? 1 : 0);
    }
}
