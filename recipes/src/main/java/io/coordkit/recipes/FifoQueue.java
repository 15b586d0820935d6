package io.coordkit.recipes;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;

/**
 * First in, first out: each item is a sequential znode {@code element0000000007} whose value is an int in four bytes, and the consumer
 * who deletes it has it. Consumers take the smallest number, and the next if another was quicker. Curator's {@code DistributedQueue}
 * carries other values in names of its own.
 *
 * <p>What happens when a connection breaks between the deed and its answer: an item may be there twice, and an item whose delete was
 * carried out is nobody's. Who may lose nothing takes Curator's queue with a lock path. Thread-safe.
 */
public final class FifoQueue {
    private static final String ELEMENT = "element";

    private final Znodes znodes;
    private final String root;

    /** The queue at {@code root}, which is made when it is missing. */
    public FifoQueue(CuratorFramework client, String root) {
        this.znodes = new Znodes(client);
        this.root = root;
        znodes.ensure(root);
    }

    /** Puts an item at the end. */
    public void produce(int item) {
        byte[] value = ByteBuffer.allocate(Integer.BYTES).putInt(item).array();
        znodes.create(Znodes.child(root, ELEMENT), value, CreateMode.PERSISTENT_SEQUENTIAL);
    }

    /** Takes the first item; waits for one, and returns nothing when the time is over. */
    public OptionalInt consume(Duration atMost) throws InterruptedException {
        Deadline deadline = Deadline.in(atMost);
        Bell bell = new Bell();
        while (true) {
            OptionalInt item = first(bell);
            if (item.isPresent() || !bell.await(deadline)) {
                return item;
            }
        }
    }

    private OptionalInt first(Bell bell) {
        for (String name : Sequence.sorted(znodes.children(root, bell))) {
            String path = Znodes.child(root, name);
            Optional<byte[]> value = znodes.read(path);
            if (value.isPresent()) {
                int item = item(path, value.get());
                if (znodes.delete(path, 0)) {
                    return OptionalInt.of(item);
                }
            }
        }
        return OptionalInt.empty();
    }

    private static int item(String path, byte[] value) {
        if (value.length != Integer.BYTES) {
            throw new RecipeException(path + " holds " + value.length + " bytes and not an int in four");
        }
        return ByteBuffer.wrap(value).getInt();
    }
}
