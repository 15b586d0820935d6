package io.coordkit.core.election;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.quorum.Member;
import io.coordkit.core.quorum.Membership;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** When an election ends, and who is answered. */
class ElectionEndTest {
    private static final long NOW_MS = 1000;

    private final List<Long> sentTo = new ArrayList<>();
    private final Election election =
            new Election(1, membership(), ElectionTimes.DEFAULT, (server, notification) -> sentTo.add(server));

    @Test
    void waitsForSomethingBetterWhileAVoterIsSilent() {
        election.look(5, 1, NOW_MS);
        hear(2, ServerState.LOOKING, new Vote(2, 5, 1));
        assertThat(election.state()).isEqualTo(ServerState.LOOKING);
        election.onTime(NOW_MS + 199);
        assertThat(election.state()).isEqualTo(ServerState.LOOKING);
        election.onTime(NOW_MS + 200);
        assertThat(election.state()).isEqualTo(ServerState.FOLLOWING);
    }

    @Test
    void endsAtOnceWhenEveryVoterHasSpoken() {
        election.look(5, 1, NOW_MS);
        hear(3, ServerState.LOOKING, new Vote(3, 4, 1));
        assertThat(election.state()).isEqualTo(ServerState.LOOKING);
        hear(2, ServerState.LOOKING, new Vote(2, 5, 1));
        assertThat(election.state()).isEqualTo(ServerState.FOLLOWING);
        assertThat(election.vote().leader()).isEqualTo(2);
    }

    @Test
    void endsAtOnceWhenTheSilentOneCannotBeReached() {
        election.look(5, 1, NOW_MS);
        hear(2, ServerState.LOOKING, new Vote(2, 5, 1));
        election.onReachable(3, false);
        assertThat(election.state()).isEqualTo(ServerState.FOLLOWING);
    }

    @Test
    void doesNotEndWithoutAQuorumWhoeverIsUnreachable() {
        election.look(5, 1, NOW_MS);
        election.onReachable(2, false);
        election.onReachable(3, false);
        assertThat(election.state()).isEqualTo(ServerState.LOOKING);
    }

    @Test
    void votesAgainForOneWhoHasComeBack() {
        election.look(5, 1, NOW_MS);
        sentTo.clear();
        election.onReachable(3, true);
        assertThat(sentTo).containsExactly(3L);
    }

    @Test
    void answersWhoProposesLessInTheSameRound() {
        election.look(5, 1, NOW_MS);
        sentTo.clear();
        hear(3, ServerState.LOOKING, new Vote(3, 4, 1));
        assertThat(sentTo).contains(3L);
    }

    @Test
    void answersAnObserverOnlyWhileItLooks() {
        election.look(5, 1, NOW_MS);
        sentTo.clear();
        hear(9, ServerState.OBSERVING, new Vote(2, 5, 1));
        assertThat(sentTo).isEmpty();
        hear(9, ServerState.LOOKING, new Vote(Long.MIN_VALUE, 0, 0));
        assertThat(sentTo).containsExactly(9L);
    }

    private void hear(long from, ServerState state, Vote vote) {
        election.onNotification(from, new Notification(state, vote, 1, Notification.VERSION, ""), NOW_MS);
    }

    private static Membership membership() {
        return Membership.of(
                LongStream.rangeClosed(1, 3)
                        .mapToObj(id -> new Member(
                                id, List.of(new Member.Address("h", 1000 + (int) id, 2000 + (int) id)), false, ""))
                        .toList(),
                0);
    }
}
