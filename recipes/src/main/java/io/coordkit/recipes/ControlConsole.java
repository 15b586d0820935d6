package io.coordkit.recipes;

import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.curator.framework.CuratorFramework;

/**
 * Tells workers what to do by writing a znode, without knowing who they are: the order is its value, the order's number its version. Each
 * {@link ControlledWorker} reports below it the number of the last order it has carried out.
 *
 * <p>An order is a wish for a state ("push campaign 7", "stop"): workers carry out the newest one and may never see those before it. Where
 * each must be carried out once, take a {@link FifoQueue}. Thread-safe.
 */
public final class ControlConsole implements AutoCloseable {
    private final Znodes znodes;
    private final String path;
    private final Mirror workers;

    /** Orders go through the znode at {@code path}, which is made when it is missing. */
    public ControlConsole(CuratorFramework client, String path) {
        this.znodes = new Znodes(client);
        this.path = path;
        this.workers = Mirror.ofChildren(client, path);
    }

    /** Begins to follow the workers. */
    public ControlConsole start(Duration atMost) throws InterruptedException {
        znodes.ensure(path);
        workers.start(atMost);
        return this;
    }

    /** Gives an order. @return its number, greater than that of any before */
    public int order(String text) {
        return znodes.write(path, Znodes.bytes(text)).getVersion();
    }

    /** The workers that are there, each with the last order that it has carried out; 0 if none. */
    public SortedMap<String, Integer> carriedOut() {
        SortedMap<String, Integer> orders = new TreeMap<>();
        workers.znodes().forEach((name, worker) -> orders.put(name, Integer.parseInt(worker.text())));
        return orders;
    }

    @Override
    public void close() {
        workers.close();
    }
}
