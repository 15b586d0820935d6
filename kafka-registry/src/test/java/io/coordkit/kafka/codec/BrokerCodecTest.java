package io.coordkit.kafka.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registrations byte for byte or key for key as brokers of each release write them. */
class BrokerCodecTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/brokers/ids/1";

    /** As a 3.9.1 broker printed it, key order included. */
    private static final String GOLDEN_V5 = "{\"features\":{},\"listener_security_protocol_map\":"
            + "{\"PLAINTEXT\":\"PLAINTEXT\",\"INTERNAL\":\"PLAINTEXT\"},"
            + "\"endpoints\":[\"PLAINTEXT://b1.example.org:9092\",\"INTERNAL://b1.example.org:9093\"],"
            + "\"rack\":\"dc1\",\"jmx_port\":9999,\"port\":9092,\"host\":\"b1.example.org\",\"version\":5,"
            + "\"timestamp\":\"1795356820219\"}";

    private static final String V1 =
            "{\"version\":1,\"host\":\"h\",\"port\":9092,\"jmx_port\":-1,\"timestamp\":\"1700000000000\"}";
    private static final String V2 = V1.replace("\"version\":1", "\"version\":2")
            .replace("}", ",\"endpoints\":[\"PLAINTEXT://h:9092\",\"SSL://h:9093\"]}");
    private static final String V3 =
            V2.replace("\"version\":2", "\"version\":3").replace("]}", "],\"rack\":\"dc1\"}");
    private static final String V4 = "{\"version\":4,\"host\":\"h\",\"port\":9092,\"jmx_port\":-1,"
            + "\"timestamp\":\"1700000000000\",\"endpoints\":[\"CLIENT://h:9093\",\"REPLICATION://h:9092\"],"
            + "\"rack\":\"dc1\","
            + "\"listener_security_protocol_map\":{\"CLIENT\":\"SSL\",\"REPLICATION\":\"PLAINTEXT\"}}";
    private static final String V5 =
            V4.replace("\"version\":4", "\"version\":5").replace("}}", "},\"features\":{}}");

    @Test
    void writesTheBytesOfKafka39() {
        BrokerInfo broker = new BrokerInfo(
                5,
                List.of(
                        Endpoint.plaintext("b1.example.org", 9092),
                        new Endpoint("INTERNAL", SecurityProtocol.PLAINTEXT, "b1.example.org", 9093)),
                Optional.of("dc1"),
                Map.of(),
                9999,
                1795356820219L,
                Map.of());

        assertThat(new String(BrokerCodec.encode(broker), UTF_8)).isEqualTo(GOLDEN_V5);
        assertThat(decode(GOLDEN_V5)).isEqualTo(broker);
    }

    @ParameterizedTest
    @ValueSource(strings = {V1, "2", "3", V4, "5"})
    void readsAndWritesEachVersionWithTheSameKeysAndTypes(String sample) throws Exception {
        String json = Map.of("2", V2, "3", V3, "5", V5).getOrDefault(sample, sample);

        byte[] written = BrokerCodec.encode(decode(json));

        assertThat(JSON.readTree(written)).isEqualTo(JSON.readTree(json));
    }

    @Test
    void readsListenersOfEachVersion() {
        assertThat(decode(V1).endpoints()).containsExactly(Endpoint.plaintext("h", 9092));
        assertThat(decode(V2).endpoints())
                .containsExactly(Endpoint.plaintext("h", 9092), new Endpoint("SSL", SecurityProtocol.SSL, "h", 9093));
        assertThat(decode(V4).endpoint("CLIENT")).contains(new Endpoint("CLIENT", SecurityProtocol.SSL, "h", 9093));
        assertThat(decode(V4).rack()).contains("dc1");
    }

    @Test
    void keepsFieldsItDoesNotKnowAndHigherVersions() throws Exception {
        String future =
                V5.replace("\"version\":5", "\"version\":9").replace("{\"version", "{\"more\":[1,{}],\"version");

        assertThat(JSON.readTree(BrokerCodec.encode(decode(future)))).isEqualTo(JSON.readTree(future));
    }

    @Test
    void writesFeatureRanges() throws Exception {
        String featured = V5.replace("\"features\":{}", "\"features\":{\"f\":{\"min_version\":1,\"max_version\":3}}");

        assertThat(decode(featured).features()).containsEntry("f", new FeatureRange(1, 3));
        assertThat(JSON.readTree(BrokerCodec.encode(decode(featured)))).isEqualTo(JSON.readTree(featured));
    }

    @Test
    void withoutPlaintextEndpointHostIsNullAndPortMinusOne() {
        BrokerInfo broker = BrokerInfo.of(7, new Endpoint("SSL", SecurityProtocol.SSL, "h", 9093));

        assertThat(new String(BrokerCodec.encode(broker), UTF_8)).contains("\"port\":-1,\"host\":null");
    }

    @Test
    void bracketsIpv6() {
        BrokerInfo broker = BrokerInfo.of(7, Endpoint.plaintext("::1", 9092));

        String json = new String(BrokerCodec.encode(broker), UTF_8);

        assertThat(json).contains("PLAINTEXT://[::1]:9092").contains("\"host\":\"::1\"");
        assertThat(decode(json)).isEqualTo(broker);
    }

    @Test
    void refusesWhatAVersionCannotExpress() {
        BrokerInfo named = BrokerInfo.of(7, new Endpoint("CLIENT", SecurityProtocol.SSL, "h", 1));

        assertThatIllegalArgumentException().isThrownBy(() -> BrokerCodec.encode(named.asVersion(3)));
        assertThatIllegalArgumentException().isThrownBy(() -> BrokerCodec.encode(named.asVersion(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> named.asVersion(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                              | no value",
                "hello                                           | not JSON",
                "[]                                              | not an object",
                "{}                                              | \"version\" is missing",
                "{\"version\":\"1\"}                             | not an integer",
                "{\"version\":0}                                 | below 1",
                "{\"version\":1,\"host\":\"h\"}                  | \"port\" is missing",
                "{\"version\":1,\"host\":7,\"port\":1}           | not a string",
                "{\"version\":2,\"endpoints\":[]}                | at least one endpoint",
                "{\"version\":2,\"endpoints\":\"x\"}             | not an array",
                "{\"version\":2,\"endpoints\":[\"h:1\"]}         | not an endpoint",
                "{\"version\":2,\"endpoints\":[\"X://h:1\"]}     | unknown security protocol",
                "{\"version\":2,\"endpoints\":[\"SSL://h:99999\"]} | out of range",
                "{\"version\":5,\"features\":1,\"endpoints\":[\"SSL://h:9\"]} | not an object",
            })
    void reportsWhatIsWrongWithThePath(String json, String complaint) {
        assertThatThrownBy(() -> decode(json))
                .isInstanceOf(MalformedNodeException.class)
                .hasMessageStartingWith(PATH + ": ")
                .hasMessageContaining(complaint);
    }

    private static BrokerInfo decode(String json) {
        return BrokerCodec.decode(PATH, json.getBytes(UTF_8));
    }
}
