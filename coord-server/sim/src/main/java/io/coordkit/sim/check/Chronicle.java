package io.coordkit.sim.check;

import io.coordkit.core.quorum.Membership;
import io.coordkit.core.quorum.QuorumVerifier;
import io.coordkit.core.txn.LoggedTxn;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnCodec;
import io.coordkit.core.txn.Zxid;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.core.wire.WriteRequest;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What all servers together have proposed and shown. Every transaction knows the one before it, so each log is a path; what is
 * shown to anybody must be one path. An epoch begins with a zxid that is no transaction: it stands for the newest one before.
 */
public final class Chronicle {
    private final boolean ensemble;
    private final long counterMax;
    private final Optional<Membership> atFirst;
    private final Electorate electorate;
    private final TreeMap<Long, Entry> proposed = new TreeMap<>();
    private final TreeMap<Long, Entry> shown = new TreeMap<>();
    private final TreeMap<Long, Long> begins = new TreeMap<>();
    private final TreeMap<Long, Integer> leaders = new TreeMap<>();
    private final TreeMap<Long, Membership> membersAtStart = new TreeMap<>();
    private final TreeMap<Long, Map<Integer, WriteRequest>> asked = new TreeMap<>();
    private final TreeMap<Long, Integer> timeouts = new TreeMap<>();
    private final TreeSet<Long> closing = new TreeSet<>();
    private final TreeSet<Long> ended = new TreeSet<>();
    private final TreeSet<Long> resumed = new TreeSet<>();
    private final TreeMap<Long, TreeSet<Integer>> done = new TreeMap<>();
    private final TreeMap<Integer, Ledger> servers = new TreeMap<>();
    private long acknowledged;
    private int leaderChanges;

    /**
     * Nothing has happened.
     *
     * @param members who belongs to an ensemble when it begins: there zxids have epochs, and are given once; one server alone gives
     *     those again that a crash took
     * @param counterMax the last counter of an epoch
     */
    public Chronicle(Optional<Membership> members, long counterMax) {
        this.counterMax = counterMax;
        this.ensemble = members.isPresent();
        this.atFirst = members;
        this.electorate = new Electorate(members);
    }

    /** Who belongs to the ensemble when it begins. */
    Optional<Membership> membersAtFirst() {
        return atFirst;
    }

    /** Whether these servers together decide. */
    public boolean isQuorum(Collection<Integer> some) {
        return electorate.isQuorum(some);
    }

    /** Whether there are several servers, or could be. */
    boolean isEnsemble() {
        return ensemble;
    }

    /** Adds a server. */
    void addServer(int id, Ledger ledger) {
        servers.put(id, ledger);
    }

    /** How often somebody was established as leader. */
    public int leaderChanges() {
        return leaderChanges;
    }

    /** How often the members changed. */
    public int reconfigurations() {
        return electorate.changes();
    }

    /** Transactions shown to anybody. */
    public long shownCount() {
        return shown.size();
    }

    /** The newest zxid that any client has been told. */
    public long acknowledged() {
        return acknowledged;
    }

    /** A client has been told this zxid. */
    public void acknowledge(long zxid) {
        acknowledged = Math.max(acknowledged, zxid);
    }

    @Nullable
    Entry find(long zxid) {
        return proposed.get(zxid);
    }

    /** A client has asked for a write; {@link #originOf} will want to know. */
    void ask(long session, int xid, WriteRequest request) {
        asked.computeIfAbsent(session, id -> new TreeMap<>()).put(xid, request);
    }

    /** A connection wants to go on with a session that another one has begun. */
    void resume(long session) {
        resumed.add(session);
    }

    /** Whether more than one connection has spoken for a session. */
    boolean wasResumed(long session) {
        return resumed.contains(session);
    }

    /** The transaction that a zxid stands for. */
    long real(long zxid) {
        if (proposed.containsKey(zxid) || zxid <= 0 || !ensemble) {
            return zxid;
        }
        Long begin = Zxid.counter(zxid) == 0 ? begins.get(Zxid.epoch(zxid)) : null;
        if (begin == null) {
            throw new Found("integrity", zxid, Zxid.format(zxid) + " was never proposed");
        }
        return begin;
    }

    /** The newest transaction up to {@code zxid} on the path that ends at {@code head}. */
    long floor(long head, long zxid) {
        long at = head;
        while (at > zxid) {
            at = previousOf(at);
        }
        return at;
    }

    private long previousOf(long zxid) {
        Entry entry = proposed.get(zxid);
        return entry == null ? 0 : entry.previous;
    }

    /** A server adds a transaction to its log, behind {@code head}; returns it if nobody has had it before. */
    @Nullable
    Entry append(int node, long head, long zxid, byte[] payload) {
        Entry known = proposed.get(zxid);
        if (known == null) {
            Entry fresh = parse(node, head, zxid, payload);
            proposed.put(zxid, fresh);
            return fresh;
        }
        if (!Arrays.equals(known.payload, payload)) {
            throw new Found("integrity", zxid, "two transactions with one zxid");
        }
        if (known.previous != head) {
            throw new Found(
                    "local-primary-order",
                    zxid,
                    "server " + node + " has it behind " + Zxid.format(head) + " instead of "
                            + Zxid.format(known.previous));
        }
        return null;
    }

    private Entry parse(int node, long head, long zxid, byte[] payload) {
        if (ensemble) {
            Integer leader = leaders.get(Zxid.epoch(zxid));
            if (leader == null || leader != node) {
                throw new Found("primary-integrity", zxid, "server " + node + " proposes without leading the epoch");
            }
            if (zxid <= head) {
                throw new Found("global-primary-order", zxid, "proposed behind " + Zxid.format(head));
            }
            if (Zxid.counter(zxid) > counterMax) {
                throw new Found("limits", zxid, "server " + node + " goes on beyond the last counter of its epoch");
            }
        }
        LoggedTxn logged = read(zxid, payload);
        Entry before = proposed.get(head);
        long digest = logged.hasDigest() ? logged.digest() : before == null ? 0 : before.digest;
        Entry entry = new Entry(zxid, head, payload, logged, originOf(logged), digest);
        if (logged.txn() instanceof Txn.CreateSession create) {
            timeouts.put(entry.session(), create.timeoutMs());
        } else if (logged.txn() instanceof Txn.CloseSession) {
            closing.add(entry.session());
        }
        return entry;
    }

    private @Nullable WriteRequest originOf(LoggedTxn logged) {
        if (logged.txn() instanceof Txn.CreateSession) {
            return null;
        }
        Map<Integer, WriteRequest> ofSession = asked.get(logged.header().clientId());
        return ofSession == null ? null : ofSession.get(logged.header().cxid());
    }

    private static LoggedTxn read(long zxid, byte[] payload) {
        try {
            return TxnCodec.read(new JuteReader(payload));
        } catch (MalformedRecordException e) {
            throw new Found("state", zxid, "a transaction that cannot be read: " + e.getMessage());
        }
    }

    /** Leadership and leader completeness: one leader an epoch, and what was shown in those before it is in its history. */
    void established(int node, long epoch, long head, Membership members) {
        Integer other = leaders.put(epoch, node);
        if (other != null) {
            throw new Found("leadership", head, "servers " + other + " and " + node + " lead epoch " + epoch);
        }
        leaderChanges++;
        begins.put(epoch, head);
        // A leader who slept may be established when a later epoch has begun; he cannot know it, and decides nothing
        // any more.
        Long newest = shown.lowerKey(Zxid.of(epoch, 0));
        long last = newest == null ? 0 : newest;
        if (floor(head, last) != last) {
            throw new Found(
                    "leader-completeness",
                    last,
                    "server " + node + " leads epoch " + epoch + " with a history that ends at " + Zxid.format(head));
        }
        membersAtStart.put(epoch, members);
        if (epoch == leaders.lastKey()) {
            beginWith(members, head);
        }
    }

    /**
     * A leader decides the membership that it has seen proposed last, which nobody may have been shown, and whose transaction may be
     * lost: the quorums of the former one and of this one that have followed have decided it.
     */
    private void beginWith(Membership members, long head) {
        if (electorate.knows(members)) {
            return;
        }
        Entry proposal = proposed.get(members.version());
        boolean wasProposed = proposal != null
                && proposal.reconfigures().filter(members::hasSameMembers).isPresent();
        if (!wasProposed || members.version() < electorate.version()) {
            throw new Found(
                    "leadership", head, "an epoch begins with other members than were decided: " + members.toText());
        }
        prove(head, electorate.during(members));
        electorate.become(members);
    }

    /** With which members an epoch begins, if there is an ensemble. */
    Optional<Membership> membersAtStart(long epoch) {
        return Optional.ofNullable(membersAtStart.get(epoch));
    }

    /**
     * The transactions after {@code from} up to {@code to}, which a server shows. Prefix consistency, agreement and total order:
     * they are on the one path that everybody shows. Durability: a quorum's disks have them.
     */
    Collection<Entry> show(int node, long from, long to) {
        long last = shown.isEmpty() ? 0 : shown.lastKey();
        if (from > 0 && !shown.containsKey(from)) {
            throw new Found("prefix-consistency", from, "server " + node + " goes on from what nobody shows");
        }
        if (to > last) {
            extend(node, last, to);
        } else if (to > 0 && !shown.containsKey(to)) {
            throw new Found("agreement", to, "server " + node + " shows what others have passed over");
        }
        return shown.subMap(from, false, to, true).values();
    }

    private void extend(int node, long last, long to) {
        ArrayDeque<Entry> path = new ArrayDeque<>();
        long at = to;
        while (at > last) {
            Entry entry = proposed.get(at);
            if (entry == null) {
                throw new Found("integrity", at, "server " + node + " shows a transaction that was never logged");
            }
            path.addFirst(entry);
            at = entry.previous;
        }
        if (at != last) {
            throw new Found("total-order", to, "server " + node + " shows another order than " + Zxid.format(last));
        }
        for (Entry entry : path) {
            Optional<Membership> next = entry.reconfigures();
            if (next.isPresent()) {
                // Nobody knew which of the two would count.
                prove(entry.zxid, electorate.during(next.get()));
                electorate.become(next.get());
            }
        }
        prove(to, electorate.quorum());
        path.forEach(this::add);
    }

    private void add(Entry entry) {
        shown.put(entry.zxid, entry);
        boolean once = entry.origin == null
                || done.computeIfAbsent(entry.session(), id -> new TreeSet<>()).add(entry.cxid());
        if (!once) {
            throw new Found("integrity", entry.zxid, "one request became two transactions");
        }
        if (ended.contains(entry.session()) && isEffect(entry.logged.txn())) {
            throw new Found("sessions", entry.zxid, "a session that had ended wrote");
        }
        if (entry.logged.txn() instanceof Txn.CloseSession) {
            ended.add(entry.session());
        }
    }

    private static boolean isEffect(Txn txn) {
        return !(txn instanceof Txn.Failed)
                && !(txn instanceof Txn.CloseSession)
                && !(txn instanceof Txn.Multi multi && multi.isRefused());
    }

    private void prove(long zxid, QuorumVerifier quorum) {
        List<Integer> have = servers.entrySet().stream()
                .filter(server -> server.getValue().isOnDisk(zxid))
                .map(Map.Entry::getKey)
                .toList();
        if (!quorum.isQuorum(id -> have.contains((int) id))) {
            throw new Found(
                    "durability",
                    zxid,
                    "shown while on the disks of " + have + " only, of " + Arrays.toString(quorum.voters()));
        }
    }

    /** Whether all servers but one have everything that anybody has, as far as they vote, or may. */
    public boolean isSafeWithout(int id) {
        long newest = proposed.isEmpty() ? 0 : proposed.lastKey();
        return Arrays.stream(mayVote())
                .allMatch(voter -> voter == id || ledger(voter).isOnDisk(newest));
    }

    /** Those who vote, or will if a proposal is decided that nobody was shown yet. */
    private long[] mayVote() {
        long last = shown.isEmpty() ? 0 : shown.lastKey();
        return LongStream.concat(
                        Arrays.stream(electorate.quorum().voters()),
                        proposed.tailMap(last, false).values().stream()
                                .flatMap(entry -> entry.reconfigures().stream())
                                .flatMapToLong(
                                        next -> Arrays.stream(next.quorum().voters())))
                .distinct()
                .toArray();
    }

    private Ledger ledger(long id) {
        Ledger ledger = servers.get((int) id);
        if (ledger == null) {
            throw new IllegalArgumentException("no server " + id);
        }
        return ledger;
    }

    /** A single server has lost what a crash took. */
    void forgetAfter(long zxid) {
        proposed.tailMap(zxid, false).clear();
        if (!shown.isEmpty() && shown.lastKey() > zxid) {
            throw new Found("durability", zxid, "recovered only up to " + zxid + " although more was shown");
        }
        closing.clear();
        closing.addAll(ended);
    }

    /** Whether somebody has proposed to end the session. */
    boolean isClosing(long session) {
        return closing.contains(session);
    }

    /** Whether the end of the session has been shown. */
    boolean hasEnded(long session) {
        return ended.contains(session);
    }

    /** The timeout with which a session was created, in ms. */
    @Nullable
    Integer createdWithMs(long session) {
        return timeouts.get(session);
    }
}
