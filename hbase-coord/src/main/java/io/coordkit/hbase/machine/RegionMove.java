package io.coordkit.hbase.machine;

import io.coordkit.hbase.codec.RegionEvent;
import io.coordkit.hbase.codec.RegionTransition;
import io.coordkit.hbase.paths.ServerName;
import java.util.Map;
import java.util.Set;

/**
 * A step of a region in transition in HBase 1.x, pure: from which event to which, by whom, and from which version of its node.
 * A region is offline or closing by creation of its node, or by force; the step from there belongs to the region server.
 * Source: {@code ZKAssign.transitionNode} of HBase 1.7 and those who call it.
 *
 * @param server that the node must name, and that will be named again
 * @param version that the node must have, or {@link #ANY_VERSION}
 */
public record RegionMove(RegionEvent from, RegionEvent to, ServerName server, int version) {
    /** Whatever version the node has, if everything else fits. */
    public static final int ANY_VERSION = -1;

    /** An event that leads to itself is a sign of life. */
    private static final Map<RegionEvent, Set<RegionEvent>> STEPS = Map.of(
            RegionEvent.M_ZK_REGION_OFFLINE,
            Set.of(RegionEvent.RS_ZK_REGION_OPENING, RegionEvent.RS_ZK_REGION_FAILED_OPEN),
            RegionEvent.RS_ZK_REGION_OPENING,
            Set.of(
                    RegionEvent.RS_ZK_REGION_OPENING,
                    RegionEvent.RS_ZK_REGION_OPENED,
                    RegionEvent.RS_ZK_REGION_FAILED_OPEN),
            RegionEvent.M_ZK_REGION_CLOSING,
            Set.of(RegionEvent.RS_ZK_REGION_CLOSED),
            RegionEvent.RS_ZK_REQUEST_REGION_SPLIT,
            Set.of(RegionEvent.RS_ZK_REGION_SPLITTING),
            RegionEvent.RS_ZK_REGION_SPLITTING,
            Set.of(RegionEvent.RS_ZK_REGION_SPLITTING, RegionEvent.RS_ZK_REGION_SPLIT),
            RegionEvent.RS_ZK_REGION_SPLIT,
            Set.of(RegionEvent.RS_ZK_REGION_SPLIT),
            RegionEvent.RS_ZK_REQUEST_REGION_MERGE,
            Set.of(RegionEvent.RS_ZK_REGION_MERGING),
            RegionEvent.RS_ZK_REGION_MERGING,
            Set.of(RegionEvent.RS_ZK_REGION_MERGING, RegionEvent.RS_ZK_REGION_MERGED),
            RegionEvent.RS_ZK_REGION_MERGED,
            Set.of(RegionEvent.RS_ZK_REGION_MERGED));

    /** @throws IllegalArgumentException when the protocol knows no such step */
    public RegionMove {
        if (!isStep(from, to)) {
            throw new IllegalArgumentException("no step leads from " + from + " to " + to);
        }
    }

    /** Whether the protocol knows the step. */
    public static boolean isStep(RegionEvent from, RegionEvent to) {
        return STEPS.getOrDefault(from, Set.of()).contains(to);
    }

    /**
     * Whether the step may be taken. A server that was told of no version may only open a region from a node that nobody has
     * written since its creation: otherwise the master has meanwhile decided anew, and the region would be opened twice.
     *
     * @param now what the node holds
     * @param nowVersion its version
     */
    public boolean isAllowed(RegionTransition now, int nowVersion) {
        boolean opens = from == RegionEvent.M_ZK_REGION_OFFLINE && to == RegionEvent.RS_ZK_REGION_OPENING;
        boolean versionFits = version == ANY_VERSION ? !opens || nowVersion == 0 : nowVersion == version;
        return versionFits && now.event() == from && now.server().equals(server);
    }
}
