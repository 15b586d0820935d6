package io.coordkit.recipes;

import java.time.Duration;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.data.Stat;

/**
 * The lock that is one znode, {@code /distribute_lock}: who creates it holds it, and who deletes it gives it back. It is ephemeral, so that a
 * holder who dies gives it back too. All waiters hear of each release and one of them wins, in no order: for many waiters, and for turns,
 * take Curator's {@code InterProcessMutex}, which wakes one.
 *
 * <p>The session holds the lock, not a thread: who holds it and acquires it again has it still. A holder that was cut off longer than its
 * session lasts does not have it any more; {@link #isHeld} asks the ensemble. Not for use by several threads.
 */
public final class ExclusiveLock {
    private final Znodes znodes;
    private final String path;
    private final byte[] holder;

    /** @param holder the znode's value, for people who want to know who has the lock */
    public ExclusiveLock(CuratorFramework client, String path, String holder) {
        this.znodes = new Znodes(client);
        this.path = path;
        this.holder = Znodes.bytes(holder);
    }

    /** Takes it if nobody has it. */
    public boolean tryAcquire() {
        return znodes.create(path, holder, CreateMode.EPHEMERAL).isPresent() || isHeld();
    }

    /** Takes it as soon as nobody has it; false when the time is over. */
    public boolean acquire(Duration atMost) throws InterruptedException {
        Deadline deadline = Deadline.in(atMost);
        Bell released = new Bell();
        while (!tryAcquire()) {
            Optional<Stat> held = znodes.exists(path, released);
            if (held.isPresent() && !released.await(deadline)) {
                return false;
            }
        }
        return true;
    }

    /** Is it ours? */
    public boolean isHeld() {
        return znodes.exists(path).filter(znodes::isOurs).isPresent();
    }

    /** Gives it back; an {@link IllegalStateException} if it is not ours. */
    public void release() {
        Stat stat = znodes.exists(path)
                .filter(znodes::isOurs)
                .orElseThrow(() -> new IllegalStateException("not our lock: " + path));
        znodes.delete(path, stat.getVersion());
    }
}
