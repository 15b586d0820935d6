package io.coordkit.server.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.replica.Input;
import io.coordkit.server.runtime.Inbox;
import io.coordkit.server.runtime.Link;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps everything that sockets bring, in order; handles it at once, or when told to. */
final class TestInbox implements Inbox {
    private static final long PATIENCE_SECONDS = 30;

    private final BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
    private final Map<Long, Link> links = new ConcurrentHashMap<>();
    private final Queue<Runnable> unhandled = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> batchSizes = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Void> quorumPortOpen = new CompletableFuture<>();
    private final boolean handlesAtOnce;

    TestInbox() {
        this(true);
    }

    TestInbox(boolean handlesAtOnce) {
        this.handlesAtOnce = handlesAtOnce;
    }

    @Override
    public void post(Input input) {
        if (input instanceof Input.QuorumPortOpen) {
            quorumPortOpen.complete(null);
        } else {
            inputs.add(input);
        }
    }

    /** Waits until learners can come. */
    void awaitQuorumPort() {
        quorumPortOpen.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    @Override
    public void postAll(List<Input> batch, Runnable handled) {
        inputs.addAll(batch);
        batchSizes.add(batch.size());
        if (handlesAtOnce) {
            handled.run();
        } else {
            unhandled.add(handled);
        }
    }

    @Override
    public void linkOpened(long link, Link way, Input input) {
        links.put(link, way);
        inputs.add(input);
    }

    @Override
    public void linkReceived(long link, List<Input> batch, Runnable handled) {
        postAll(batch, handled);
    }

    @Override
    public void linkGone(long link, String reason) {
        inputs.add(new Input.PeerGone(link, reason));
    }

    Link link(long id) {
        return links.get(id);
    }

    /** How many inputs came together each time, links' beginnings and ends apart. */
    List<Integer> batchSizes() {
        return List.copyOf(batchSizes);
    }

    /** Handles the oldest batch that waits; false if none does. */
    boolean handleOne() {
        Runnable handled = unhandled.poll();
        if (handled == null) {
            return false;
        }
        handled.run();
        return true;
    }

    /** Waits for the next input, which must be of this kind. */
    <T extends Input> T next(Class<T> kind) throws InterruptedException {
        Input input = inputs.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(input).as("the next input").isInstanceOf(kind);
        return kind.cast(input);
    }

    /** Waits for the next input of this kind and passes over others. */
    <T extends Input> T await(Class<T> kind) throws InterruptedException {
        while (true) {
            Input input = inputs.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(input).as("an input of kind " + kind.getSimpleName()).isNotNull();
            if (kind.isInstance(input)) {
                return kind.cast(input);
            }
        }
    }

    /** What nobody has waited for yet. */
    List<Input> unread() {
        return List.copyOf(inputs);
    }
}
