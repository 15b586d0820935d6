package io.coordkit.statestore;

import java.util.List;
import java.util.Optional;

/**
 * What a read found of one node.
 *
 * @param path the node
 * @param present whether it is there
 * @param data its data, if it is there and has any
 * @param children the names of its children, if those were asked for
 * @param childCount how many children it had at that moment
 */
record NodeRead(String path, boolean present, Optional<byte[]> data, List<String> children, int childCount) {

    static NodeRead absent(String path) {
        return new NodeRead(path, false, Optional.empty(), List.of(), 0);
    }
}
