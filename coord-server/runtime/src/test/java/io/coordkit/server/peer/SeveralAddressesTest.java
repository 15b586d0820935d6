package io.coordkit.server.peer;

import static io.coordkit.server.peer.Votes.notification;
import static io.coordkit.server.peer.Votes.vote;
import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.quorum.Member;
import io.coordkit.core.replica.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are named with an address at which nobody answers before the one at which they are. */
@Timeout(120)
class SeveralAddressesTest {
    /** Kept for documentation by RFC 5737: nobody has it. */
    private static final String NOWHERE = "192.0.2.1";

    @TempDir
    Path directory;

    private TestEnsemble ensemble;

    @BeforeEach
    void prepare() throws IOException {
        ensemble = new TestEnsemble(directory, 1, 2);
    }

    @AfterEach
    void stopAll() throws Exception {
        ensemble.close();
    }

    private void desert(long id, String host) throws IOException {
        List<Integer> free = FreePorts.find(2);
        ensemble.deserted.put(id, new Member.Address(host, free.get(0), free.get(1)));
    }

    private void assertElectsAndLinks() throws Exception {
        try (TestEnsemble.Ours one = ensemble.ours(1);
                TestEnsemble.Ours two = ensemble.ours(2)) {
            two.network.vote(1, vote(5));
            assertThat(one.inbox.await(Input.VoteReceived.class)).isEqualTo(new Input.VoteReceived(2, notification(5)));
            one.network.vote(2, vote(6));
            assertThat(two.inbox.await(Input.VoteReceived.class)).isEqualTo(new Input.VoteReceived(1, notification(6)));
            // One of two attempts, at the latest.
            two.network.dial(1);
            two.network.dial(1);
            assertThat(two.inbox.await(Input.LeaderDialled.class).server()).isEqualTo(1);
        }
    }

    @Test
    void anAddressThatCannotBeReachedIsPassedOver() throws Exception {
        ensemble.reachabilityCheck = Optional.of(Duration.ofMillis(200));
        desert(1, NOWHERE);
        assertElectsAndLinks();
    }

    @Test
    void withoutACheckAddressesAreTriedInTurn() throws Exception {
        ensemble.reachabilityCheck = Optional.empty();
        desert(1, "127.0.0.1");
        assertElectsAndLinks();
    }
}
