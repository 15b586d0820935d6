package io.coordkit.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final List<String> FOLLOWERS = List.of("f1", "f2");

    @Test
    void connectionsGoToTheFollowersInTurnAndThenToTheLeader() {
        assertThat(Placement.EVERYWHERE.spread(8, "leader", FOLLOWERS))
                .containsExactly("f1", "f2", "leader", "f1", "f2", "leader", "f1", "f2");
        assertThat(Placement.EVERYWHERE.spread(1, "leader", FOLLOWERS)).containsExactly("f1");
    }

    @Test
    void aStandaloneServerGetsThemAll() {
        assertThat(Placement.EVERYWHERE.spread(2, "alone", List.of())).containsExactly("alone", "alone");
    }

    @Test
    void theyMayAvoidTheLeaderOrMeetThere() {
        assertThat(Placement.FOLLOWERS.spread(3, "leader", FOLLOWERS)).containsExactly("f1", "f2", "f1");
        assertThat(Placement.LEADER.spread(2, "leader", FOLLOWERS)).containsExactly("leader", "leader");
    }
}
