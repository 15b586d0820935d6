package io.coordkit.recipes;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.utils.ThreadUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what a {@link ControlConsole} orders, and reports what it has carried out. An order that stands when it starts is
 * carried out too. One whose action throws is logged, and not reported as carried out.
 */
public final class ControlledWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlledWorker.class);

    private final Mirror orders;
    private final Presence presence;
    private final Consumer<String> action;
    private final ExecutorService thread = ThreadUtils.newSingleThreadExecutor("controlled-worker");

    /** @param action carries out an order; called on the worker's own thread and may take its time */
    public ControlledWorker(CuratorFramework client, String path, String name, Consumer<String> action) {
        this.orders = Mirror.ofNode(client, path);
        this.presence = new Presence(client, Znodes.child(path, name), "0");
        this.action = action;
        orders.listen(change -> change.after().ifPresent(order -> thread.execute(() -> carryOut(order))));
    }

    /** Appears and waits for orders. */
    public ControlledWorker start(Duration atMost) throws InterruptedException {
        presence.start(atMost);
        orders.start(atMost);
        return this;
    }

    /** Does no more, and disappears. */
    @Override
    public void close() {
        orders.close();
        thread.shutdown();
        presence.close();
    }

    /** Version 0 is the empty znode before the first order; an order that a newer one has replaced meanwhile is left out. */
    private void carryOut(Znode order) {
        boolean newest = Optional.ofNullable(orders.znodes().get("")).equals(Optional.of(order));
        if (order.version() == 0 || !newest) {
            return;
        }
        try {
            action.accept(order.text());
            presence.report(Integer.toString(order.version()));
        } catch (RuntimeException e) {
            LOG.warn("order {} was not carried out: {}", order.version(), order.text(), e);
        }
    }
}
