package io.coordkit.core.election;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.quorum.Member;
import io.coordkit.core.quorum.MemberSyntaxException;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.wire.MalformedRecordException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Elections among machines that are joined by a network in memory, with delays drawn from a seed. */
class ElectionTest {
    private final Cluster cluster = new Cluster(1);

    @Test
    void theLargestIdWinsAmongEqualHistories() {
        cluster.voters(1, 2, 3);
        cluster.lookAll();
        cluster.run(2_000);
        cluster.assertLeader(3, 1, 2, 3);
    }

    @Test
    void aNewerHistoryBeatsALargerId() {
        cluster.voters(1, 2, 3);
        cluster.look(1, 10, 1);
        cluster.look(2, 9, 1);
        cluster.look(3, 9, 1);
        cluster.run(2_000);
        cluster.assertLeader(1, 1, 2, 3);
    }

    @Test
    void aNewerEpochBeatsALargerZxid() {
        cluster.voters(1, 2, 3);
        cluster.look(1, 1, 2);
        cluster.look(2, 99, 1);
        cluster.look(3, 99, 1);
        cluster.run(2_000);
        cluster.assertLeader(1, 1, 2, 3);
    }

    @Test
    void theBestOfTheRestWinsWhenTheBestIsDead() {
        // Servers 1 to 5 with zxids 10, 10, 9, 9, 8; server 1, which led, dies.
        cluster.voters(1, 2, 3, 4, 5);
        cluster.kill(1);
        cluster.look(2, 10, 1);
        cluster.look(3, 9, 1);
        cluster.look(4, 9, 1);
        cluster.look(5, 8, 1);
        cluster.run(2_000);
        cluster.assertLeader(2, 2, 3, 4, 5);
    }

    @Test
    void aMinorityFindsNobody() {
        cluster.voters(1, 2, 3, 4, 5);
        cluster.look(1, 1, 1);
        cluster.look(2, 1, 1);
        cluster.run(200_000);
        assertThat(cluster.machine(1).state()).isEqualTo(ServerState.LOOKING);
        assertThat(cluster.machine(2).state()).isEqualTo(ServerState.LOOKING);
    }

    @Test
    void aLateServerJoinsTheLeaderThatIsThereEvenIfItIsBetter() {
        cluster.voters(1, 2, 3);
        cluster.look(1, 5, 1);
        cluster.look(2, 5, 1);
        cluster.run(2_000);
        cluster.assertLeader(2, 1, 2);
        cluster.machine(1).established(2);
        cluster.machine(2).established(2);
        cluster.look(3, 7, 1);
        cluster.run(2_000);
        cluster.assertLeader(2, 1, 2, 3);
        assertThat(cluster.machine(3).vote().peerEpoch()).isEqualTo(2);
    }

    /** That is the round of a leader of the reference that was appointed by another one. */
    @Test
    void takesPartAgainAfterALeaderWithoutARound() {
        cluster.voters(1, 2, 3);
        Election machine = cluster.machine(1);
        machine.look(5, 1, 0);
        Vote vote = new Vote(3, 5, 2);
        machine.onNotification(2, new Notification(ServerState.FOLLOWING, vote, -1, Notification.VERSION, ""), 1);
        machine.onNotification(3, new Notification(ServerState.LEADING, vote, -1, Notification.VERSION, ""), 1);
        assertThat(machine.state()).isEqualTo(ServerState.FOLLOWING);
        machine.look(5, 1, 2);
        machine.onNotification(2, new Notification(ServerState.LOOKING, vote, 4, Notification.VERSION, ""), 3);
        assertThat(machine.round()).isEqualTo(4);
    }

    @Test
    void anObserverLearnsWhoLeadsAndDoesNotCount() {
        cluster.voters(1, 2);
        cluster.observer(9);
        cluster.look(9, 100, 100);
        cluster.look(1, 1, 1);
        cluster.run(5_000);
        assertThat(cluster.machine(1).state()).isEqualTo(ServerState.LOOKING);
        cluster.look(2, 1, 1);
        cluster.run(200_000);
        cluster.assertLeader(2, 1, 2);
        assertThat(cluster.machine(9).state()).isEqualTo(ServerState.OBSERVING);
        assertThat(cluster.machine(9).vote().leader()).isEqualTo(2);
    }

    @Test
    void aServerThatDoesNotKnowItsHistoryIsNotElected() {
        cluster.voters(1, 2, 3);
        cluster.look(1, 0, 0);
        cluster.look(2, 0, 0);
        cluster.look(3, -1, 0);
        cluster.run(2_000);
        cluster.assertLeader(2, 1, 2);
    }

    @Test
    void aServerOfWeightZeroNeverLeads() throws MemberSyntaxException {
        Membership membership = Membership.parse("""
                server.1=a:2888:3888
                server.2=b:2888:3888
                server.3=c:2888:3888
                group.1=1:2:3
                weight.1=1
                weight.2=1
                weight.3=0
                """);
        cluster.join(membership, 1, 2, 3);
        cluster.look(1, 1, 1);
        cluster.look(2, 1, 1);
        cluster.look(3, 50, 1);
        cluster.run(5_000);
        cluster.assertLeader(2, 1, 2);
    }

    /**
     * With lost messages two servers may believe in different leaders for a while; the phase after the election finds out and
     * they look again, as they do here.
     */
    @Test
    void everyClusterSettlesOnOneLeader() {
        for (long seed = 1; seed <= 500; seed++) {
            Random random = new Random(seed);
            Cluster some = new Cluster(seed);
            long[] ids = LongStream.rangeClosed(1, 3 + 2 * random.nextInt(3)).toArray();
            some.voters(ids);
            some.lossPercent = random.nextInt(30);
            for (long id : ids) {
                some.run(random.nextInt(400));
                some.look(id, random.nextInt(5), random.nextInt(2));
            }
            some.run(5_000);
            some.lossPercent = 0;
            for (int i = 0; i < 20 && some.lookAgain(random) > 0; i++) {
                some.run(5_000);
            }
            long leader = some.machine(1).vote().leader();
            assertThat(some.machine(leader).state()).as("seed %d", seed).isEqualTo(ServerState.LEADING);
            for (long id : ids) {
                assertThat(some.machine(id).vote().leader())
                        .as("seed %d server %d", seed, id)
                        .isEqualTo(leader);
            }
        }
    }

    /** Machines and the messages between them. */
    private static final class Cluster {
        private final Random random;
        private final Map<Long, Election> machines = new TreeMap<>();
        private final PriorityQueue<Letter> network =
                new PriorityQueue<>(Comparator.comparingLong(Letter::atMs).thenComparingLong(Letter::number));
        private final List<Long> dead = new ArrayList<>();
        private final List<Member> members = new ArrayList<>();
        private int lossPercent;
        private long nowMs;
        private long letters;

        private record Letter(long atMs, long number, long from, long to, byte[] bytes) {}

        Cluster(long seed) {
            this.random = new Random(seed);
        }

        void voters(long... ids) {
            for (long id : ids) {
                members.add(member(id, false));
            }
            join(Membership.of(members, 0), ids);
        }

        void observer(long id) {
            List<Member> all = new ArrayList<>(members);
            all.add(member(id, true));
            join(Membership.of(all, 0), id);
        }

        void join(Membership membership, long... ids) {
            for (long id : ids) {
                machines.put(
                        id,
                        new Election(id, membership, ElectionTimes.DEFAULT, (to, message) -> post(id, to, message)));
            }
        }

        void kill(long id) {
            dead.add(id);
        }

        void lookAll() {
            machines.keySet().forEach(id -> look(id, 0, 0));
        }

        void look(long id, long zxid, long epoch) {
            machine(id).look(zxid, epoch, nowMs);
        }

        /** Lets those look again whose leader does not lead, or who lead too few; returns how many. */
        int lookAgain(Random random) {
            int count = 0;
            for (Map.Entry<Long, Election> entry : machines.entrySet()) {
                Election machine = entry.getValue();
                long leader = machine.vote().leader();
                boolean led = machine.state() != ServerState.LOOKING
                        && machines.get(leader).state() == ServerState.LEADING
                        && machines.values().stream()
                                        .filter(other -> other.vote().leader() == leader)
                                        .count()
                                > machines.size() / 2;
                if (!led) {
                    look(entry.getKey(), random.nextInt(5), 1);
                    count++;
                }
            }
            return count;
        }

        Election machine(long id) {
            return machines.get(id);
        }

        void run(long durationMs) {
            long end = nowMs + durationMs;
            while (true) {
                long next = network.isEmpty() ? Long.MAX_VALUE : network.peek().atMs();
                for (Election machine : machines.values()) {
                    next = Math.min(next, machine.deadlineMs());
                }
                if (next > end) {
                    nowMs = end;
                    return;
                }
                nowMs = Math.max(nowMs, next);
                deliverDue();
                machines.forEach((id, machine) -> {
                    if (!dead.contains(id)) {
                        machine.onTime(nowMs);
                    }
                });
            }
        }

        void assertLeader(long leader, long... servers) {
            for (long id : servers) {
                assertThat(machine(id).vote().leader()).as("leader of %d", id).isEqualTo(leader);
                assertThat(machine(id).state())
                        .as("state of %d", id)
                        .isEqualTo(id == leader ? ServerState.LEADING : ServerState.FOLLOWING);
            }
        }

        private void post(long from, long to, Notification message) {
            if (random.nextInt(100) >= lossPercent) {
                network.add(new Letter(nowMs + 1 + random.nextInt(50), letters++, from, to, message.toBytes()));
            }
        }

        private void deliverDue() {
            while (!network.isEmpty() && network.peek().atMs() <= nowMs) {
                Letter letter = network.poll();
                Election to = machines.get(letter.to());
                if (to == null || dead.contains(letter.to()) || dead.contains(letter.from())) {
                    continue;
                }
                try {
                    to.onNotification(letter.from(), Notification.read(letter.bytes()), nowMs);
                } catch (MalformedRecordException e) {
                    throw new AssertionError(e);
                }
            }
        }

        private static Member member(long id, boolean observer) {
            return new Member(id, List.of(new Member.Address("host" + id, 2888, 3888)), observer, "");
        }
    }
}
