package io.coordkit.kafka;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Brokers of Kafka 3.9 in ZooKeeper mode. */
final class RealBrokers {
    private RealBrokers() {}

    /** A broker with all of its files below {@code dir}. */
    static Peer start(Path dir, int id, int port, String zooKeeper) throws IOException {
        Path properties = dir.resolve(id + ".properties");
        Files.writeString(
                properties,
                String.join(
                        "\n",
                        "broker.id=" + id,
                        "listeners=PLAINTEXT://127.0.0.1:" + port,
                        "log.dirs=" + dir.resolve("log" + id),
                        "zookeeper.connect=" + zooKeeper,
                        "zookeeper.session.timeout.ms=10000",
                        "num.network.threads=1",
                        "num.io.threads=2",
                        "log.cleaner.enable=false",
                        "offsets.topic.replication.factor=1",
                        "offsets.topic.num.partitions=1",
                        "group.initial.rebalance.delay.ms=0"));
        return Peer.start("kafka-3.9", "RealBroker.java", dir.resolve(id + ".log"), List.of(properties.toString()));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
