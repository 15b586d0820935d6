package io.coordkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.kafka.offsets.ZooKeeperOffsets;
import io.coordkit.server.CoordServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Export and import between a tree and files; {@code KafkaOffsetsTest} has what brokers say to it. */
class KafkaOffsetsCommandTest {

    private static final TopicPartition FIRST = new TopicPartition("login", 0);
    private static final TopicPartition SECOND = new TopicPartition("login", 1);

    @TempDir
    private Path directory;

    private CoordServer server;
    private CuratorFramework client;
    private ZooKeeperOffsets offsets;

    @BeforeEach
    void start() throws IOException {
        server =
                CoordServer.builder().dataDirectory(directory.resolve("server")).start();
        client = CuratorFrameworkFactory.newClient(server.connectString(), new RetryOneTime(100));
        client.start();
        offsets = new ZooKeeperOffsets(client);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void takesOffsetsOutAndBringsThemBack() throws Exception {
        offsets.write("billing", Map.of(FIRST, 42L, SECOND, 7L));
        offsets.write("audit", Map.of(FIRST, 1L));
        Path file = directory.resolve("offsets.json");
        assertThat(export("--file", file.toString()).out()).isEqualTo("groups 2, offsets 3: " + file + "\n");
        assertThat(export("--group", "audit").out()).isEqualToIgnoringWhitespace("""
                {"version":1,"groups":{"audit":{"login":{"0":1}}}}""");
        assertThat(export("--group", "nobody").err())
                .isEqualToIgnoringNewLines("coord: group nobody has no offsets there");

        client.setData().forPath("/consumers/billing/offsets/login/0", "50".getBytes());
        client.delete().forPath("/consumers/billing/offsets/login/1");
        assertThat(bring(file, "--dry-run").out()).isEqualTo("""
                group audit: 0 to write, 1 there already, 0 left alone
                group billing: 1 to write, 0 there already, 1 left alone
                  login-1 to 7
                  login-0 stays at 50, as 42 would be back (--back)
                """);
        assertThat(offsets.offsets("billing")).isEqualTo(Map.of(FIRST, 50L));
        assertThat(bring(file, "--group", "billing").out())
                .startsWith("group billing: 1 written and read again, 0 there already, 1 left alone\n");
        assertThat(offsets.offsets("billing")).isEqualTo(Map.of(FIRST, 50L, SECOND, 7L));
        assertThat(bring(file, "--back").out())
                .endsWith("group billing: 1 written and read again, 1 there already, 0 left alone\n");
        assertThat(offsets.offsets("billing")).isEqualTo(Map.of(FIRST, 42L, SECOND, 7L));
    }

    @Test
    void explainsWhatItCannotDo() throws Exception {
        client.create().creatingParentsIfNeeded().forPath("/consumers/odd/offsets/login/0", "?".getBytes());
        assertFails(export(), "/consumers/odd/offsets/login/0: not an offset: \"?\"");
        Path file = directory.resolve("offsets.json");
        assertFails(bring(file), "cannot read " + file);
        Files.writeString(file, "{\"version\":1,\"groups\":{\"g\":{\"t\":{\"0\":-1}}}}");
        assertFails(bring(file), file + ": groups.g.t.0 is not an offset: -1");
        assertFails(bring(file, "--group", "other"), file + ": groups.g.t.0 is not an offset: -1");
        Files.writeString(file, "{\"version\":1,\"groups\":{\"odd\":{\"login\":{\"0\":1}}}}");
        assertFails(bring(file), "/consumers/odd/offsets/login/0: not an offset: \"?\"");
        assertFails(bring(file, "--group", "other"), "group other is not in " + file);
        assertThat(CommandLineRun.of("kafka", "export-offsets").exitCode()).isEqualTo(2);
        assertFails(
                CommandLineRun.of("kafka", "export-offsets", "--bootstrap", "no-such-host.invalid:1"),
                "cannot ask Kafka at no-such-host.invalid:1: No resolvable bootstrap urls given in bootstrap.servers");
    }

    private static void assertFails(CommandLineRun run, String why) {
        assertThat(run.err()).isEqualToIgnoringNewLines("coord: " + why);
        assertThat(run.exitCode()).isEqualTo(1);
    }

    private CommandLineRun export(String... arguments) {
        return run("export-offsets", List.of(arguments));
    }

    private CommandLineRun bring(Path file, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add(file.toString());
        return run("import-offsets", all);
    }

    private CommandLineRun run(String command, List<String> arguments) {
        List<String> line = new ArrayList<>(List.of("kafka", command, "--connect", server.connectString()));
        line.addAll(arguments);
        return CommandLineRun.of(line.toArray(String[]::new));
    }
}
