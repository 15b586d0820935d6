package io.coordkit.hbase.machine;

import java.util.List;

/**
 * What the server said. Anything but these results (a lost connection, a refusal) is the driver's trouble: it ends the
 * claim, which may be begun anew.
 *
 * @param children sorted; empty unless they were asked for
 * @param value as stored; empty unless it was asked for
 * @param version -1 unless a value was asked for
 */
public record ClaimAnswer(Result result, List<String> children, byte[] value, int version) {
    /** How an operation ended. */
    public enum Result {
        OK,
        /** The node, or the parent of one to be created, does not exist. */
        MISSING,
        /** A node to be created exists. */
        EXISTS,
        /** A node to be deleted has children, or one to be written has another version. */
        CHANGED
    }

    public ClaimAnswer {
        children = children.stream().sorted().toList();
    }

    /** An answer without content. */
    public static ClaimAnswer of(Result result) {
        return new ClaimAnswer(result, List.of(), new byte[0], -1);
    }

    boolean isOk() {
        return result == Result.OK;
    }

    boolean is(Result expected) {
        return result == expected;
    }
}
