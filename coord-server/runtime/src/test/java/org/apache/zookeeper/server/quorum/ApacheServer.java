package org.apache.zookeeper.server.quorum;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.zookeeper.util.ServiceUtils;

/** A whole server of Apache's in this JVM; in its package, since only the server itself knows how to end it. */
public final class ApacheServer implements AutoCloseable {
    private final QuorumPeerMain main = new QuorumPeerMain();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Thread thread;

    /**
     * Starts it.
     *
     * @param directory for its files; kept
     * @param id its number
     * @param config the rest of its {@code zoo.cfg}
     */
    public ApacheServer(Path directory, long id, String config) throws Exception {
        System.setProperty("zookeeper.admin.enableServer", "false");
        ServiceUtils.setSystemExitProcedure(ServiceUtils.LOG_ONLY);
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("myid"), Long.toString(id));
        Path file = Files.writeString(directory.resolve("zoo.cfg"), "dataDir=" + directory + "\n" + config);
        QuorumPeerConfig parsed = new QuorumPeerConfig();
        parsed.parse(file.toString());
        thread = new Thread(() -> run(parsed), "apache-" + id);
        thread.start();
    }

    private void run(QuorumPeerConfig config) {
        try {
            main.runFromConfig(config);
        } catch (Exception | Error e) {
            failure.set(e);
        }
    }

    /** Why it did not start, if it did not; for the message of a test that has waited in vain. */
    public Throwable failure() {
        return failure.get();
    }

    /** Stops it and waits for that. */
    @Override
    public void close() throws InterruptedException {
        main.close();
        thread.join();
    }
}
