package io.coordkit.it.ensemble;

import io.coordkit.it.net.PeerNetwork;
import io.coordkit.it.process.Backend;
import io.coordkit.it.process.Eventually;
import io.coordkit.it.process.ZooCfg;
import io.coordkit.it.volume.Unlimited;
import io.coordkit.it.volume.Volume;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All members of one ensemble, each a process of its own, none of which runs at first. */
final class EnsembleProcesses implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Short enough to see a death soon, long enough for a machine that does other things as well. */
    static final int TICK_MS = 500;

    private final Mix mix;
    private final List<Member> members = new ArrayList<>();
    private final PeerNetwork network;

    /** Directories are made under {@code home}; the network is closed with the ensemble. */
    EnsembleProcesses(Mix mix, Path home, PeerNetwork network) throws IOException {
        this(mix, home, network, ensemble(), Unlimited::new);
    }

    EnsembleProcesses(Mix mix, Path home, PeerNetwork network, ZooCfg settings, Volume.Factory volumes)
            throws IOException {
        this(mix, home, network, settings, volumes, List.of());
    }

    EnsembleProcesses(
            Mix mix, Path home, PeerNetwork network, ZooCfg settings, Volume.Factory volumes, List<String> jvmOptions)
            throws IOException {
        this.mix = mix;
        this.network = network;
        for (int id = 1; id <= mix.size(); id++) {
            ZooCfg cfg = withServers(settings, mix, id)
                    .with("clientPortAddress", network.home(id).client().host());
            if (mix.isObserver(id)) {
                cfg = cfg.with("peerType", "observer");
            }
            members.add(
                    new Member(id, mix.backend(id), home.resolve("member" + id), network, cfg, volumes, jvmOptions));
        }
    }

    /** Settings of every member: quick ticks, and no waiting for the sake of large networks. */
    static ZooCfg ensemble() {
        return ZooCfg.standalone()
                .with("tickTime", Integer.toString(TICK_MS))
                .with("initLimit", "40")
                .with("syncLimit", "8")
                .with("maxSessionTimeout", "60000")
                .with("preAllocSize", "256")
                .with("cnxTimeout", "1000")
                .with("fastleader.maxNotificationInterval", "1000");
    }

    private ZooCfg withServers(ZooCfg settings, Mix mix, int reader) {
        ZooCfg cfg = settings;
        for (int id = 1; id <= mix.size(); id++) {
            PeerNetwork.Home seen = network.seenBy(reader, id);
            String role = mix.isObserver(id) ? "observer" : "participant";
            cfg = cfg.with(
                    "server." + id,
                    seen.quorum().host() + ":" + seen.quorum().port() + ":"
                            + seen.election().port() + ":" + role);
        }
        return cfg;
    }

    PeerNetwork network() {
        return network;
    }

    List<Member> members() {
        return members;
    }

    /** By number, from 1. */
    Member member(int id) {
        return members.get(id - 1);
    }

    List<InetSocketAddress> clients() {
        return members.stream().map(Member::client).toList();
    }

    /** Starts whoever does not run and waits until everybody serves. */
    void startAll() throws IOException {
        for (Member member : members) {
            if (!member.isRunning()) {
                member.start();
            }
        }
        awaitServing(members);
    }

    /**
     * Starts all members of a fresh ensemble so that the last voter leads: with a bare quorum that it belongs to, whose
     * other members have smaller numbers.
     */
    void startAllLedByLast() throws IOException {
        List<Member> voters = members.subList(0, mix.voters().size());
        Member last = voters.get(voters.size() - 1);
        var first = new ArrayList<>(voters.subList(0, voters.size() / 2));
        first.add(last);
        for (Member member : first) {
            member.start();
        }
        awaitServing(first);
        if (leader() != last) {
            throw new AssertionError(leader() + " leads");
        }
        startAll();
    }

    /** Waits until all of these serve; the others may do as they please. */
    void awaitServing(List<Member> some) throws IOException {
        await("not all serve", () -> {
            for (Member member : some) {
                if (!member.isRunning()) {
                    throw new AssertionError(member + " died:\n" + tail(member));
                }
            }
            return some.stream().allMatch(Member::isServing);
        });
    }

    /** The member that leads, waiting for there to be one. */
    Member leader() throws IOException {
        var found = new ArrayList<Member>();
        await("nobody leads", () -> {
            found.clear();
            for (Member member : members) {
                if (member.role() == Role.LEADING) {
                    found.add(member);
                }
            }
            return found.size() == 1;
        });
        return found.get(0);
    }

    /** Everybody else who runs. */
    List<Member> othersThan(Member member) {
        return members.stream()
                .filter(other -> other != member && other.isRunning())
                .toList();
    }

    void await(String what, Eventually.Condition condition) throws IOException {
        try {
            Eventually.holds(PATIENCE, condition);
        } catch (AssertionError e) {
            throw new AssertionError(what + ":\n" + describe(), e);
        }
    }

    private String describe() throws IOException {
        var text = new StringBuilder();
        for (Member member : members) {
            text.append(member).append(' ').append(member.role()).append('\n').append(tail(member));
        }
        return text.toString();
    }

    private static String tail(Member member) throws IOException {
        List<String> lines = member.output().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size())) + "\n";
    }

    /** Stops a member in good order and starts the other server in its place. */
    void replace(Member member, Backend backend) throws IOException {
        member.terminate();
        member.become(backend);
        member.start();
        awaitServing(List.of(member));
    }

    /** Lines of any member's output that contain this. */
    List<String> findInOutputs(String words) throws IOException {
        var found = new ArrayList<String>();
        for (Member member : members) {
            member.output()
                    .lines()
                    .filter(line -> line.contains(words))
                    .forEach(line -> found.add(member + ": " + line));
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        for (Member member : members) {
            member.close();
        }
        network.close();
    }
}
