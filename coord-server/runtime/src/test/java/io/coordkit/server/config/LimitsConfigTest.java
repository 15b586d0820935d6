package io.coordkit.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.core.client.ArrivalPolicy;
import io.coordkit.core.client.ClientLimits;
import io.coordkit.core.replica.WriteChecks;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients may ask for, as a file says it. */
class LimitsConfigTest {
    private static Settings settings(String... lines) {
        Properties file = new Properties();
        for (String line : lines) {
            file.setProperty(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        return new Settings("zoo.cfg", file, new Properties());
    }

    private static LimitsConfig read(String... lines) throws ConfigException {
        return LimitsConfig.read(settings(lines));
    }

    @Test
    void defaultsAreTheReferences() throws ConfigException {
        assertThat(read()).isEqualTo(LimitsConfig.DEFAULT);
    }

    @Test
    void everyKeyIsHeard() throws ConfigException {
        Settings settings = settings(
                "enforceQuota=true",
                "enableEagerACLCheck=true",
                "emulate353TTLNodes=true",
                "jute.maxbuffer.extrasize=5000",
                "globalOutstandingLimit=10",
                "request_throttle_max_requests=11",
                "request_throttle_stall_time=12",
                "request_throttle_drop_stale=true",
                "request_stale_latency_check=true",
                "request_stale_connection_check=true",
                "throttled_op_wait_time=13",
                "largeRequestThreshold=14",
                "largeRequestMaxBytes=15",
                "connection_throttle_tokens=16",
                "connection_throttle_fill_time=17",
                "connection_throttle_fill_count=18",
                "connection_throttle_freeze_time=19",
                "connection_throttle_drop_increase=0.25",
                "connection_throttle_drop_decrease=0.5",
                "connection_throttle_decrease_ratio=0.75");
        ArrivalPolicy arrivals = new ArrivalPolicy(16, 17, 18, 19, 0.25, 0.5, 0.75, 1, 1);
        assertThat(LimitsConfig.read(settings))
                .isEqualTo(new LimitsConfig(
                        new WriteChecks(true, true), true, 5000, new ClientLimits(10, 11, 13, true, 14, 15, arrivals)));
        assertThat(settings.unasked()).isEmpty();
        assertThat(settings.remarks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false, 3, 2", "true, 1, 2"})
    void withWeightsTokensAreMeantForSessionsThatAllServersKnow(String local, int newCost, int renewCost)
            throws ConfigException {
        ArrivalPolicy arrivals = read(
                        "connection_throttle_weight_enabled=true",
                        "connection_throttle_tokens=10",
                        "connection_throttle_fill_count=2",
                        "localSessionsEnabled=" + local)
                .clients()
                .arrivals();
        assertThat(arrivals.tokens()).isEqualTo(30);
        assertThat(arrivals.fillCount()).isEqualTo(6);
        assertThat(arrivals.newCost()).isEqualTo(newCost);
        assertThat(arrivals.renewCost()).isEqualTo(renewCost);
    }

    @Test
    void theExtraFollowsTheBufferAndIsNeverTooSmall() throws ConfigException {
        assertThat(read("jute.maxbuffer=70000").extraBytes()).isEqualTo(70_000);
        assertThat(read("jute.maxbuffer=100").extraBytes()).isEqualTo(1024);
    }

    @Test
    void whatHasNoEffectIsRemarked() throws ConfigException {
        Settings settings = settings("request_throttle_drop_stale=false");
        LimitsConfig.read(settings);
        assertThat(settings.remarks())
                .singleElement()
                .asString()
                .startsWith("zoo.cfg: request_throttle_drop_stale=false");
    }

    @ParameterizedTest
    @CsvSource({
        "largeRequestThreshold=0, must be positive",
        "connection_throttle_drop_increase=1.5, is not a number from 0 to 1",
        "globalOutstandingLimit=none, is not an integer from 1"
    })
    void badValuesAreNamed(String line, String problem) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("zoo.cfg: " + line + " " + problem);
    }
}
