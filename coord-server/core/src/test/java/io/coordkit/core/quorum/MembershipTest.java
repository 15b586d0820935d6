package io.coordkit.core.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembershipTest {
    @Test
    void readsWhatServersExchangeAndWritesItTheSame() throws MemberSyntaxException {
        String text = """
                server.1=127.0.0.1:2888:3888:participant;0.0.0.0:2181
                server.10=[::1]:2888:3888:observer;[::1]:2182
                server.2=b.example.org:2889:3889|c.example.org:2889:3889:participant
                version=1f00000003""";
        Membership membership = Membership.parse(text);
        assertThat(membership.version()).isEqualTo(0x1f00000003L);
        assertThat(membership.voters()).containsExactly(1L, 2L);
        assertThat(membership.member(10)).get().extracting(Member::observer).isEqualTo(true);
        assertThat(membership.toText()).isEqualTo(text);
    }

    @Test
    void fillsInWhatALineMayLeaveOut() throws MemberSyntaxException {
        Membership membership =
                Membership.parse(Map.of("server.1", "a:1:2", "server.2", "b:1:2;2181", "tickTime", "1"));
        assertThat(membership.toText()).isEqualTo("""
                server.1=a:1:2:participant
                server.2=b:1:2:participant;0.0.0.0:2181
                version=0""");
    }

    @Test
    void keepsGroupsAndWeights() throws MemberSyntaxException {
        Membership membership = Membership.parse("""
                server.1=a:1:2
                server.2=b:1:2
                server.3=c:1:2
                group.1=1:2
                group.2=3
                weight.2=5
                version=0""");
        assertThat(membership.toText()).contains("group.1=1:2\ngroup.2=3\nweight.1=1\nweight.2=5\nweight.3=1\n");
        assertThat(membership.quorum()).isInstanceOf(Hierarchy.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server.1=a:1", "server.1=a:1:2:boss", "server.1=a:x:2", "server.1=a:0:2", "server.1=[::1:1:2",
                "server.1=a:1:2;", "server.x=a:1:2", "group.1=7", "server.1=a:1:2\ngroup.1=", "version=zz"
            })
    void refusesWhatCannotBeMeant(String text) {
        assertThatThrownBy(() -> Membership.parse(text)).isInstanceOf(MemberSyntaxException.class);
    }

    @Test
    void aMajorityIsMoreThanHalfOfTheVoters() {
        QuorumVerifier four = new Majority(Set.of(1L, 2L, 3L, 4L));
        assertThat(four.isQuorum(Set.of(1L, 2L))).isFalse();
        assertThat(four.isQuorum(Set.of(1L, 2L, 9L))).isFalse();
        assertThat(four.isQuorum(Set.of(1L, 2L, 3L))).isTrue();
    }

    @Test
    void aHierarchyIsWonGroupByGroup() {
        Map<Long, Long> groups = Map.of(1L, 1L, 2L, 1L, 3L, 1L, 4L, 2L, 5L, 2L, 6L, 2L, 7L, 3L);
        Map<Long, Long> weights = Map.of(1L, 1L, 2L, 1L, 3L, 1L, 4L, 1L, 5L, 1L, 6L, 1L, 7L, 0L);
        QuorumVerifier hierarchy = new Hierarchy(groups, weights);
        assertThat(hierarchy.isQuorum(Set.of(1L, 2L, 4L, 5L))).isTrue();
        assertThat(hierarchy.isQuorum(Set.of(1L, 2L, 3L, 4L))).isFalse();
        assertThat(hierarchy.isQuorum(Set.of(1L, 2L, 3L, 7L)))
                .as("a group without weight wins nothing")
                .isFalse();
        assertThat(hierarchy.weightOf(7)).isZero();
    }
}
