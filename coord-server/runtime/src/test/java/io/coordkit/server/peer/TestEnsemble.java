package io.coordkit.server.peer;

import io.coordkit.core.quorum.Member;
import io.coordkit.core.quorum.Membership;
import io.coordkit.server.config.MemberConfig;
import io.coordkit.server.config.ServerConfig;
import io.coordkit.server.runtime.EventLoops;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.server.quorum.ApacheTransport;

/** Servers of an ensemble on the loopback address, reduced to their sockets. */
final class TestEnsemble implements AutoCloseable {
    private final Path directory;
    private final Map<Long, ApacheTransport.Ports> ports = new LinkedHashMap<>();
    private final List<AutoCloseable> running = new ArrayList<>();

    /** What the lines of the configuration say instead of 127.0.0.1. */
    final Map<Long, String> hosts = new LinkedHashMap<>();

    /** Addresses at which nobody is, which lines name before the right one. */
    final Map<Long, Member.Address> deserted = new LinkedHashMap<>();

    Optional<Duration> reachabilityCheck = Optional.of(Duration.ofSeconds(1));

    /** Who is asked for names. */
    NameLookup.NameService names = InetAddress::getAllByName;

    TestEnsemble(Path directory, long... ids) throws IOException {
        this.directory = directory;
        List<Integer> free = FreePorts.find(2 * ids.length);
        for (int i = 0; i < ids.length; i++) {
            ports.put(ids[i], new ApacheTransport.Ports(free.get(2 * i), free.get(2 * i + 1)));
        }
    }

    int electionPort(long id) {
        return ports.get(id).election();
    }

    int quorumPort(long id) {
        return ports.get(id).quorum();
    }

    Membership membership() {
        return Membership.of(ports.keySet().stream().map(this::member).toList(), 0);
    }

    Member member(long id) {
        String host = hosts.getOrDefault(id, "127.0.0.1");
        return new Member(id, List.of(new Member.Address(host, quorumPort(id), electionPort(id))), false, "");
    }

    /** A server's own line says where it is, those of the others what people believe. */
    private Membership knownTo(long self) {
        return Membership.of(
                ports.keySet().stream()
                        .map(id -> id == self ? member(id) : believed(id))
                        .toList(),
                0);
    }

    private Member believed(long id) {
        Member member = member(id);
        List<Member.Address> addresses = new ArrayList<>(member.addresses());
        Optional.ofNullable(deserted.get(id)).ifPresent(nobody -> addresses.add(0, nobody));
        return new Member(id, addresses, member.observer(), member.client());
    }

    /** Our sockets of one server. */
    final class Ours implements AutoCloseable {
        final TestInbox inbox = new TestInbox();
        final MemberNetwork network;
        private final EventLoopGroup loop = EventLoops.create(1, "coord-test");

        private Ours(long id, Duration greetingTimeout) throws IOException {
            MemberConfig base = MemberConfig.of(knownTo(id), Duration.ofSeconds(1), 10, 5);
            MemberConfig.PeerSockets sockets = new MemberConfig.PeerSockets(
                    false, 1, Duration.ofSeconds(5), Duration.ofSeconds(5), greetingTimeout, false, reachabilityCheck);
            MemberConfig member = new MemberConfig(
                    base.membership(),
                    base.initLimit(),
                    base.syncLimit(),
                    base.recentWanted(),
                    base.snapshotSizeFactor(),
                    base.syncLimits(),
                    base.readOnlyMode(),
                    base.leaderServes(),
                    base.localSessions(),
                    base.electionTimes(),
                    base.roleTimes(),
                    base.observerMasters(),
                    sockets,
                    base.security());
            InetSocketAddress nowhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            ServerConfig config = ServerConfig.standalone(directory, nowhere, Duration.ofSeconds(1))
                    .asMember(id, member);
            network = MemberNetwork.bind(config, member, loop, names);
            network.start(inbox);
            network.openQuorumPort(1);
            inbox.awaitQuorumPort();
        }

        /** Runs something where effects are carried out, and waits for it. */
        void onLoop(Runnable effects) {
            loop.next().submit(effects).syncUninterruptibly();
        }

        @Override
        public void close() {
            if (loop.isShuttingDown()) {
                return;
            }
            network.close();
            loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    Ours ours(long id) throws IOException {
        return ours(id, Duration.ofSeconds(20));
    }

    Ours ours(long id, Duration greetingTimeout) throws IOException {
        Ours ours = new Ours(id, greetingTimeout);
        running.add(ours);
        return ours;
    }

    /** Apache's sockets of one server. */
    ApacheTransport apache(long id) throws IOException {
        ApacheTransport apache = new ApacheTransport(id, ports, directory.toFile());
        running.add(apache);
        return apache;
    }

    @Override
    public void close() throws Exception {
        for (AutoCloseable each : running) {
            each.close();
        }
    }
}
