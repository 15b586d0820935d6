package io.coordkit.it.history;

import java.util.List;

/**
 * Something a client asks. Data is unique to the call wherever it is written, so that who sees it knows who wrote it; the
 * parts of a multi share theirs.
 */
public sealed interface Call {

    /** A new znode; its path is a beginning that the server completes when it is sequential. */
    record Create(String path, String data, boolean ephemeral, boolean sequential) implements Call {}

    /** New data; any version is replaced when it is negative. */
    record SetData(String path, String data, int version) implements Call {}

    /** The end of a znode, whatever its version. */
    record Delete(String path) implements Call {}

    /** All of these or none: sets, persistent creates and deletes of different paths. */
    record Multi(List<Call> parts) implements Call {}

    /** Data and stat, and perhaps a watch if the znode exists. */
    record Read(String path, boolean watch) implements Call {}

    /** Whether the znode exists, with a watch in either case. */
    record Exists(String path) implements Call {}

    /** The names of the children, and perhaps a watch. */
    record Children(String path, boolean watch) implements Call {}

    /** A wait until the server knows all that was written before. */
    record Sync() implements Call {}

    /** Sets the watches again that the server lost with the connection. */
    record SetWatches() implements Call {}

    /** The end of the session and its ephemerals. */
    record Close() implements Call {}

    /** The writes of single znodes that this call consists of; none for a read. */
    default List<Call> writes() {
        if (this instanceof Multi multi) {
            return multi.parts();
        }
        return this instanceof Create || this instanceof SetData || this instanceof Delete ? List.of(this) : List.of();
    }
}
