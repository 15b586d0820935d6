package io.coordkit.statestore;

import java.util.List;
import java.util.Optional;

/**
 * What a read found of one node.
 *
 * @param path the node
 * @param presence whether it is there
 * @param data its data, if it is there and has any
 * @param children the names of its children, if those were asked for
 * @param childCount how many children it had at that moment
 */
record NodeRead(String path, Presence presence, Optional<byte[]> data, List<String> children, int childCount) {

    /** What a server says of a node. */
    enum Presence {
        THERE,
        ABSENT,
        /** Its ACL lets us read nothing of it. */
        HIDDEN
    }

    static NodeRead there(String path, Optional<byte[]> data, List<String> children, int childCount) {
        return new NodeRead(path, Presence.THERE, data, children, childCount);
    }

    static NodeRead absent(String path) {
        return new NodeRead(path, Presence.ABSENT, Optional.empty(), List.of(), 0);
    }

    static NodeRead hidden(String path) {
        return new NodeRead(path, Presence.HIDDEN, Optional.empty(), List.of(), 0);
    }

    boolean is(Presence asked) {
        return presence == asked;
    }
}
