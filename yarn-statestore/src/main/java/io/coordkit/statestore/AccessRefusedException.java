package io.coordkit.statestore;

import org.jspecify.annotations.Nullable;

/** A znode whose ACL does not let this session do what it wants. */
public final class AccessRefusedException extends UnreadableNodeException {

    private static final long serialVersionUID = 1L;

    AccessRefusedException(String path, @Nullable Throwable cause) {
        super(path, "the server refused access: NOAUTH", cause);
    }
}
