package io.coordkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code coord server} as a process of its own. */
@Timeout(120)
class ServerProcessTest {

    private static final Pattern SERVING = Pattern.compile("serving address=.*:(\\d+) ");

    @TempDir
    Path directory;

    @Test
    void keepsWhatWasWrittenOverACleanStopWhicheverWayItIsConfigured() throws Exception {
        Path data = directory.resolve("data");
        Process first = server("--data", data.toString(), "--port", "0", "--tick-time", "200");
        try (BufferedReader log = first.errorReader(StandardCharsets.UTF_8);
                CuratorFramework client = client(port(log))) {
            client.create().forPath("/kept", new byte[] {7});
            assertStopsCleanly(first);
        } finally {
            first.destroyForcibly().waitFor();
        }
        Path file = directory.resolve("zoo.cfg");
        Files.writeString(
                file,
                "tickTime=200\ndataDir=" + data + "\nclientPort=0\nclientPortAddress=127.0.0.1\n"
                        + "admin.enableServer=false\n");
        Process second = server(file.toString());
        try (BufferedReader log = second.errorReader(StandardCharsets.UTF_8);
                CuratorFramework client = client(port(log))) {
            assertThat(client.getData().forPath("/kept")).containsExactly(7);
            assertStopsCleanly(second);
        } finally {
            second.destroyForcibly().waitFor();
        }
    }

    @Test
    void refusesADirectoryThatAnotherServerUsesInOneLine() throws Exception {
        Process first = server("--data", directory.toString(), "--port", "0");
        try (BufferedReader log = first.errorReader(StandardCharsets.UTF_8)) {
            port(log);
            Process second = server("--data", directory.toString(), "--port", "0");
            assertThat(second.waitFor()).isEqualTo(1);
            assertThat(new String(second.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("coord: the server cannot start: ")
                    .hasLineCount(1);
        } finally {
            first.destroyForcibly().waitFor();
        }
    }

    private static void assertStopsCleanly(Process server) throws InterruptedException {
        server.toHandle().destroy(); // SIGTERM
        assertThat(server.waitFor()).isZero();
    }

    private static Process server(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), "-Dlogback.configurationFile=logback.xml"));
        command.addAll(List.of(Main.class.getName(), "server"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static int port(BufferedReader log) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            Matcher serving = SERVING.matcher(line);
            if (serving.find()) {
                return Integer.parseInt(serving.group(1));
            }
            seen.append(line).append('\n');
        }
        throw new AssertionError("the server ended before it served: " + seen);
    }

    private static CuratorFramework client(int port) {
        CuratorFramework client = CuratorFrameworkFactory.newClient("127.0.0.1:" + port, new RetryOneTime(100));
        client.start();
        return client;
    }
}
