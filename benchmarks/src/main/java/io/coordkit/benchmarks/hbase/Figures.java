package io.coordkit.benchmarks.hbase;

/**
 * What one server needed.
 *
 * @param splitSeconds until each log was split and its task gone
 * @param loadSeconds to load all regions in transition
 * @param noticeMillis median time from before a region's step until a tracker of all regions has heard of it
 */
record Figures(double splitSeconds, double loadSeconds, double noticeMillis) {}
