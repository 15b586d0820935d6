package io.coordkit.server.peer;

import io.coordkit.core.quorum.Member;
import io.coordkit.core.quorum.Memberships;
import io.coordkit.server.config.MemberConfig.PeerSockets;
import io.coordkit.server.runtime.Inbox;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Carries election messages between servers, over one connection for each pair ({@code QuorumCnxManager} of the reference).
 * A message may be lost and a newer one may replace it; what was sent last is sent again on a new connection. Servers that are
 * in nobody's configuration are served too: observers and those that want to join ask who leads. Belongs to its loop.
 */
final class ElectionTransport {
    /** Stands for "some observer" in greetings; each gets a number of its own, below all others. */
    private static final long SOME_OBSERVER = Long.MAX_VALUE;

    private static final int STRANGERS_MAX = 256;

    private final PeerSockets settings;
    private final Connector connector;
    private final PeerGuard guard;
    private final Inbox inbox;
    private final Map<Long, ElectionPeer> peers = new HashMap<>();
    private Memberships memberships;
    private Greeting ownGreeting;
    private ElectionPeer.Surroundings surroundings;
    private long lastInvented;
    private boolean closed;

    /** @param self this server; its line says what the others are told about where it listens */
    ElectionTransport(
            Member self,
            Memberships memberships,
            PeerSockets settings,
            Connector connector,
            PeerGuard guard,
            Inbox inbox) {
        this.settings = settings;
        this.connector = connector;
        this.guard = guard;
        this.inbox = inbox;
        this.memberships = memberships;
        this.ownGreeting = greeting(self);
        this.surroundings = surroundings();
    }

    private static Greeting greeting(Member self) {
        return new Greeting(self.id(), Targets.election(self).toString());
    }

    private ElectionPeer.Surroundings surroundings() {
        return new ElectionPeer.Surroundings(
                ownGreeting,
                connector,
                guard,
                settings.electionConnectTimeout(),
                inbox,
                peer -> peers.remove(peer.server(), peer));
    }

    /** From now on these are the servers; who has moved is connected to anew, as soon as there is something to say. */
    void become(Memberships now, Member self) {
        boolean moved = !greeting(self).equals(ownGreeting);
        memberships = now;
        ownGreeting = greeting(self);
        surroundings = surroundings();
        for (ElectionPeer peer : List.copyOf(peers.values())) {
            Optional<Member> line = memberships.member(peer.server());
            boolean stays = line.isEmpty() || peer.isMember() && peer.isAt(Targets.election(line.get()));
            if (moved || !stays) {
                peers.remove(peer.server());
                peer.close();
            }
        }
    }

    /** Sends a message; who is neither configured nor connected cannot be reached. */
    void vote(long server, byte[] message) {
        ElectionPeer peer = peers.get(server);
        if (peer == null) {
            peer = memberships.member(server).map(this::add).orElse(null);
        }
        if (peer != null && !closed) {
            peer.vote(message);
        }
    }

    /** For an accepted socket. */
    ChannelHandler newHandler() {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                guard.accept(channel.pipeline(), settings.greetingTimeout());
                channel.pipeline()
                        .addLast(new GreetingHandler(ElectionTransport.this, guard, settings.greetingTimeout()));
            }
        };
    }

    /** Somebody has opened a connection and greeted. Returns why that cannot be accepted, if it cannot. */
    Optional<String> greeted(Channel channel, Greeting greeting) {
        if (greeting.server() == ownGreeting.server()) {
            return Optional.of("it has this server's own number, " + greeting.server());
        }
        Optional<ElectionPeer> found = closed ? Optional.empty() : peerFor(greeting);
        if (found.isEmpty()) {
            return Optional.of("unknown server " + greeting.server() + " without an address, or too many of them");
        }
        ElectionPeer peer = found.get();
        if (peer.server() < ownGreeting.server()) {
            channel.close();
            peer.connectBack();
        } else if (channel.isActive()) {
            channel.pipeline().addLast(new VoteHandler(peer));
            peer.adopt(channel);
        }
        return Optional.empty();
    }

    /**
     * A member is connected to where the configuration says, whatever it says itself: that may be an address that only it can
     * use. Its number alone is believed of members only, as any eight bytes look like one.
     */
    private Optional<ElectionPeer> peerFor(Greeting greeting) {
        long server = greeting.server() == SOME_OBSERVER ? --lastInvented : greeting.server();
        Optional<ElectionPeer> known = Optional.ofNullable(peers.get(server))
                .or(() -> memberships.member(server).map(this::add));
        if (known.isPresent()) {
            return known;
        }
        long strangers =
                peers.values().stream().filter(peer -> !peer.isMember()).count();
        if (strangers >= STRANGERS_MAX) {
            return Optional.empty();
        }
        return greeting.targets().map(targets -> add(new ElectionPeer(server, targets, false, surroundings)));
    }

    private ElectionPeer add(Member member) {
        return add(new ElectionPeer(member.id(), Targets.election(member), true, surroundings));
    }

    private ElectionPeer add(ElectionPeer peer) {
        peers.put(peer.server(), peer);
        return peer;
    }

    void close() {
        closed = true;
        peers.values().forEach(ElectionPeer::close);
        peers.clear();
    }
}
