package io.coordkit.core.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MembershipTest {
    @Test
    void readsWhatServersExchangeAndWritesItTheSame() throws MemberSyntaxException {
        String text = """
                server.1=127.0.0.1:2888:3888:participant;0.0.0.0:2181
                server.2=b.example.org:2889:3889|c.example.org:2889:3889:participant
                server.10=[0:0:0:0:0:0:0:1]:2888:3888:observer;[0:0:0:0:0:0:0:1]:2182
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

    /** Each is what {@code QuorumServer.toString} of the reference makes of it, which {@code ApacheCfgTest} asks for. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "a:1:2:                        > a:1:2:participant",
                "a:1:2;                        > a:1:2:participant",
                "a:1:2: OBSERVER ;3            > a:1:2:observer;0.0.0.0:3",
                "b:1:2:observer|a:3:4          > a:3:4|b:1:2:observer",
                "[::]:1:2;[2001:DB8::0:1]:3    > [0:0:0:0:0:0:0:0]:1:2:participant;[2001:db8:0:0:0:0:0:1]:3",
                "[1:2:3:4:5:6:7:8]:1:2         > [1:2:3:4:5:6:7:8]:1:2:participant",
                "[fe80::1%eth0]:1:2            > [fe80:0:0:0:0:0:0:1%eth0]:1:2:participant",
                "[::ffff:1.2.3.4]:1:2          > [::ffff:1.2.3.4]:1:2:participant",
                "[1::2::3]:1:2                 > [1::2::3]:1:2:participant"
            })
    void aLineIsWrittenInOneFormOnly(String line, String text) throws MemberSyntaxException {
        assertThat(Membership.parse("server.1=" + line).member(1).orElseThrow().toText())
                .isEqualTo(text);
    }

    @Test
    void rolesThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> Membership.parse("server.1=a:1:2:observer|b:1:2:participant"))
                .isInstanceOf(MemberSyntaxException.class)
                .hasMessageEndingWith("is participant and observer at once");
    }

    @Test
    void addressesAreTheSameInAnyOrder() throws MemberSyntaxException {
        Membership one = Membership.parse("server.1=b:1:2|a:1:2");
        Membership other = Membership.parse("server.1=a:1:2|b:1:2");
        assertThat(one.hasSameMembers(other)).isTrue();
        assertThat(one.member(1).orElseThrow().isAtQuorumOf(other.member(1).orElseThrow()))
                .isTrue();
        Membership moved = Membership.parse("server.1=a:1:2|b:3:2");
        assertThat(one.member(1).orElseThrow().isAtQuorumOf(moved.member(1).orElseThrow()))
                .isFalse();
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
                "server.1=a:1:2;x", "server.x=a:1:2", "group.1=7", "server.1=a:1:2\ngroup.1=", "version=zz"
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
