package io.coordkit.core.harness;

import io.coordkit.core.peer.PacketDecoder;
import io.coordkit.core.peer.PacketSink;
import io.coordkit.core.peer.QuorumPacket;
import io.coordkit.core.quorum.Member;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.replica.Input;
import io.coordkit.core.replica.WriteChecks;
import io.coordkit.core.session.LocalSessions;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.core.zab.EnsembleConfig;
import io.coordkit.core.zab.ObserverMasterPolicy;
import io.coordkit.core.zab.Phase;
import io.coordkit.core.zab.ReconfigPolicy;
import io.coordkit.core.zab.RoleTimes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Some servers in one thread: messages arrive in order when the test lets the cluster settle, time passes when it says so. */
public final class TestCluster {
    /** Unit of time of all servers, in ms. */
    public static final int TICK_MS = 100;

    /** How long a quorum must be missing before reads are served to those who ask for no more. */
    public static final int READ_ONLY_AFTER_MS = 2000;

    private final TreeMap<Long, TestMember> members = new TreeMap<>();
    private final TreeMap<Long, Link> links = new TreeMap<>();
    private final Set<Long> isolated = new LinkedHashSet<>();
    private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
    private final Map<Long, Stranger> strangers = new HashMap<>();
    private final PeerTraffic traffic = new PeerTraffic();
    private long nowMs = 50_000;
    private long nextLink = 1;

    /** Attempts that have come before their leader listens; they are refused if it does not before time passes. */
    private final List<Attempt> early = new ArrayList<>();

    /** When each has dialled. */
    private final Map<Long, List<Long>> dials = new HashMap<>();

    private boolean proxied;
    private boolean firewalled;
    private int dropped;

    private LocalSessions localSessions = LocalSessions.NONE;
    private WriteChecks checks = WriteChecks.NONE;
    private ObserverMasterPolicy observerMasters = ObserverMasterPolicy.OFF;
    private RoleTimes roleTimes = RoleTimes.SHORTEST;

    private record Attempt(TestMember from, TestMember to) {}

    /** One link, with what has arrived at each end and is not a whole packet yet. */
    private static final class Link {
        final TestMember learner;
        final TestMember leader;
        final End atLearner;
        final End atLeader;

        Link(long id, TestMember learner, TestMember leader, PeerTraffic traffic) {
            this.learner = learner;
            this.leader = leader;
            this.atLearner = new End(id, learner, traffic);
            this.atLeader = new End(id, leader, traffic);
        }
    }

    private static final class End implements PacketSink {
        private final long link;
        private final TestMember owner;
        private final PeerTraffic traffic;
        private final PacketDecoder decoder = new PacketDecoder(TreeOptions.DEFAULT, 1 << 22);
        private byte[] rest = {};

        End(long link, TestMember owner, PeerTraffic traffic) {
            this.link = link;
            this.owner = owner;
            this.traffic = traffic;
        }

        void take(byte[] bytes) {
            byte[] all = Arrays.copyOf(rest, rest.length + bytes.length);
            System.arraycopy(bytes, 0, all, rest.length, bytes.length);
            try {
                int taken = decoder.decode(all, 0, all.length, this);
                rest = Arrays.copyOfRange(all, taken, all.length);
            } catch (MalformedRecordException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void onPacket(QuorumPacket packet) {
            traffic.onPacket(owner.id(), packet);
            if (owner.isUp()) {
                owner.step(new Input.PeerReceived(link, packet));
            }
        }

        @Override
        public void onTreeProgress() {
            owner.step(new Input.PeerProgress(link));
        }

        @Override
        public void onTree(DataTree tree) {
            owner.step(new Input.PeerSnapshot(link, tree));
        }
    }

    /** Voters with the numbers from 1, all started and settled. */
    public static TestCluster of(int voters) {
        return new TestCluster(voters, 0, EnsembleConfig.COUNTER_MAX).startAll();
    }

    /** A cluster that has not been started; observers have the numbers after the voters'. */
    public TestCluster(int voters, int observers, long counterMax) {
        Membership membership = Membership.of(lines(voters, observers), 0);
        membership
                .members()
                .forEach(member -> members.put(
                        member.id(), new TestMember(this, member.id(), membership, counterMax, ReconfigPolicy.OFF)));
    }

    private TestCluster() {}

    /**
     * A cluster whose members may change, everybody started. Those who are in nobody's configuration but their own have the numbers
     * after the others'.
     */
    public static TestCluster reconfigurable(int voters, int observers, int strangers) {
        return reconfigurable(voters, observers, strangers, ObserverMasterPolicy.OFF);
    }

    /** The same, where observers may learn from followers. */
    public static TestCluster reconfigurable(
            int voters, int observers, int strangers, ObserverMasterPolicy observerMasters) {
        TestCluster cluster = new TestCluster().withObserverMasters(observerMasters);
        List<Member> lines = lines(voters, observers);
        for (int id = 1; id <= voters + observers + strangers; id++) {
            List<Member> known = new ArrayList<>(lines);
            if (id > lines.size()) {
                known.add(line(id, false));
            }
            ReconfigPolicy policy = new ReconfigPolicy(true, 1, Optional.empty());
            Membership membership = Membership.of(known, 0);
            long counterMax = EnsembleConfig.COUNTER_MAX;
            cluster.members.put((long) id, new TestMember(cluster, id, membership, counterMax, policy));
        }
        return cluster.startAll();
    }

    private static List<Member> lines(int voters, int observers) {
        List<Member> lines = new ArrayList<>();
        for (int id = 1; id <= voters + observers; id++) {
            lines.add(line(id, id > voters));
        }
        return lines;
    }

    /** What a configuration says of a server. */
    public static Member line(long id, boolean observer) {
        Member.Address address = new Member.Address("127.0.0.1", 1000 + (int) id, 2000 + (int) id);
        return new Member(id, List.of(address), observer, "127.0.0.1:" + (3000 + id));
    }

    /** From their next start on the members keep sessions to themselves. */
    public TestCluster withLocalSessions(LocalSessions policy) {
        localSessions = policy;
        return this;
    }

    /** From their next start on observers learn from followers. */
    public TestCluster withObserverMasters(ObserverMasterPolicy policy) {
        observerMasters = policy;
        return this;
    }

    ObserverMasterPolicy observerMasters() {
        return observerMasters;
    }

    /** From their next start on the members let others wait for so long. */
    public TestCluster withRoleTimes(RoleTimes times) {
        roleTimes = times;
        return this;
    }

    RoleTimes roleTimes() {
        return roleTimes;
    }

    /** From their next start on the members check this of writes. */
    public TestCluster withChecks(WriteChecks wanted) {
        checks = wanted;
        return this;
    }

    WriteChecks checks() {
        return checks;
    }

    LocalSessions localSessions() {
        return localSessions;
    }

    /** Starts everybody and lets an election end. */
    public TestCluster startAll() {
        members.values().forEach(TestMember::start);
        settle();
        advance(500);
        return this;
    }

    /** A server by its number. */
    public TestMember member(long id) {
        TestMember member = members.get(id);
        if (member == null) {
            throw new IllegalArgumentException("no server " + id);
        }
        return member;
    }

    /** All of them. */
    public Collection<TestMember> members() {
        return members.values();
    }

    /** The established leader. */
    public TestMember leader() {
        List<TestMember> leaders = members.values().stream()
                .filter(TestMember::isUp)
                .filter(member -> member.status().leader() == member.id())
                .filter(member -> member.status().phase() == Phase.BROADCAST)
                .toList();
        if (leaders.size() != 1) {
            throw new AssertionError(leaders.size() + " leaders");
        }
        return leaders.get(0);
    }

    /** A serving follower. */
    public TestMember follower() {
        TestMember leader = leader();
        return members.values().stream()
                .filter(member ->
                        member != leader && member.isUp() && member.status().serving())
                .findFirst()
                .orElseThrow();
    }

    /** Starts a server. */
    public void start(TestMember member) {
        revive(member);
        settle();
    }

    /** A server dies; the others learn of it at once. */
    public void kill(TestMember member) {
        crash(member);
        settle();
    }

    /** Lets everything arrive that is on its way. */
    public void settle() {
        int budget = 1_000_000;
        for (Runnable next = queue.poll(); next != null; next = queue.poll()) {
            next.run();
            if (--budget == 0) {
                throw new AssertionError("the cluster does not come to rest");
            }
        }
    }

    /** Lets so many things arrive and no more. */
    public void run(int events) {
        for (int i = 0; i < events && !queue.isEmpty(); i++) {
            queue.remove().run();
        }
    }

    /** Links go through proxies: who comes too early is not refused, but taken and dropped. */
    public void setProxied(boolean now) {
        proxied = now;
    }

    /** Nobody gets through to a quorum port. */
    public void setFirewalled(boolean now) {
        firewalled = now;
    }

    /** When members have tried to reach a leader, in virtual time. */
    public List<Long> dials(TestMember from) {
        return dials.getOrDefault(from.id(), List.of());
    }

    /** How many links proxies have dropped. */
    public int dropped() {
        return dropped;
    }

    /** Time passes, and whatever arrives meanwhile waits. */
    public void pass(long ms) {
        nowMs += ms;
        refuseEarly();
        members.values().forEach(TestMember::onTime);
    }

    /** A server dies; the others will learn of it. */
    public void crash(TestMember member) {
        member.stop();
        early.removeIf(attempt -> attempt.from == member);
        breakLinks(member);
        tellUnreachable(member);
    }

    /** A learner is sent a packet as if by its leader. */
    public void sendToLearner(TestMember learner, QuorumPacket packet) {
        links.forEach((id, link) -> {
            if (link.learner == learner) {
                learner.later(new Input.PeerReceived(id, packet));
            }
        });
    }

    /** A server learns that it cannot reach another one. */
    public void miss(TestMember member, TestMember other) {
        member.later(new Input.Reachable(other.id(), false));
    }

    /** A server starts; the others will learn of it. */
    public void revive(TestMember member) {
        member.start();
        tellReachable(member);
    }

    /** Cuts a server off or lets it back; both sides will learn of it. */
    public void setIsolated(TestMember member, boolean cut) {
        if (cut && isolated.add(member.id())) {
            breakLinks(member);
            tellUnreachable(member);
        } else if (!cut && isolated.contains(member.id())) {
            isolated.remove(member.id());
            tellReachable(member);
        }
    }

    /** Time passes, in small steps, and everything arrives meanwhile. */
    public void advance(long ms) {
        for (long passed = 0; passed < ms; passed += 10) {
            nowMs += 10;
            refuseEarly();
            members.values().forEach(TestMember::onTime);
            settle();
        }
    }

    /** What the members have said to each other since they began to follow a leader. */
    public PeerTraffic traffic() {
        return traffic;
    }

    /** Virtual time. */
    public long nowMs() {
        return nowMs;
    }

    /** The same by the wall clock. */
    public long wallMs() {
        return ReplicaHarness.WALL_START_MS + nowMs;
    }

    Input.Tick tick() {
        return new Input.Tick(nowMs * 1_000_000, wallMs());
    }

    void enqueue(Runnable event) {
        queue.add(event);
    }

    boolean areConnected(long a, long b) {
        return a == b || !isolated.contains(a) && !isolated.contains(b);
    }

    void dial(TestMember from, long server) {
        TestMember to = member(server);
        dials.computeIfAbsent(from.id(), id -> new ArrayList<>()).add(nowMs);
        if (firewalled || !to.isUp() || !areConnected(from.id(), server)) {
            from.later(new Input.LeaderUnreachable(server));
        } else if (to.isListening()) {
            connect(from, to);
        } else if (proxied) {
            long id = nextLink++;
            dropped++;
            from.later(new Input.LeaderDialled(server, id));
            from.later(new Input.PeerGone(id, "reset"));
        } else {
            early.add(new Attempt(from, to));
        }
    }

    void dialMaster(TestMember from, long server) {
        TestMember to = member(server);
        if (to.isUp() && areConnected(from.id(), server) && to.isListeningForObservers()) {
            connect(from, to);
        } else {
            from.later(new Input.LeaderUnreachable(server));
        }
    }

    void opened(TestMember leader) {
        List<Attempt> hers =
                early.stream().filter(attempt -> attempt.to == leader).toList();
        early.removeAll(hers);
        hers.forEach(attempt -> connect(attempt.from, leader));
    }

    private void refuseEarly() {
        early.stream()
                .filter(attempt -> attempt.from.isUp())
                .forEach(attempt -> attempt.from.later(new Input.LeaderUnreachable(attempt.to.id())));
        early.clear();
    }

    private void connect(TestMember from, TestMember to) {
        long server = to.id();
        long id = nextLink++;
        links.put(id, new Link(id, from, to, traffic));
        to.later(new Input.LearnerConnected(id, "127.0.0.1"));
        from.later(new Input.LeaderDialled(server, id));
    }

    void send(TestMember from, long id, byte[] bytes) {
        Stranger stranger = strangers.get(id);
        if (stranger != null) {
            stranger.take(bytes);
        }
        Link link = links.get(id);
        if (link != null) {
            End to = link.learner == from ? link.atLeader : link.atLearner;
            traffic.onBytes(bytes.length);
            enqueue(() -> {
                if (links.containsKey(id) && to.owner.isUp()) {
                    to.take(bytes);
                }
            });
        }
    }

    /** Somebody who is no server of this cluster opens a link to one of them. */
    public Stranger stranger(TestMember to) {
        Stranger stranger = new Stranger(nextLink++, to);
        strangers.put(stranger.link(), stranger);
        to.step(new Input.LearnerConnected(stranger.link(), "127.0.0.1"));
        return stranger;
    }

    void close(TestMember from, long id) {
        Stranger stranger = strangers.get(id);
        if (stranger != null) {
            stranger.close();
        }
        enqueue(() -> {
            Link link = links.remove(id);
            if (link != null) {
                TestMember other = link.learner == from ? link.leader : link.learner;
                other.later(new Input.PeerGone(id, "closed by the other side"));
            }
        });
    }

    private void breakLinks(TestMember member) {
        List<Long> broken = links.keySet().stream()
                .filter(id -> links.get(id).learner == member || links.get(id).leader == member)
                .toList();
        for (long id : broken) {
            Link link = links.remove(id);
            link.learner.later(new Input.PeerGone(id, "broken"));
            link.leader.later(new Input.PeerGone(id, "broken"));
        }
    }

    private void tellReachable(TestMember member) {
        for (TestMember other : members.values()) {
            if (other != member && other.isUp() && member.isUp() && areConnected(other.id(), member.id())) {
                other.later(new Input.Reachable(member.id(), true));
                member.later(new Input.Reachable(other.id(), true));
            }
        }
    }

    private void tellUnreachable(TestMember member) {
        for (TestMember other : members.values()) {
            if (other != member) {
                other.later(new Input.Reachable(member.id(), false));
                member.later(new Input.Reachable(other.id(), false));
            }
        }
    }
}
