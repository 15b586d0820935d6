package io.coordkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.kafka.offsets.KafkaOffsets;
import io.coordkit.kafka.offsets.OffsetImport;
import io.coordkit.kafka.offsets.ZooKeeperOffsets;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestPartition;
import org.apache.kafka.common.message.OffsetCommitRequestData.OffsetCommitRequestTopic;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.OffsetCommitRequest;
import org.apache.kafka.common.requests.OffsetCommitResponse;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Offsets move between our tree and a broker of Kafka 3.9 that lives in it. */
class KafkaOffsetsTest extends ServerTest {
    private static final String GROUP = "billing";
    private static final TopicPartition FIRST = new TopicPartition("login", 0);
    private static final TopicPartition SECOND = new TopicPartition("login", 1);
    private static final Duration SHORT = Duration.ofSeconds(1);

    @Test
    void offsetsOfOldConsumersBecomeThoseOfNewOnesAndComeBack() throws Exception {
        CuratorFramework client = client();
        ZooKeeperOffsets old = new ZooKeeperOffsets(client);
        int port = RealBrokers.freePort();
        Map<String, Object> config = Map.of("bootstrap.servers", "127.0.0.1:" + port);
        try (Peer broker = startBroker(port);
                KafkaOffsets kafka = new KafkaOffsets("127.0.0.1:" + port, new Properties(), PATIENCE)) {
            Await.until(() -> assertThat(new ClusterRegistry(client).brokers()).containsOnlyKeys(1));
            try (Admin admin = Admin.create(config)) {
                admin.createTopics(List.of(new NewTopic("login", 2, (short) 1)))
                        .all()
                        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
            produce(config, 5);
            assertThat(kafka.ends(Set.of(FIRST, SECOND))).isEqualTo(Map.of(FIRST, 5L, SECOND, 0L));

            old.write(GROUP, Map.of(FIRST, 3L, SECOND, 0L));
            OffsetImport there = new OffsetImport(kafka, false);
            there.perform(GROUP, there.plan(GROUP, old.offsets(GROUP)));
            assertThat(kafka.groups()).containsExactly(GROUP);
            assertThat(kafka.offsets(GROUP)).isEqualTo(Map.of(FIRST, 3L, SECOND, 0L));

            try (KafkaConsumer<String, String> consumer = consumer(config)) {
                consumer.subscribe(List.of("login"));
                Await.until(() -> assertThat(consumer.poll(Duration.ofMillis(200)))
                        .first()
                        .returns(3L, record -> record.offset()));
                assertThatThrownBy(() -> kafka.write(GROUP, Map.of(FIRST, 1L)))
                        .hasMessageStartingWith(
                                "cannot write the offset of login-0 for group billing at 127.0.0.1:" + port)
                        .hasMessageEndingWith("the group has members, who would overwrite it; stop them first");
                consumer.commitSync();
            }
            OffsetImport home = new OffsetImport(old, false);
            home.perform(GROUP, home.plan(GROUP, kafka.offsets(GROUP)));
            assertThat(old.offsets(GROUP)).isEqualTo(Map.of(FIRST, 5L, SECOND, 0L));
            assertThatThrownBy(() -> kafka.write(GROUP, Map.of(new TopicPartition("login", 2), 1L)))
                    .hasMessageEndingWith("there is no such partition");

            commitThroughBroker(port, FIRST, 4);
            assertThat(old.offsets(GROUP)).isEqualTo(Map.of(FIRST, 4L, SECOND, 0L));
            RecordingListener reader = new RecordingListener();
            try (GroupMember member = new GroupMember(client, GroupSettings.of(GROUP, "login"), reader)) {
                member.start();
                Await.until(() -> assertThat(reader.reading).containsOnlyKeys(FIRST, SECOND));
                assertThat(reader.reading.get(FIRST).offset()).hasValue(4);
                member.commit(Map.of(FIRST, 5L));
                commitThroughBroker(port, SECOND, 2); // as unfenced as ever: the owner is another
            }
            assertThat(old.offsets(GROUP)).isEqualTo(Map.of(FIRST, 5L, SECOND, 2L));
        }
    }

    /** In version 0 of the request a broker in ZooKeeper mode writes the znodes of the old consumers. */
    private static void commitThroughBroker(int port, TopicPartition partition, long offset) throws Exception {
        OffsetCommitRequestData wish = new OffsetCommitRequestData()
                .setGroupId(GROUP)
                .setTopics(List.of(new OffsetCommitRequestTopic()
                        .setName(partition.topic())
                        .setPartitions(List.of(new OffsetCommitRequestPartition()
                                .setPartitionIndex(partition.partition())
                                .setCommittedOffset(offset)
                                .setCommittedMetadata("")))));
        short version = 0;
        RequestHeader header = new RequestHeader(ApiKeys.OFFSET_COMMIT, version, "old-client", 1);
        ByteBuffer request =
                new OffsetCommitRequest.Builder(wish, true).build(version).serializeWithHeader(header);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(request.remaining());
            out.write(request.array(), request.arrayOffset() + request.position(), request.remaining());
            DataInputStream in = new DataInputStream(socket.getInputStream());
            ByteBuffer reply = ByteBuffer.wrap(in.readNBytes(in.readInt()));
            assertThat(reply.getInt()).isEqualTo(header.correlationId());
            assertThat(OffsetCommitResponse.parse(reply, version).errorCounts()).isEqualTo(Map.of(Errors.NONE, 1));
        }
    }

    @Test
    void saysThatNoBrokerAnswers() throws Exception {
        String nobody = "127.0.0.1:" + RealBrokers.freePort();
        try (KafkaOffsets kafka = new KafkaOffsets(nobody, new Properties(), SHORT)) {
            assertThatThrownBy(kafka::groups).hasMessage("cannot list the groups at " + nobody + ": no broker answers");
            assertThatThrownBy(() -> kafka.ends(Set.of(FIRST)))
                    .hasMessage("cannot find a broker at " + nobody + ": no broker answers");
        }
        assertThatThrownBy(() -> new KafkaOffsets("no-such-host.invalid:9092", new Properties(), SHORT))
                .hasMessageStartingWith("cannot ask Kafka at no-such-host.invalid:9092: ");
    }

    private static void produce(Map<String, Object> config, int messages) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < messages; i++) {
                producer.send(new ProducerRecord<>("login", 0, "", "")).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    private static KafkaConsumer<String, String> consumer(Map<String, Object> config) {
        Properties properties = new Properties();
        properties.putAll(config);
        properties.put("group.id", GROUP);
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "none");
        return new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
    }

    private Peer startBroker(int port) throws Exception {
        Files.createDirectories(dir.resolve("broker"));
        return RealBrokers.start(dir.resolve("broker"), 1, port, connectString());
    }
}
