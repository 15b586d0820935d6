package io.coordkit.recipes;

import java.time.Duration;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;

/**
 * The queue that is usable once all its members are there: {@code /synchronizing}, an ephemeral {@code member_i} for each of them, and
 * {@code start}, which appears when they are complete and lets all go on. Curator's {@code DistributedDoubleBarrier} does the same with
 * names of its own.
 *
 * <p>Each member watches {@code start} before it appears, and counts after it has appeared: so of the last two, at least one counts all; if
 * both do, both create {@code start}, and one of them finds it there. {@code start} is not a member and is not counted. It stays:
 * whoever comes later goes on at once.
 */
public final class SyncQueue {
    private static final String START = "start";

    private final Znodes znodes;
    private final String root;
    private final int size;

    /** A queue for {@code size} members. */
    public SyncQueue(CuratorFramework client, String root, int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a queue for " + size + " members");
        }
        this.znodes = new Znodes(client);
        this.root = root;
        this.size = size;
    }

    /**
     * Joins as {@code member_i} and waits until all are there.
     *
     * @return false when the time was over before; the member stays in the queue, and may call again
     * @throws RecipeException when another session is this member
     */
    public boolean enter(int i, Duration atMost) throws InterruptedException {
        Deadline deadline = Deadline.in(atMost);
        Bell bell = new Bell();
        znodes.ensure(root);
        while (znodes.exists(Znodes.child(root, START), bell).isEmpty()) {
            appear(Znodes.child(root, "member_" + i));
            if (members() >= size) {
                znodes.create(Znodes.child(root, START), new byte[0], CreateMode.PERSISTENT);
            } else if (!bell.await(deadline)) {
                return false;
            }
        }
        return true;
    }

    /** How many are there. */
    public long members() {
        return znodes.children(root).stream()
                .filter(name -> !name.equals(START))
                .count();
    }

    private void appear(String member) {
        boolean there = znodes.create(member, new byte[0], CreateMode.EPHEMERAL).isPresent()
                || znodes.exists(member).filter(znodes::isOurs).isPresent();
        if (!there) {
            throw new RecipeException(member + " is somebody else");
        }
    }
}
