package io.coordkit.benchmarks.kafkagroup;

/**
 * One change of the group, until each partition has its reader again.
 *
 * @param what happened
 * @param seconds it took
 * @param requests that the server received, pings included
 * @param events that the server sent to watches
 */
record Step(String what, double seconds, long requests, long events) {}
