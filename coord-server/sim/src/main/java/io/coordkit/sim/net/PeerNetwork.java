package io.coordkit.sim.net;

import io.coordkit.core.election.Notification;
import io.coordkit.core.replica.Input;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.sim.check.Found;
import io.coordkit.sim.engine.Engine;
import io.coordkit.sim.engine.Stream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What joins the servers: election messages, of which a later one may overtake nothing but may be lost with the connection, and
 * links, which are streams of bytes that arrive in order or break. Who is cut from whom is a set of pairs with a direction.
 */
public final class PeerNetwork {
    private static final long NOTICE_NANOS_MAX = 200 * Engine.NANOS_PER_MS;

    private final Engine engine;
    private final long latencyNanosMax;
    private final TreeMap<Long, Peer> peers = new TreeMap<>();
    private final TreeMap<Long, PeerLink> links = new TreeMap<>();
    private final TreeSet<Long> cuts = new TreeSet<>();
    private final TreeMap<Long, Long> clogs = new TreeMap<>();
    private final TreeMap<Long, Long> lastArrival = new TreeMap<>();
    private final TreeMap<Long, byte[]> lastVote = new TreeMap<>();
    private final TreeSet<Long> listening = new TreeSet<>();
    private final TreeSet<Long> listeningForObservers = new TreeSet<>();
    private long linkCount;

    /** A server, as the network sees it. */
    public interface Peer {
        /** Whether its process runs. */
        boolean isUp();

        /** Something has come for it; waits while it stands still. */
        void take(Input input);

        /** Bytes have come on a link. */
        void take(PeerLink link, byte[] bytes);
    }

    /** @param latencyNanosMax longest way of a message */
    public PeerNetwork(Engine engine, long latencyNanosMax) {
        this.engine = engine;
        this.latencyNanosMax = latencyNanosMax;
    }

    /** Adds a server. */
    public void add(long id, Peer peer) {
        peers.put(id, peer);
    }

    /** A server's process has started: the others will find out. */
    public void started(long id) {
        for (long other : peers.keySet()) {
            if (other != id) {
                noticeUp(id, other);
            }
        }
    }

    /** A server listens on its quorum port. */
    public void open(long id) {
        listening.add(id);
    }

    /** A server does not any more; its links stay. */
    public void close(long id) {
        listening.remove(id);
    }

    /** A server listens on its port for observers. */
    public void openForObservers(long id) {
        listeningForObservers.add(id);
    }

    /** A server does not any more; its links stay. */
    public void closeForObservers(long id) {
        listeningForObservers.remove(id);
    }

    /** A server's process has ended: its connections break. */
    public void died(long id) {
        close(id);
        closeForObservers(id);
        for (PeerLink link : List.copyOf(links.values())) {
            if (link.joins(id)) {
                breakLink(link);
            }
        }
        for (long other : peers.keySet()) {
            if (other != id) {
                notice(other, id, false);
            }
        }
    }

    /** Nothing gets from one to the other any more; what is on its way is lost and connections between them break. */
    public void cut(long from, long to) {
        cuts.add(pair(from, to));
        for (PeerLink link : List.copyOf(links.values())) {
            if (link.joins(from) && link.joins(to)) {
                breakLink(link);
            }
        }
        notice(from, to, false);
        notice(to, from, false);
    }

    /** Ends a cut. */
    public void mend(long from, long to) {
        if (cuts.remove(pair(from, to))) {
            noticeUp(from, to);
        }
    }

    /** Everything between two servers takes longer until then. */
    public void clog(long from, long to, long untilNanos) {
        clogs.merge(pair(from, to), untilNanos, Math::max);
    }

    /** Breaks the links of a server; new ones can be made. */
    public void breakLinks(long id) {
        for (PeerLink link : List.copyOf(links.values())) {
            if (link.joins(id)) {
                breakLink(link);
            }
        }
    }

    /** No fault is left. */
    public void heal() {
        clogs.clear();
        for (long pair : List.copyOf(cuts)) {
            mend(pair >> 32, pair & 0xffffffffL);
        }
    }

    private boolean isOpen(long a, long b) {
        return !cuts.contains(pair(a, b)) && !cuts.contains(pair(b, a));
    }

    private boolean isUp(long id) {
        Peer peer = peers.get(id);
        return peer != null && peer.isUp();
    }

    private Peer peer(long id) {
        Peer peer = peers.get(id);
        if (peer == null) {
            throw new IllegalArgumentException("no server " + id);
        }
        return peer;
    }

    /** Sends an election message. */
    public void vote(long from, long to, byte[] message) {
        lastVote.put(pair(from, to), message);
        carryVote(from, to, message);
    }

    private void carryVote(long from, long to, byte[] message) {
        if (!isOpen(from, to) || !isUp(to)) {
            return;
        }
        engine.at(arrival(Stream.VOTE, from, to), () -> {
            if (isOpen(from, to) && isUp(to)) {
                peer(to).take(new Input.VoteReceived(from, read(message)));
            }
        });
    }

    private static Notification read(byte[] message) {
        try {
            return Notification.read(message);
        } catch (MalformedRecordException e) {
            throw new Found("simulator", 0, "a vote that cannot be read: " + e.getMessage());
        }
    }

    /** Both find out that they can reach each other, and what was said last is said again. */
    private void noticeUp(long a, long b) {
        notice(a, b, true);
        notice(b, a, true);
    }

    private void notice(long who, long about, boolean reachable) {
        engine.after(draw(Stream.NOTICE, who, about, NOTICE_NANOS_MAX), () -> {
            boolean holds = isOpen(who, about) && isUp(about);
            if (isUp(who) && holds == reachable) {
                peer(who).take(new Input.Reachable(about, reachable));
                byte[] last = lastVote.get(pair(who, about));
                if (reachable && last != null) {
                    carryVote(who, about, last);
                }
            }
        });
    }

    /** Opens a link from a learner to the quorum port of a server. */
    public void dial(long from, long to) {
        dial(from, to, listening);
    }

    /** Opens a link from an observer to the port for observers of a server. */
    public void dialMaster(long from, long to) {
        dial(from, to, listeningForObservers);
    }

    private void dial(long from, long to, Set<Long> open) {
        engine.at(arrival(Stream.LINK, from, to), () -> {
            if (!isUp(from)) {
                return;
            }
            if (!isOpen(from, to) || !isUp(to) || !open.contains(to)) {
                peer(from).take(new Input.LeaderUnreachable(to));
                return;
            }
            PeerLink link = new PeerLink(++linkCount, from, to);
            links.put(link.id(), link);
            peer(to).take(new Input.LearnerConnected(link.id(), "server " + from));
            peer(from).take(new Input.LeaderDialled(to, link.id()));
        });
    }

    /** Sends bytes on a link. */
    public void send(long from, long linkId, byte[] bytes) {
        PeerLink link = links.get(linkId);
        if (link == null) {
            return;
        }
        long to = link.other(from);
        for (byte[] piece : pieces(linkId, bytes)) {
            engine.at(arrival(Stream.LINK, from, to), () -> {
                if (links.containsKey(linkId) && isUp(to)) {
                    peer(to).take(link, piece);
                }
            });
        }
    }

    /** A stream has no boundaries: what was sent at once may come in two pieces. */
    private List<byte[]> pieces(long linkId, byte[] bytes) {
        List<byte[]> pieces = new ArrayList<>();
        int at = (int) engine.draws().between(Stream.PIECES, linkId, -2L * bytes.length, bytes.length);
        if (at > 0 && at < bytes.length) {
            pieces.add(java.util.Arrays.copyOfRange(bytes, 0, at));
            pieces.add(java.util.Arrays.copyOfRange(bytes, at, bytes.length));
        } else {
            pieces.add(bytes);
        }
        return pieces;
    }

    /** Tells a server when what it has sent on a link has left it. */
    public void reportDrained(long from, long linkId) {
        PeerLink link = links.get(linkId);
        if (link != null) {
            engine.at(arrival(Stream.LINK, from, link.other(from)), () -> {
                if (links.containsKey(linkId) && isUp(from)) {
                    peer(from).take(new Input.PeerDrained(linkId));
                }
            });
        }
    }

    /** One side closes a link; what it sent before still arrives, then the other side learns it. */
    public void close(long by, long linkId) {
        PeerLink link = links.get(linkId);
        if (link == null) {
            return;
        }
        long other = link.other(by);
        link.closedBy(by);
        engine.at(arrival(Stream.LINK, by, other), () -> {
            if (links.remove(linkId) != null && isUp(other)) {
                peer(other).take(new Input.PeerGone(linkId, "closed by the other side"));
            }
        });
    }

    private void breakLink(PeerLink link) {
        links.remove(link.id());
        for (long end : List.of(link.learner(), link.leader())) {
            if (!link.isClosedBy(end)) {
                engine.after(draw(Stream.NOTICE, link.id(), end, NOTICE_NANOS_MAX), () -> {
                    if (isUp(end)) {
                        peer(end).take(new Input.PeerGone(link.id(), "broken"));
                    }
                });
            }
        }
    }

    private long arrival(Stream stream, long from, long to) {
        long pair = pair(from, to);
        long clogged = clogs.getOrDefault(pair, 0L);
        long earliest = Math.max(engine.now() + draw(stream, from, to, latencyNanosMax), clogged);
        // In order within a stream; a vote and a packet do not wait for each other.
        return lastArrival.merge(pair * 8 + stream.ordinal() % 8, earliest, Math::max);
    }

    private long draw(Stream stream, long a, long b, long most) {
        return engine.draws().between(stream, pair(a, b), 1000, most);
    }

    private static long pair(long from, long to) {
        return from << 32 | to;
    }
}
