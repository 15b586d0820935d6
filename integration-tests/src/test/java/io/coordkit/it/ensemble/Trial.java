package io.coordkit.it.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.it.disk.TreeDump;
import io.coordkit.it.history.History;
import io.coordkit.it.history.Verdict;
import io.coordkit.it.load.Habit;
import io.coordkit.it.load.Load;
import io.coordkit.it.net.Loopback;
import io.coordkit.it.net.PeerNetwork;
import io.coordkit.it.process.Backend;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.Requests;
import io.coordkit.it.volume.Unlimited;
import io.coordkit.it.volume.Volume;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** An ensemble under load: the test does its worst meanwhile, and then asks for the verdict. */
final class Trial implements AutoCloseable {

    private static final Path SERVERS = Path.of("target", "servers");
    private static final int CLIENTS = 6;

    /** One in three stays with its session. */
    private static final List<Habit> MIXED = IntStream.range(0, CLIENTS)
            .mapToObj(i -> i % 3 == 0 ? Habit.FAITHFUL : Habit.FICKLE)
            .toList();

    private static final List<Habit> FAITHFUL = Collections.nCopies(CLIENTS, Habit.FAITHFUL);

    private final Mix mix;
    private final EnsembleProcesses ensemble;
    private final Load load;

    private Trial(Mix mix, EnsembleProcesses ensemble, List<Habit> clients) {
        this.mix = mix;
        this.ensemble = ensemble;
        this.load = Load.start(ensemble.clients(), clients, mix.toString().hashCode());
    }

    /** Starts all members and the load. */
    static Trial start(String name, Mix mix, PeerNetwork network) throws IOException {
        var ensemble = new EnsembleProcesses(mix, home(name, mix), network);
        return start(mix, ensemble, MIXED, ensemble::startAll);
    }

    /** As {@link #start}; the last voter leads. */
    static Trial startLedByLast(String name, Mix mix) throws IOException {
        var ensemble = new EnsembleProcesses(mix, home(name, mix), new Loopback(mix.size()));
        return start(mix, ensemble, MIXED, ensemble::startAllLedByLast);
    }

    /** As {@link #startLedByLast}, with other settings and another network. */
    static Trial startLedByLast(String name, Mix mix, PeerNetwork network, ZooCfg settings) throws IOException {
        var ensemble = new EnsembleProcesses(mix, home(name, mix), network, settings, Unlimited::new);
        return start(mix, ensemble, MIXED, ensemble::startAllLedByLast);
    }

    /** As {@link #startLedByLast}, with other settings and without clients whose sessions end. */
    static Trial startFaithfulLedByLast(String name, Mix mix, ZooCfg settings) throws IOException {
        return startFaithfulLedByLast(name, mix, settings, Unlimited::new);
    }

    /** As {@link #startFaithfulLedByLast}, on other volumes. */
    static Trial startFaithfulLedByLast(String name, Mix mix, ZooCfg settings, Volume.Factory volumes)
            throws IOException {
        var ensemble = new EnsembleProcesses(mix, home(name, mix), new Loopback(mix.size()), settings, volumes);
        return start(mix, ensemble, FAITHFUL, ensemble::startAllLedByLast);
    }

    /** An ensemble whose members may be changed by anybody; the first three belong to it, and the third one leads. */
    static Trial startReconfigurable(String name, Mix mix) throws IOException {
        ZooCfg settings =
                EnsembleProcesses.ensemble().with("reconfigEnabled", "true").with("skipACL", "yes");
        PeerNetwork network = new Loopback(mix.size());
        var ensemble = new EnsembleProcesses(mix, home(name, mix), network, settings, Unlimited::new, List.of(), 3);
        return start(mix, ensemble, MIXED, ensemble::startAllLedByThird);
    }

    private interface Beginning {
        void run() throws IOException;
    }

    private static Trial start(Mix mix, EnsembleProcesses ensemble, List<Habit> clients, Beginning beginning)
            throws IOException {
        try {
            beginning.run();
            return new Trial(mix, ensemble, clients);
        } catch (IOException | RuntimeException | AssertionError e) {
            ensemble.close();
            throw e;
        }
    }

    private static Path home(String name, Mix mix) throws IOException {
        return Files.createTempDirectory(Files.createDirectories(SERVERS), name + "-" + mix + "-")
                .toAbsolutePath();
    }

    EnsembleProcesses ensemble() {
        return ensemble;
    }

    /** Waits until the clients get on with it. */
    void awaitProgress() throws IOException {
        load.awaitProgress(200);
    }

    /** The clients' load. */
    Load load() {
        return load;
    }

    /** Ends the load, with all members serving, and checks whatever can be checked. */
    void verify() throws IOException {
        ensemble.awaitServing(ensemble.members());
        load.stop();
        InetSocketAddress anyServer = ensemble.member(1).client();
        History history = load.history(anyServer);
        assertThat(Verdict.violations(history, sync())).isEmpty();
        assertThat(load.sessionsOfFaithfulClients())
                .as("how many sessions those had who want one only")
                .allSatisfy((client, sessions) -> assertThat(sessions).isEqualTo(1));
        List<Long> mismatches = mismatches();
        assertSameTrees();
        assertThat(mismatches())
                .as(
                        "mismatches of digests, counted by each member of Apache ZooKeeper, with what the look at the trees wrote")
                .isEqualTo(mismatches);
        assertThat(ensemble.findInOutputs("digest-mismatch")).isEmpty();
        assertThat(ensemble.findInOutputs("InvariantViolation")).isEmpty();
    }

    private Verdict.Sync sync() {
        return mix.has(Backend.APACHE) ? Verdict.Sync.WEAK : Verdict.Sync.LINEARIZABLE;
    }

    /** Compares what the members hold, while nothing is written but by the comparison. */
    void assertSameTrees() throws IOException {
        Set<String> reference = tree(ensemble.member(1));
        assertThat(reference).hasSizeGreaterThan(50);
        for (Member member : ensemble.members()) {
            Set<String> tree = tree(member);
            assertThat(difference(tree, reference))
                    .as("what %s has and member 1 has not", member)
                    .isEmpty();
            assertThat(difference(reference, tree))
                    .as("what member 1 has and %s has not", member)
                    .isEmpty();
            load.settle();
        }
    }

    /** A follower of Apache ZooKeeper may have some for a moment after it has come back, whoever leads. */
    private List<Long> mismatches() {
        return ensemble.members().stream()
                .filter(member -> member.backend() == Backend.APACHE)
                .map(member -> Metrics.of(member, "digest_mismatches_count").orElseThrow())
                .toList();
    }

    private static Set<String> difference(Set<String> some, Set<String> others) {
        var difference = new LinkedHashSet<>(some);
        difference.removeAll(others);
        return difference;
    }

    /** But for the configuration's znode, which each server writes for itself without a transaction. */
    private static Set<String> tree(Member member) throws IOException {
        RawSession session = RawSession.open(member.client());
        session.call(Op.SYNC, Requests.path("/"));
        var tree = new LinkedHashSet<>(TreeDump.of(session));
        session.endSession();
        tree.removeIf(line -> line.startsWith("/zookeeper/config "));
        return tree;
    }

    @Override
    public void close() throws IOException {
        load.close();
        ensemble.close();
    }
}
