package io.coordkit.hbase.codec;

/** A region's state. The order is the number on the wire. Source: {@code RegionState} in {@code ClusterStatus.proto}. */
public enum RegionState {
    OFFLINE,
    PENDING_OPEN,
    OPENING,
    OPEN,
    PENDING_CLOSE,
    CLOSING,
    CLOSED,
    SPLITTING,
    SPLIT,
    FAILED_OPEN,
    FAILED_CLOSE,
    MERGING,
    MERGED,
    SPLITTING_NEW,
    MERGING_NEW,
    ABNORMALLY_CLOSED
}
