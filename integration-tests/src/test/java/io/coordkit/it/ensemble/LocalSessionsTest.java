package io.coordkit.it.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.net.Loopback;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.raw.ConnectReply;
import io.coordkit.it.raw.JuteOut;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.Requests;
import io.coordkit.it.raw.Requests.ReadOnly;
import io.coordkit.it.volume.Unlimited;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sessions that members keep to themselves, in ensembles of both kinds: the last member leads, the others are of one kind. */
@Timeout(300)
class LocalSessionsTest {

    private static final int NO_NODE = -101;
    private static final int EPHEMERAL_ON_LOCAL_SESSION = -120;
    private static final int EPHEMERAL = 1;

    static List<Mix> mixes() {
        return Mixes.of(List.of("AAC", "CCA"), List.of("AAA", "CCC"));
    }

    private static EnsembleProcesses start(String name, Mix mix, boolean upgrading) throws IOException {
        ZooCfg settings = EnsembleProcesses.ensemble()
                .with("localSessionsEnabled", "true")
                .with("localSessionsUpgradingEnabled", Boolean.toString(upgrading));
        Path home = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "servers")), "local-" + name + "-" + mix);
        var ensemble =
                new EnsembleProcesses(mix, home.toAbsolutePath(), new Loopback(mix.size()), settings, Unlimited::new);
        ensemble.startAllLedByLast();
        return ensemble;
    }

    private static int create(RawSession session, String path, int flags) throws IOException {
        return session.call(Op.CREATE, Requests.create(path, "", List.of(Acl.OPEN), flags))
                .err();
    }

    private static int exists(Member member, String path) throws IOException {
        try (RawSession reader = RawSession.open(member.client())) {
            reader.call(Op.SYNC, Requests.path("/"));
            int err = reader.call(Op.EXISTS, Requests.path(path, false)).err();
            reader.endSession();
            return err;
        }
    }

    private static boolean takesOver(Member member, ConnectReply granted) throws IOException {
        JuteOut request =
                Requests.connect(0, RawSession.TIMEOUT_MS, granted.session(), granted.password(), ReadOnly.NO);
        RawSession session = RawSession.connect(member.client(), request).orElseThrow();
        session.close();
        return session.granted().accepted();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mixes")
    void becomeKnownToAllWithTheirFirstEphemeral(Mix mix) throws IOException {
        try (EnsembleProcesses ensemble = start("upgrading", mix, true)) {
            for (Member member : ensemble.members()) {
                Member other = ensemble.member(member.id() % mix.size() + 1);
                String path = "/upgraded-" + member.id();
                RawSession session = RawSession.open(member.client());
                assertThat(create(session, path, 0)).isZero();
                session.close();
                assertThat(takesOver(other, session.granted()))
                        .as("%s takes over", other)
                        .isFalse();

                RawSession again = RawSession.open(member.client());
                assertThat(create(again, path + "/e", EPHEMERAL)).isZero();
                assertThat(create(again, path + "/f", EPHEMERAL)).isZero();
                assertThat(exists(other, path + "/e")).isZero();
                again.close();
                assertThat(takesOver(other, again.granted()))
                        .as("%s takes over", other)
                        .isTrue();
                RawSession moved = RawSession.resume(other.client(), again.granted());
                moved.endSession();
                assertThat(exists(member, path + "/e")).isEqualTo(NO_NODE);
                assertThat(exists(member, path + "/f")).isEqualTo(NO_NODE);
            }
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mixes")
    void stayLocalWhereTheyMayNotChange(Mix mix) throws IOException {
        try (EnsembleProcesses ensemble = start("fixed", mix, false)) {
            for (Member member : ensemble.members()) {
                String path = "/fixed-" + member.id();
                RawSession session = RawSession.open(member.client());
                assertThat(create(session, path, 0)).isZero();
                assertThat(create(session, path + "/e", EPHEMERAL)).isEqualTo(EPHEMERAL_ON_LOCAL_SESSION);
                assertThat(create(session, path + "/p", 0)).isZero();
                session.endSession();
                assertThat(exists(member, path + "/e")).isEqualTo(NO_NODE);
                assertThat(exists(member, path + "/p")).isZero();
            }
        }
    }
}
