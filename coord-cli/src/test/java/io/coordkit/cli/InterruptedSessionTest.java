package io.coordkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class InterruptedSessionTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void leavesNothingBehindWhenItIsStoppedInTheMiddle() throws Exception {
        Process session = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        InterruptedSession.class.getName())
                .start();
        try (BufferedReader lines = session.inputReader(StandardCharsets.UTF_8)) {
            JsonNode saw = next(lines, "saw");
            session.toHandle().destroy(); // SIGTERM, with its output still open
            JsonNode verdict = next(lines, "verdict");
            assertThat(verdict.get("passed").asBoolean()).isFalse();
            assertThat(verdict.get("error").asText()).isEqualTo("stopped");
            assertThat(lines.readLine()).as("the verdict is the last line").isNull();

            assertThat(session.waitFor()).isEqualTo(128 + 15);
            assertThat(ProcessHandle.of(saw.get("who").asLong()))
                    .as("the frozen child")
                    .isEmpty();
            assertThat(Path.of(saw.get("what").asText())).doesNotExist();
            assertThat(new String(session.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("ensemble closed");
        } finally {
            session.destroyForcibly();
        }
    }

    private static JsonNode next(BufferedReader lines, String event) throws Exception {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            JsonNode json = JSON.readTree(line);
            if (json.get("event").asText().equals(event)) {
                return json;
            }
        }
        throw new AssertionError("the session ended before the event " + event);
    }
}
