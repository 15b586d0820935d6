package io.coordkit.benchmarks.footprint;

/**
 * What a server needed.
 *
 * @param server which one
 * @param heapPerZnode bytes of live heap, with 100 bytes of data
 * @param heapPerSession bytes of live heap of an idle session and its connection
 * @param heapPerWatch bytes of live heap
 * @param heapMegabytes live heap with everything
 * @param residentMegabytes memory of the process with everything, as the system counts it
 * @param idleCpuMillisPerSecond processor time while each session asks once in ten seconds whether anybody is there
 */
public record Footprint(
        String server,
        double heapPerZnode,
        double heapPerSession,
        double heapPerWatch,
        double heapMegabytes,
        double residentMegabytes,
        double idleCpuMillisPerSecond) {}
