package io.coordkit.kafka;

import org.apache.zookeeper.KeeperException;

/** An operation on the tree failed; the cause is what ZooKeeper answered. Whether it took effect may be unknown. */
public class RegistryException extends RuntimeException {
    /** Something failed without an answer from ZooKeeper. */
    public RegistryException(String message) {
        super(message);
    }

    /** Something failed because of {@code cause}. */
    public RegistryException(String message, Throwable cause) {
        super(message, cause);
    }

    static RegistryException because(String attempt, KeeperException cause) {
        return new RegistryException("cannot " + attempt + ": " + cause.getMessage(), cause);
    }
}
