package io.coordkit.it.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.net.Loopback;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.RawSession.Reply;
import io.coordkit.it.raw.Requests;
import io.coordkit.it.volume.Unlimited;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every member keeps account by itself, and all come to the same figures; the last one leads and refuses. */
@Timeout(300)
class QuotaTest {

    private static final int QUOTA_EXCEEDED = -125;
    private static final String QUOTA = "/zookeeper/quota/q";
    private static final String STATS = QUOTA + "/zookeeper_stats";

    static List<Mix> mixes() {
        return Mixes.of(List.of("AAC", "CCA"), List.of("AAA", "CCC"));
    }

    private static int create(RawSession session, String path, String data) throws IOException {
        return session.call(Op.CREATE, Requests.create(path, data, List.of(Acl.OPEN), 0))
                .err();
    }

    private static String stats(Member member) throws IOException {
        try (RawSession reader = RawSession.open(member.client())) {
            reader.call(Op.SYNC, Requests.path("/"));
            Reply reply = reader.call(Op.GET_DATA, Requests.path(STATS, false));
            reader.endSession();
            assertThat(reply.err()).isZero();
            return new String(Objects.requireNonNull(reply.body().getBuffer()), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mixes")
    void allMembersCountTheSameAndTheLeaderRefuses(Mix mix) throws IOException {
        ZooCfg settings = EnsembleProcesses.ensemble().with("enforceQuota", "true");
        Path home = Files.createTempDirectory(Files.createDirectories(Path.of("target", "servers")), "quota-" + mix)
                .toAbsolutePath();
        try (var ensemble = new EnsembleProcesses(mix, home, new Loopback(mix.size()), settings, Unlimited::new)) {
            ensemble.startAllLedByLast();
            Member away = ensemble.member(1);
            RawSession session = RawSession.open(ensemble.member(2).client());
            create(session, "/q", "12");
            create(session, QUOTA, "");
            create(session, QUOTA + "/zookeeper_limits", "count=-1,bytes=-1=;byteHardLimit=20;countHardLimit=4");
            create(session, STATS, "");
            assertThat(create(session, "/q/a", "345")).isZero();
            away.kill();
            assertThat(create(session, "/q/b", "6789")).isZero();
            away.start();
            ensemble.awaitServing(ensemble.members());
            assertThat(create(session, "/q/c", "x".repeat(12))).isEqualTo(QUOTA_EXCEEDED);
            assertThat(create(session, "/q/c", "0")).isZero();
            assertThat(create(session, "/q/d", "")).isEqualTo(QUOTA_EXCEEDED);
            for (Member member : ensemble.members()) {
                assertThat(stats(member)).as(member.toString()).isEqualTo("count=4,bytes=10");
            }
            session.endSession();
            assertThat(ensemble.findInOutputs("digest-mismatch")).isEmpty();
        }
    }
}
