package io.coordkit.kafka;

import io.coordkit.kafka.machine.StreamId;
import java.util.OptionalLong;

/**
 * A partition that became ours.
 *
 * @param stream the stream that reads it
 * @param offset the next offset to read; empty when the group never committed one, then the application decides
 */
public record AssignedPartition(StreamId stream, OptionalLong offset) {}
