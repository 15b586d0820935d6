package io.coordkit.cli.demo.narration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonRenderingTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final JsonRendering rendering = new JsonRendering(new PrintStream(bytes, false, StandardCharsets.UTF_8));

    @Test
    void writesOneObjectPerLineAndTheVerdictLast() throws Exception {
        new Story(rendering).tell();
        String verdict = "\"demo\":\"tale\",\"passed\":false,\"checks\":["
                + "{\"name\":\"nobody is lost\",\"passed\":true,\"facts\":{\"expected\":2,\"observed\":2}},"
                + "{\"name\":\"it is quick\",\"passed\":false,\"facts\":{\"tookMs\":1500,\"names\":[\"ä\",\"b\"]}}]";
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        line("demo-started", 0, "\"purpose\":\"two heroes, one crown\",\"connect\":\"127.0.0.1:2181\""),
                        line(
                                "said",
                                0,
                                "\"text\":\"Two heroes want the crown, which only one may wear at a time; watch "
                                        + "what happens when the wearer falls asleep.\""),
                        line("step-started", 0, "\"step\":1,\"title\":\"Crown the first\""),
                        line("picture", 0, "\"rows\":[{\"label\":\"first\",\"mood\":\"busy\",\"text\":\"reaching\"}]"),
                        line("saw", 1234, "\"who\":\"first\",\"what\":\"wears it\""),
                        line(
                                "picture",
                                1234,
                                "\"rows\":[{\"label\":\"first\",\"mood\":\"good\",\"text\":\"crowned\"},"
                                        + "{\"label\":\"2nd\",\"mood\":\"bad\",\"text\":\"asleep\"}]"),
                        line(
                                "step-ended",
                                1300,
                                "\"step\":1,\"title\":\"Crown the first\",\"ok\":true,"
                                        + "\"outcome\":\"first is crowned\",\"tookMs\":1300"),
                        line("step-started", 1300, "\"step\":2,\"title\":\"Crown nobody\""),
                        line(
                                "step-ended",
                                1400,
                                "\"step\":2,\"title\":\"Crown nobody\",\"ok\":false,"
                                        + "\"outcome\":\"nobody came\",\"tookMs\":100"),
                        line("said", 1400, "\"text\":\"That had to fail.\""),
                        "{\"event\":\"demo-ended\",\"demo\":\"tale\",\"atMs\":1400," + verdict.substring(14) + "}",
                        "{\"event\":\"verdict\",\"passed\":false,\"demos\":[{" + verdict + "}]}");
    }

    @Test
    void saysInTheVerdictWhyNothingRan() {
        rendering.failed("no \"server\"");
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"event\":\"verdict\",\"passed\":false,\"error\":\"no \\\"server\\\"\",\"demos\":[]}\n");
    }

    private static String line(String event, int atMs, String rest) {
        return "{\"event\":\"" + event + "\",\"demo\":\"tale\",\"atMs\":" + atMs + "," + rest + "}";
    }
}
