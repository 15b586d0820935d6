package io.coordkit.sim.model;

import io.coordkit.core.wire.EventType;

/** Something that watchers of {@code path}, or of its parent's children, must hear. */
public record Change(EventType type, String path) {
    /** The path of the parent; the root is its own. */
    public static String parentOf(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }
}
