package io.coordkit.cli.demo.kafkarebalance;

import java.util.List;
import java.util.Map;

/** A topic to read, in which the record at offset n is n. For one thread. */
interface Records extends AutoCloseable {

    /** Reads on: some of the records that follow at these places, in each partition one after the other from there. */
    List<Span> read(Map<Integer, Long> nextOffsets);

    @Override
    void close();
}
