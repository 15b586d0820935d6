package io.coordkit.benchmarks.report;

/** The same scenario on both servers, one right after the other. */
public record Pair(Sample candidate, Sample baseline) {}
