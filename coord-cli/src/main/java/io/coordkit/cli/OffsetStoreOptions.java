package io.coordkit.cli;

import io.coordkit.cli.tree.Tree;
import io.coordkit.cli.tree.TreeFailure;
import io.coordkit.kafka.RegistryException;
import io.coordkit.kafka.codec.MalformedNodeException;
import io.coordkit.kafka.offsets.KafkaOffsets;
import io.coordkit.kafka.offsets.OffsetStore;
import io.coordkit.kafka.offsets.ZooKeeperOffsets;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where offsets are kept: in znodes or by brokers. */
final class OffsetStoreOptions {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli requires and sets it
    private Where where;

    private static final class Where {
        @Option(
                names = "--connect",
                paramLabel = "HOST:PORT",
                description = "ZooKeeper servers, separated by commas; a path at the end is Kafka's root.")
        private @Nullable String connect;

        @Option(
                names = "--bootstrap",
                paramLabel = "HOST:PORT",
                description = "Kafka brokers, separated by commas: the group's offsets that Kafka itself keeps.")
        private @Nullable String bootstrap;
    }

    @Mixin
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CredentialOptions credentials;

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Settings of Kafka's clients, for TLS or SASL, as Kafka's own tools read them.")
    private @Nullable Path kafkaConfig;

    /** What is done with the store. */
    @FunctionalInterface
    interface Work {
        int on(OffsetStore store) throws IOException;
    }

    /** Does something with the store; what fails there is explained. */
    int with(Work work) throws TreeFailure, InterruptedException {
        LogOutput.silence();
        try {
            return where.connect == null ? withKafka(work) : withZooKeeper(where.connect, work);
        } catch (RegistryException | MalformedNodeException | IllegalArgumentException | IOException failure) {
            throw new CommandFailure(CommandFailure.reason(failure), failure);
        }
    }

    private int withZooKeeper(String connect, Work work) throws TreeFailure, InterruptedException, IOException {
        try (Tree tree = Tree.connect(connect, credentials.all(), PATIENCE)) {
            return work.on(new ZooKeeperOffsets(tree.client()));
        }
    }

    private int withKafka(Work work) throws IOException {
        try (KafkaOffsets kafka = new KafkaOffsets(String.valueOf(where.bootstrap), settings(), PATIENCE)) {
            return work.on(kafka);
        }
    }

    private Properties settings() throws IOException {
        Properties settings = new Properties();
        if (kafkaConfig != null) {
            try (Reader reader = Files.newBufferedReader(kafkaConfig)) {
                settings.load(reader);
            } catch (IOException unreadable) {
                throw new IOException("cannot read " + kafkaConfig, unreadable);
            }
        }
        return settings;
    }
}
