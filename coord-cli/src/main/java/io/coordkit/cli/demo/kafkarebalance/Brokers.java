package io.coordkit.cli.demo.kafkarebalance;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.curator.framework.CuratorFramework;

/** The brokers of the story, and what is written to them. */
interface Brokers extends AutoCloseable {

    /** Lets brokers enter the cluster; their epochs by id. */
    SortedMap<Integer, Long> register(Collection<Integer> ids) throws Exception;

    /** Makes the topic, its partitions spread over the brokers, and begins to write to it. */
    void createTopic(CuratorFramework client) throws Exception;

    /** Where its records are read; nothing when they are made up by whoever reads them. */
    Optional<String> bootstrap();

    /** Lets a broker go. */
    void leave(int id) throws Exception;

    /** Writes no more; the offset after the last record of each partition, or nothing when nobody has written. */
    Map<Integer, Long> stopWriting() throws Exception;
}
