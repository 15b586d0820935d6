package io.coordkit.cli.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {

    private static final Layout SMALL = new Layout(3, 1, 2181, true, true);

    @Test
    void nameEveryServerOnceWithItsRealPortsForItselfAndProxiesForTheOthers() {
        assertThat(SMALL.serverLine(2, 1)).isEqualTo("server.1=127.0.0.1:4909:5909");
        assertThat(SMALL.serverLine(2, 2)).isEqualTo("server.2=127.0.0.1:2889:3889");
        assertThat(SMALL.serverLine(2, 4)).isEqualTo("server.4=127.0.0.1:4912:5912:observer");
        Layout direct = new Layout(3, 1, 2181, false, true);
        assertThat(direct.serverLine(2, 1)).isEqualTo("server.1=127.0.0.1:2888:3888");
        assertThat(direct.routes()).isEmpty();
    }

    @Test
    void noPortTwiceAndNoneTooHigh() {
        Layout large = new Layout(5, 4, Layout.PORT_MAX, true, false);
        assertThat(large.ports())
                .doesNotHaveDuplicates()
                .hasSize(9 * 3 + 9 * 8 * 2)
                .allMatch(port -> port <= 65_535);
    }

    @Test
    void knowsItsQuorumAndItsClients() {
        assertThat(SMALL.quorum()).isEqualTo(2);
        assertThat(new Layout(4, 0, 1, true, true).quorum()).isEqualTo(3);
        assertThat(SMALL.connectString()).isEqualTo("127.0.0.1:2181,127.0.0.1:2182,127.0.0.1:2183,127.0.0.1:2184");
        assertThat(SMALL.members()).filteredOn(SMALL::isObserver).containsExactly(4);
    }

    @Test
    void survivesInItsHome(@TempDir Path directory) throws Exception {
        Home home = Home.at(directory);
        assertThat(home.layout()).isEmpty();
        home.save(SMALL);
        assertThat(home.layout()).contains(SMALL);
    }

    @Test
    void aWishContradictsOnlyInWhatItSays() {
        assertThat(wish(OptionalInt.empty(), Optional.empty()).agreesWith(SMALL))
                .isTrue();
        assertThat(wish(OptionalInt.of(3), Optional.of(true)).agreesWith(SMALL)).isTrue();
        assertThat(wish(OptionalInt.of(5), Optional.empty()).agreesWith(SMALL)).isFalse();
        assertThat(wish(OptionalInt.empty(), Optional.of(false)).agreesWith(SMALL))
                .isFalse();
    }

    private static Layout.Wish wish(OptionalInt voters, Optional<Boolean> proxied) {
        return new Layout.Wish(voters, OptionalInt.empty(), OptionalInt.empty(), proxied, false);
    }
}
