package io.coordkit.server.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnknownHostException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostNamesTest {
    private static final Map<String, String> ZONE = Map.of("zk1", "node7.example.org", "zk2", "node8.example.org");

    private final HostNames names = HostNames.canonical(Set.of("zk1", "zk2", "zk3"), HostNamesTest::look);

    private static String look(String host) throws UnknownHostException {
        return Optional.ofNullable(ZONE.get(host)).orElseThrow(() -> new UnknownHostException(host));
    }

    @Test
    void anAliasIsCalledAsTheNameServiceDoes() throws Exception {
        assertThat(names.of("zk1")).isEqualTo("node7.example.org");
        assertThat(names.areKnown("node8.example.org")).isTrue();
        assertThat(names.areKnown("zk2")).isFalse();
    }

    @Test
    void aHostThatNobodyKnowsIsNotKnownByItsAlias() {
        assertThatThrownBy(() -> names.of("zk3")).isInstanceOf(UnknownHostException.class);
        assertThat(names.areKnown("zk3")).isFalse();
    }

    @Test
    void otherwiseTheConfigurationCountsAndNobodyIsAsked() throws Exception {
        HostNames configured = HostNames.asConfigured(Set.of("nowhere.invalid"));
        assertThat(configured.of("nowhere.invalid")).isEqualTo("nowhere.invalid");
        assertThat(configured.areKnown("nowhere.invalid")).isTrue();
        assertThat(configured.areKnown("localhost")).isFalse();
    }

    @Test
    void theMachinesNameServiceKnowsItsOwnAddress() throws Exception {
        HostNames machine = HostNames.canonical(Set.of("127.0.0.1"));
        assertThat(machine.areKnown(machine.of("127.0.0.1"))).isTrue();
    }
}
