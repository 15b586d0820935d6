package io.coordkit.server.peer;

import io.coordkit.core.quorum.Member;
import io.coordkit.core.quorum.Memberships;
import io.coordkit.core.replica.Input;
import io.coordkit.server.config.MemberConfig;
import io.coordkit.server.config.ServerConfig;
import io.coordkit.server.runtime.Inbox;
import io.coordkit.server.runtime.PeerNetwork;
import io.coordkit.server.runtime.ReplicaSettings;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sockets between a server and the others of its ensemble: an election transport, and links to leaders and from learners.
 * The port for election messages is taken as long as the server runs, those for links while it leads, or follows and has observers.
 */
public final class MemberNetwork implements PeerNetwork, AutoCloseable {
    private final ServerConfig config;
    private final MemberConfig member;
    private final OwnPorts ports;
    private final EventLoop loop;
    private final NameLookup names;
    private final PeerGuard guard;
    private final Connector connector;

    /** What was configured, or decided later; used on the loop. */
    private Memberships memberships;

    /** The own line, the last one where there is none any more; used on the loop. */
    private Member self;

    /** Set and used on the loop. */
    private @Nullable Running running;

    private record Running(ElectionTransport election, QuorumLinks links, Inbox inbox) {}

    private MemberNetwork(
            ServerConfig config,
            MemberConfig member,
            Member self,
            EventLoop loop,
            NameLookup names,
            PeerGuard guard,
            OwnPorts ports) {
        this.config = config;
        this.member = member;
        this.self = self;
        this.loop = loop;
        this.names = names;
        this.guard = guard;
        this.connector = new Connector(loop, names, guard, member.sockets());
        this.ports = ports;
        Memberships configured = Memberships.of(member.membership());
        this.memberships = config.reconfig().seen().map(configured::seeing).orElse(configured);
    }

    /**
     * Takes the port for election messages; nobody is let in before {@link #start}.
     *
     * @param member the part of {@code config} about the ensemble
     * @param loops a single loop, on which all sockets will live
     * @throws IOException when the port cannot be had, or TLS and SASL not be done as configured
     */
    public static MemberNetwork bind(ServerConfig config, MemberConfig member, EventLoopGroup loops)
            throws IOException {
        return bind(config, member, loops, InetAddress::getAllByName);
    }

    /** @param names who knows the addresses of the others */
    static MemberNetwork bind(
            ServerConfig config, MemberConfig member, EventLoopGroup loops, NameLookup.NameService names)
            throws IOException {
        Member self = member.membership().member(config.serverId()).orElseThrow();
        PeerGuard guard = PeerGuard.start(member);
        try {
            OwnPorts ports = OwnPorts.bind(
                    self, member.sockets(), member.observerMasters().port(), loops);
            return new MemberNetwork(config, member, self, loops.next(), new NameLookup(names), guard, ports);
        } catch (IOException | RuntimeException | Error e) {
            guard.close();
            throw e;
        }
    }

    /** Tells, on a thread of its own, where clients are to be served when this server's line has changed that. */
    public void onClientAddress(Consumer<InetSocketAddress> listener) {
        ports.onClientAddress(listener);
    }

    /** Where election messages are taken. */
    public InetSocketAddress electionAddress() {
        return ports.election();
    }

    @Override
    public void start(Inbox inbox) {
        onLoop(() -> {
            ElectionTransport election =
                    new ElectionTransport(self, memberships, member.sockets(), connector, guard, inbox);
            QuorumLinks links = new QuorumLinks(
                    memberships,
                    member.sockets(),
                    connector,
                    guard,
                    ReplicaSettings.trees(config),
                    LinkLimits.of(ReplicaSettings.payloadBytesMax(config)),
                    inbox);
            running = new Running(election, links, inbox);
            ports.start(election::newHandler, links::newHandler);
        });
    }

    @Override
    public void vote(long server, byte[] message) {
        byte[] copy = Arrays.copyOf(message, message.length);
        whileRunning(now -> now.election().vote(server, copy));
    }

    @Override
    public void become(Memberships now) {
        whileRunning(running -> {
            Member line = now.decided().member(self.id()).orElse(self);
            memberships = now;
            running.election().become(now, line);
            running.links().become(now);
            ports.move(self, line);
            self = line;
        });
    }

    @Override
    public void openQuorumPort(long reign) {
        whileRunning(now -> ports.quorum().open(refusal -> now.inbox()
                .post(
                        refusal.isEmpty()
                                ? new Input.QuorumPortOpen(reign)
                                : new Input.QuorumPortRefused(reign, refusal.get()))));
    }

    @Override
    public void closeQuorumPort() {
        whileRunning(now -> ports.quorum().shut());
    }

    @Override
    public void openObserverPort() {
        whileRunning(now -> ports.observers().open(refusal -> {}));
    }

    @Override
    public void closeObserverPort() {
        whileRunning(now -> ports.observers().shut());
    }

    @Override
    public void dialMaster(long server) {
        int port = member.observerMasters().port();
        whileRunning(now -> now.links().dial(server, line -> Targets.observers(line, port)));
    }

    @Override
    public void dial(long server) {
        whileRunning(now -> now.links().dial(server, Targets::quorum));
    }

    /** Closes everything at once; what was sent and has not left is lost. */
    @Override
    public void close() {
        whileRunning(now -> {
            running = null;
            now.election().close();
        });
        ports.close();
        connector.close();
        guard.close();
        names.close();
    }

    private void whileRunning(Consumer<Running> action) {
        onLoop(() -> {
            if (running != null) {
                action.accept(running);
            }
        });
    }

    private void onLoop(Runnable action) {
        if (loop.inEventLoop()) {
            action.run();
        } else {
            loop.execute(action);
        }
    }
}
