package io.coordkit.hbase.codec;

import java.util.Arrays;

/**
 * What happened to a region that is on its way in HBase 1.x. The code is the number on the wire.
 * Source: {@code org.apache.hadoop.hbase.executor.EventType} of HBase 1.7.
 */
public enum RegionEvent {
    RS_ZK_REGION_CLOSED(2),
    RS_ZK_REGION_OPENING(3),
    RS_ZK_REGION_OPENED(4),
    RS_ZK_REGION_SPLITTING(5),
    RS_ZK_REGION_SPLIT(6),
    RS_ZK_REGION_FAILED_OPEN(7),
    RS_ZK_REGION_MERGING(8),
    RS_ZK_REGION_MERGED(9),
    RS_ZK_REQUEST_REGION_SPLIT(10),
    RS_ZK_REQUEST_REGION_MERGE(11),
    M_ZK_REGION_OFFLINE(50),
    M_ZK_REGION_CLOSING(51);

    private final int code;

    RegionEvent(int code) {
        this.code = code;
    }

    /** Number on the wire. */
    public int code() {
        return code;
    }

    static RegionEvent of(long code) throws UnreadableValueException {
        return Arrays.stream(values())
                .filter(event -> event.code == code)
                .findFirst()
                .orElseThrow(() -> new UnreadableValueException("no region event has the code " + code));
    }
}
