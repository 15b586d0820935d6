package io.coordkit.sim.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.wire.CreateMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessFaultsTest {
    private static final int TIMEOUT_MS = 2_000;

    private final World world = new World(WorldOptions.of(7).withServers(3));
    private final List<SessionState> states = new ArrayList<>();
    private final ClientProcess process = world.process("a");
    private final ClientSession session = process.open(TIMEOUT_MS, states::add);

    private void makeEphemeral() {
        session.create("/e", new byte[0], CreateMode.EPHEMERAL);
        world.await("an ephemeral", () -> world.peek("/e").isPresent(), 20_000);
        world.settle();
    }

    @Test
    void whoFreezesForLongFindsItsSessionGone() {
        makeEphemeral();
        List<String> done = new ArrayList<>();
        process.after(TIMEOUT_MS, () -> done.add("timer in " + session.state()));
        process.freeze();
        world.await("expiry", () -> world.peek("/e").isEmpty(), 4 * TIMEOUT_MS);
        world.runFor(TIMEOUT_MS);
        assertThat(done).isEmpty();
        assertThat(states).containsExactly(SessionState.CONNECTED);
        process.thaw();
        world.await("the news", () -> session.state() == SessionState.EXPIRED, 4 * TIMEOUT_MS);
        assertThat(done).containsExactly("timer in CONNECTED");
        assertThat(states).containsExactly(SessionState.CONNECTED, SessionState.SUSPENDED, SessionState.EXPIRED);
        ClientSession next = process.open(TIMEOUT_MS, state -> {});
        world.settle();
        assertThat(next.state()).isEqualTo(SessionState.CONNECTED);
        assertThat(next.id()).isNotEqualTo(session.id());
    }

    @Test
    void whoFreezesBrieflyKeepsItsSession() {
        makeEphemeral();
        process.freeze();
        world.runFor(TIMEOUT_MS / 3);
        process.thaw();
        world.runFor(4 * TIMEOUT_MS);
        assertThat(states).doesNotContain(SessionState.EXPIRED);
        assertThat(world.peek("/e")).isPresent();
    }

    @Test
    void whoIsCutOffKnowsNothingUntilItComesBack() {
        makeEphemeral();
        process.cutNetwork();
        world.await("expiry", () -> world.peek("/e").isEmpty(), 4 * TIMEOUT_MS);
        world.runFor(4 * TIMEOUT_MS);
        assertThat(states).containsExactly(SessionState.CONNECTED, SessionState.SUSPENDED);
        process.healNetwork();
        world.await("the news", () -> session.state() == SessionState.EXPIRED, TIMEOUT_MS);
    }

    @Test
    void whatCrashesDoesNothingMoreAndItsSessionExpires() {
        makeEphemeral();
        List<String> done = new ArrayList<>();
        process.after(10, () -> done.add("timer"));
        session.exists("/e").then(reply -> done.add("answer"));
        process.crash();
        assertThat(world.peek("/e")).isPresent();
        world.await("expiry", () -> world.peek("/e").isEmpty(), 4 * TIMEOUT_MS);
        assertThat(done).isEmpty();
        assertThat(process.isAlive()).isFalse();
    }
}
