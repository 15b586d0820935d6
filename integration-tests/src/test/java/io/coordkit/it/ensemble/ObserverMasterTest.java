package io.coordkit.it.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.net.Loopback;
import io.coordkit.it.process.Ports;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.Requests;
import io.coordkit.it.volume.Unlimited;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.admin.ZooKeeperAdmin;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Observers of either kind that learn from followers of either kind; the last voter leads at first. */
@Timeout(300)
class ObserverMasterTest {
    private static final int EPHEMERAL = 1;

    static List<Mix> mixes() {
        return Mixes.of(List.of("CCC+A", "AAA+C", "ACA+CA"), List.of("AAA+A", "CCC+C", "CAC+AC"));
    }

    private static ZooCfg settings() {
        return EnsembleProcesses.ensemble().with("observerMasterPort", Integer.toString(Ports.free()));
    }

    private static EnsembleProcesses start(Mix mix, ZooCfg settings) throws IOException {
        Path home = Files.createTempDirectory(
                Files.createDirectories(Path.of("target", "servers")), "observer-master-" + mix);
        var ensemble =
                new EnsembleProcesses(mix, home.toAbsolutePath(), Loopback.apart(mix.size()), settings, Unlimited::new);
        ensemble.startAllLedByLast();
        return ensemble;
    }

    private static Member firstObserver(EnsembleProcesses ensemble) throws IOException {
        ensemble.await("nobody observes", () -> ensemble.member(4).role() == Role.OBSERVING);
        return ensemble.member(4);
    }

    /** It may just be on its way from one to the next. */
    private static Member masterOf(EnsembleProcesses ensemble, Member observer) throws IOException {
        var id = new AtomicInteger();
        ensemble.await("the observer has no master", () -> {
            masterIdOf(observer).ifPresent(known -> id.set((int) known));
            return id.get() != 0;
        });
        return ensemble.member(id.get());
    }

    private static OptionalLong masterIdOf(Member observer) {
        return Metrics.of(observer, "observer_master_id");
    }

    private static void create(RawSession session, String path, int flags) throws IOException {
        assertThat(session.call(Op.CREATE, Requests.create(path, "", List.of(Acl.OPEN), flags))
                        .err())
                .isZero();
    }

    private static void assertShows(RawSession session, String path) throws IOException {
        assertThat(session.call(Op.SYNC, Requests.path("/")).err()).isZero();
        assertThat(session.call(Op.EXISTS, Requests.path(path, false)).err())
                .as(path)
                .isZero();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mixes")
    void sessionsOfAnObserverOutliveItsMaster(Mix mix) throws IOException {
        try (EnsembleProcesses ensemble = start(mix, settings())) {
            Member observer = firstObserver(ensemble);
            Member master = masterOf(ensemble, observer);
            Member leader = ensemble.leader();
            assertThat(master).isNotIn(leader, observer);
            assertThat(Metrics.of(master, "synced_observers").orElseThrow()).isPositive();
            assertThat(Metrics.of(leader, "synced_observers").orElseThrow()).isZero();

            RawSession elsewhere = RawSession.open(leader.client());
            RawSession here = RawSession.open(observer.client());
            for (int i = 0; i < 20; i++) {
                create(here, "/here-" + i, EPHEMERAL);
                create(elsewhere, "/elsewhere-" + i, EPHEMERAL);
                assertShows(here, "/elsewhere-" + i);
                assertShows(elsewhere, "/here-" + i);
            }
            elsewhere.close();
            RawSession moved = RawSession.resume(observer.client(), elsewhere.granted());
            create(moved, "/moved", EPHEMERAL);

            master.kill();
            ensemble.await("the observer stays with whoever is dead", () -> {
                return observer.isServing() && masterIdOf(observer).orElse(master.id()) != master.id();
            });
            // It serves, and may have done so without a pause.
            assertThat(masterOf(ensemble, observer)).isNotEqualTo(ensemble.leader());
            here.close();
            moved.close();
            RawSession back = RawSession.resume(observer.client(), here.granted());
            RawSession movedBack = RawSession.resume(observer.client(), moved.granted());
            create(back, "/back", EPHEMERAL);
            create(movedBack, "/moved-back", EPHEMERAL);
            RawSession reader = RawSession.open(ensemble.leader().client());
            for (String path : List.of("/here-19", "/elsewhere-19", "/moved", "/back", "/moved-back")) {
                assertShows(reader, path);
            }
            back.endSession();
            reader.call(Op.SYNC, Requests.path("/"));
            assertThat(reader.call(Op.EXISTS, Requests.path("/back", false)).err())
                    .isEqualTo(-101);
            reader.endSession();
            movedBack.endSession();
        }
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mixes")
    void observersGoOnWhoeverDies(Mix mix) throws IOException {
        try (Trial trial = Trial.startLedByLast("observer-master", mix, Loopback.apart(mix.size()), settings())) {
            EnsembleProcesses ensemble = trial.ensemble();
            Member observer = firstObserver(ensemble);
            killAndRestart(trial, masterOf(ensemble, observer));
            killAndRestart(trial, ensemble.leader());
            killAndRestart(trial, observer);
            killAndRestart(trial, masterOf(ensemble, observer));
            trial.verify();
        }
    }

    private static void killAndRestart(Trial trial, Member member) throws IOException {
        trial.awaitProgress();
        member.kill();
        trial.awaitProgress();
        member.start();
        trial.ensemble().awaitServing(trial.ensemble().members());
    }

    /** The members change while the observer has them from its master. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("mixes")
    void observersHearOfNewMembersFromTheirMasters(Mix mix) throws Exception {
        ZooCfg settings = settings().with("reconfigEnabled", "true").with("skipACL", "yes");
        try (EnsembleProcesses ensemble = start(mix, settings)) {
            Member observer = firstObserver(ensemble);
            Member master = masterOf(ensemble, observer);
            Member leader = ensemble.leader();
            Member leaving = ensemble.members().subList(0, 3).stream()
                    .filter(member -> member != leader && member != master)
                    .findFirst()
                    .orElseThrow();
            try (ZooKeeperAdmin admin = new ZooKeeperAdmin(place(ensemble, observer), 10_000, event -> {})) {
                byte[] text = reconfigure(admin, Integer.toString(leaving.id()));
                assertThat(new String(text, StandardCharsets.UTF_8)).doesNotContain("server." + leaving.id() + "=");
                admin.create("/after", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            }
            RawSession reader = RawSession.open(ensemble.leader().client());
            assertShows(reader, "/after");
            reader.endSession();
            assertThat(observer.role()).isEqualTo(Role.OBSERVING);
        }
    }

    private static String place(EnsembleProcesses ensemble, Member member) {
        return ensemble.network().home(member.id()).client().host() + ":"
                + member.client().getPort();
    }

    private static byte[] reconfigure(ZooKeeperAdmin admin, String leaving)
            throws KeeperException, InterruptedException {
        return admin.reconfigure(null, leaving, null, -1, new Stat());
    }
}
