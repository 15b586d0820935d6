package io.coordkit.cli.tree;

import java.io.Serial;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.zookeeper.KeeperException;

/** Why a tree cannot be reached, read or used: its message is what the user reads. */
public final class TreeFailure extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    public TreeFailure(String message) {
        super(message);
    }

    public TreeFailure(String message, Throwable cause) {
        super(message, cause);
    }

    /** Whether an ACL is why: other parts of the tree may still be read. */
    public boolean isRefusal() {
        return Stream.<Throwable>iterate(this, Objects::nonNull, Throwable::getCause)
                .anyMatch(KeeperException.NoAuthException.class::isInstance);
    }
}
