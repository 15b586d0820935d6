package io.coordkit.cli;

import io.coordkit.core.txn.Zxid;
import io.coordkit.core.zab.ServerStatus;
import io.coordkit.server.CoordServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a file up to date with what a server says of itself, for whoever looks after it without being a client: {@code role},
 * {@code leader}, {@code epoch}, {@code zxid} and {@code serving}, one {@code key=value} a line. Written when the system property
 * {@code coordkit.status.file} names a file; replaced as a whole, and only when something has changed.
 */
final class StatusFile implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(StatusFile.class);
    private static final String PROPERTY = "coordkit.status.file";
    private static final long EVERY_MS = 100;

    private final CoordServer server;
    private final Path file;

    private StatusFile(CoordServer server, Path file) {
        this.server = server;
        this.file = file;
    }

    /** Begins to write, if somebody has asked for it, for as long as the process lives. */
    static void maybeWrite(CoordServer server) {
        Optional.ofNullable(System.getProperty(PROPERTY)).ifPresent(name -> {
            Thread thread = new Thread(new StatusFile(server, Path.of(name)), "coord-status-file");
            thread.setDaemon(true);
            thread.start();
        });
    }

    @Override
    public void run() {
        String written = "";
        try {
            while (!server.termination().isDone()) {
                String text = text(server.status());
                if (!text.equals(written)) {
                    write(text);
                    written = text;
                }
                TimeUnit.MILLISECONDS.sleep(EVERY_MS);
            }
        } catch (IllegalStateException stopped) {
            LOG.debug("status-file-ended file={}", file);
        } catch (IOException failure) {
            LOG.warn("status-file-failed file={} reason=\"{}\"", file, failure.getMessage());
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(String text) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String text(ServerStatus status) {
        return "role=%s%nleader=%d%nepoch=%d%nzxid=%s%nserving=%b%n"
                .formatted(
                        status.state().name().toLowerCase(Locale.ROOT),
                        status.leader(),
                        status.epoch(),
                        Zxid.format(status.lastZxid()),
                        status.serving());
    }
}
