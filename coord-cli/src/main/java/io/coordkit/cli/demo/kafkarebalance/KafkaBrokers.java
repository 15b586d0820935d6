package io.coordkit.cli.demo.kafkarebalance;

import io.coordkit.cli.demo.DemoContext;
import io.coordkit.cli.demo.children.ForeignProcess;
import io.coordkit.kafka.ClusterRegistry;
import io.coordkit.kafka.paths.ClusterPaths;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.curator.framework.CuratorFramework;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Brokers of Kafka 3.9 in ZooKeeper mode, each a process, and a writer. */
final class KafkaBrokers implements Brokers {

    private static final short REPLICAS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration HANDS_OVER_AT_MOST = Duration.ofSeconds(30);

    private final DemoContext context;
    private final SortedMap<Integer, Integer> ports = new TreeMap<>();
    private final Map<Integer, ForeignProcess> processes = new TreeMap<>();
    private Optional<KafkaWriter> writer = Optional.empty();

    KafkaBrokers(DemoContext context) {
        this.context = context;
    }

    @Override
    public SortedMap<Integer, Long> register(Collection<Integer> ids) throws Exception {
        for (int id : ids) {
            ports.put(id, freePort());
            processes.put(id, start(id, ports.get(id)));
        }
        SortedMap<Integer, Long> epochs = new TreeMap<>();
        try (CuratorFramework client = Sessions.open(context.connectString())) {
            ClusterRegistry cluster = new ClusterRegistry(client);
            context.await("the brokers are there", PATIENCE, () -> {
                for (ForeignProcess process : processes.values()) {
                    process.checkAlive();
                }
                return cluster.brokers().keySet().containsAll(ids);
            });
            for (int id : ids) {
                epochs.put(
                        id,
                        client.checkExists()
                                .forPath(ClusterPaths.BROKER_IDS + "/" + id)
                                .getCzxid());
            }
        }
        return epochs;
    }

    @Override
    public void createTopic(CuratorFramework client) throws Exception {
        String bootstrap = addresses();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.createTopics(List.of(new NewTopic(Topic.NAME, Topic.PARTITIONS, REPLICAS)))
                    .all()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        writer = Optional.of(new KafkaWriter(bootstrap));
    }

    @Override
    public Optional<String> bootstrap() {
        return Optional.of(addresses());
    }

    private String addresses() {
        return ports.values().stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    @Override
    public void leave(int id) throws Exception {
        ForeignProcess process = processes.remove(id);
        if (process != null) {
            process.stop(HANDS_OVER_AT_MOST);
        }
    }

    @Override
    public Map<Integer, Long> stopWriting() throws Exception {
        return writer.isPresent() ? writer.get().stop() : Map.of();
    }

    @Override
    public void close() {
        writer.ifPresent(KafkaWriter::close);
        processes.values().forEach(ForeignProcess::close);
    }

    private ForeignProcess start(int id, int port) throws IOException {
        Path directory = Files.createDirectories(context.workDirectory().resolve("kafka"));
        Path properties = directory.resolve("broker" + id + ".properties");
        Files.write(
                properties,
                List.of(
                        "broker.id=" + id,
                        "listeners=PLAINTEXT://127.0.0.1:" + port,
                        "log.dirs=" + directory.resolve("broker" + id),
                        "zookeeper.connect=" + context.connectString(),
                        "num.network.threads=1",
                        "num.io.threads=2",
                        "log.cleaner.enable=false"));
        Path log = directory.resolve("broker" + id + ".log");
        return ForeignProcess.start("broker " + id, "kafka", KafkaMain.class, log, List.of(properties.toString()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
