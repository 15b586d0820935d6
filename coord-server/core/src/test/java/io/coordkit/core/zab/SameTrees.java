package io.coordkit.core.zab;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.effect.Report;
import io.coordkit.core.harness.TestCluster;
import io.coordkit.core.harness.TestMember;
import java.util.List;

/** What must hold whenever an ensemble is at rest. */
final class SameTrees {
    private SameTrees() {}

    /** All servers that run have the same tree, and no digest has ever differed. */
    static void assertSame(TestCluster cluster) {
        List<TestMember> up =
                cluster.members().stream().filter(TestMember::isUp).toList();
        assertThat(up.stream().map(member -> member.replica().tree().digest()).distinct())
                .hasSize(1);
        assertThat(up.stream().map(member -> member.replica().tree().lastZxid()).distinct())
                .hasSize(1);
        assertThat(up.stream().flatMap(member -> member.reports().stream()))
                .noneMatch(Report.DigestMismatch.class::isInstance);
    }
}
