package io.coordkit.it.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coordkit.it.process.Commands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class NamespacesTest {

    private static final String LONG = "30";

    /** How long to wait for what must not come; it can only make the test blind, not red. */
    private static final String SHORT = "0.3";

    @Test
    void eachDirectionCanBeCutByItselfAndNothingIsLeftBehind() throws IOException {
        assumeTrue(Namespaces.areAvailable(), "network namespaces need root and the command ip");
        try (var network = new Namespaces(3)) {
            assertThat(everything()).isNotEmpty();
            assertThat(dial(network, 1, 2, LONG)).contains("refused");
            network.cut(1, 2);
            assertThat(dial(network, 1, 2, SHORT)).isEmpty();
            assertThat(dial(network, 2, 1, SHORT)).as("the answer is lost").isEmpty();
            assertThat(dial(network, 1, 3, LONG)).contains("refused");
            network.heal(1, 2);
            assertThat(dial(network, 1, 2, LONG)).contains("refused");
            network.isolate(3);
            assertThat(dial(network, 2, 3, SHORT)).isEmpty();
            assertThat(dial(network, 1, 2, LONG)).contains("refused");
            network.healAll();
            assertThat(dial(network, 2, 3, LONG)).contains("refused");
        }
        assertThat(everything()).isEmpty();
    }

    /** What this process has made; others may run at the same time. */
    private static List<String> everything() throws IOException {
        String mine = "ckit" + ProcessHandle.current().pid() + "n";
        String listing = Commands.line("ip netns list") + Commands.line("ip -o link show type veth");
        return listing.lines().filter(line -> line.contains(mine)).toList();
    }

    /** What the shell says of a connection to a port on which nobody listens; nothing when no answer comes. */
    private static String dial(PeerNetwork network, int from, int to, String seconds) throws IOException {
        var command = new ArrayList<>(network.launcher(from));
        var place = network.home(to).quorum();
        String shell = "exec 3<>/dev/tcp/" + place.host() + "/" + place.port();
        command.addAll(List.of("timeout", seconds, "bash", "-c", shell));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
