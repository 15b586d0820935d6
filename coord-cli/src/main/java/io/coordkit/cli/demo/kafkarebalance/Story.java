package io.coordkit.cli.demo.kafkarebalance;

import io.coordkit.cli.demo.DemoContext;
import io.coordkit.cli.demo.leaderloss.LeaderLoss;
import io.coordkit.cli.demo.narration.Narrator;
import io.coordkit.cli.demo.verdict.Check;
import io.coordkit.cli.demo.verdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import org.apache.curator.framework.CuratorFramework;

/** What happens in this demo, step by step. */
final class Story {

    private static final String VICTIM = "c2";

    /** Each partition moves on by this much after a change, so that there is something to lose. */
    private static final long RECORDS_PER_ACT = 100;

    /** What the victim shall have read and not committed when it is killed; little enough for a machine that is slow to read. */
    private static final long RECORDS_AT_STAKE = 10;

    private static final Duration READ_AT_MOST = Duration.ofSeconds(30);

    /** On top of three session timeouts: processes start and rebalance, perhaps on a busy machine. */
    private static final Duration SETTLE_GRACE = Duration.ofSeconds(10);

    private final DemoContext context;
    private final Narrator narrator;
    private final LeaderLoss leaderLoss;
    private final CuratorFramework client;
    private final Brokers brokers;
    private final ConsumerGroup group;
    private final TreeWatch tree;
    private final List<Settlement> settlements = new ArrayList<>();
    private final List<Look> aroundBroker = new ArrayList<>();
    private Map<Integer, Long> written = Map.of();
    private Duration session = Duration.ZERO;
    private Duration takeover = Duration.ZERO;

    Story(DemoContext context, CuratorFramework client, Brokers brokers, ConsumerGroup group, TreeWatch tree) {
        this.context = context;
        this.narrator = context.narrator();
        this.leaderLoss = new LeaderLoss(context);
        this.client = client;
        this.brokers = brokers;
        this.group = group;
        this.tree = tree;
    }

    Verdict tell() throws Exception {
        startBrokers();
        startConsumers();
        killOne();
        joinAndLeave();
        ensembleLosesLeader();
        brokerLeaves();
        everybodyLeaves();
        return verdict();
    }

    private void startBrokers() throws Exception {
        narrator.say(
                "A Kafka cluster keeps what all must agree on in znodes. A broker is alive as long as its ephemeral "
                        + "znode /brokers/ids/ID is there: it vanishes with the broker's session.");
        narrator.step("Three brokers register", () -> {
            brokers.register(List.of(1, 2, 3))
                    .forEach((id, epoch) -> narrator.saw("broker " + id, "registered, its epoch is " + epoch));
            return "all three are children of /brokers/ids";
        });
        narrator.step("Create a topic of 12 partitions", () -> {
            brokers.createTopic(client);
            return "/brokers/topics/" + Topic.NAME + " says which brokers hold which partition";
        });
    }

    private void startConsumers() throws Exception {
        narrator.say(
                "The group '" + Topic.GROUP + "' reads the topic. A partition has one reader at a time: the consumer "
                        + "that made the ephemeral znode /consumers/" + Topic.GROUP + "/owners/" + Topic.NAME
                        + "/PARTITION. No coordinator hands out partitions: everybody watches the list of members and computes the "
                        + "same shares from it. The rows show who owns which partition.");
        change("Consumer c1 joins the group", "c1 joined", () -> session = group.join("c1"));
        narrator.say("Each consumer commits once a second how far it has read, to /consumers/" + Topic.GROUP
                + "/offsets/" + Topic.NAME
                + "/PARTITION, and once more before it gives a partition up. The next owner goes on there.");
        change("c2 and c3 join, each a process of its own", "c2 and c3 joined", () -> group.join("c2", "c3"));
    }

    private void killOne() throws Exception {
        SortedMap<Integer, Long> committed = new TreeMap<>();
        long[] diedAt = {0};
        narrator.say(
                "Now a crash. " + VICTIM + " is killed between two commits: nobody can know what it read since the "
                        + "last one, so the next owners will read that again. Kafka calls this 'at least once'.");
        narrator.step("Kill " + VICTIM + " with -9", () -> {
            context.await(VICTIM + " has read on after a commit", READ_AT_MOST, this::somethingIsAtStake);
            diedAt[0] = group.kill(VICTIM);
            return VICTIM + " is dead, but partitions " + Topic.text(tree.look().ownedBy(VICTIM))
                    + " still carry its name: its session has " + seconds(session) + " to live";
        });
        Settlement settled = change(
                "Wait until its session is over and others take its share",
                VICTIM + " was killed",
                () -> context.await("the session of " + VICTIM + " ends", settleAtMost(), () -> {
                    Look look = tree.look();
                    SortedSet<Integer> held = look.ownedBy(VICTIM);
                    held.forEach(partition -> committed.put(partition, look.committed(partition)));
                    return held.isEmpty();
                }));
        takeover = Duration.ofNanos(settled.look().untilNanos() - diedAt[0]);
        group.died(VICTIM, diedAt[0], committed);
        narrator.say(VICTIM + " had read " + History.of(group.events()).readAfterLastCommit()
                + " records after its last commit; their new owners read them again.");
    }

    private boolean somethingIsAtStake() {
        Look look = tree.look();
        SortedSet<Integer> held = look.ownedBy(VICTIM);
        Map<Integer, Long> read = group.nextOffsets();
        return !held.isEmpty()
                && held.stream().allMatch(p -> read.getOrDefault(p, 0L) - look.committed(p) >= RECORDS_AT_STAKE);
    }

    private void joinAndLeave() throws Exception {
        change("c4 joins", "c4 joined", () -> group.join("c4"));
        narrator.say(
                "A consumer that leaves in good order commits and removes its znodes itself. Nobody has to wait for a "
                        + "session to end, and nothing is read twice.");
        change("c1 leaves", "c1 left", () -> group.leave("c1"));
    }

    /** The group keeps its sessions, and so its shares: everybody reads on as before. */
    private void ensembleLosesLeader() throws Exception {
        leaderLoss.play();
        if (!leaderLoss.checks().isEmpty()) {
            change("See that the group has kept its shares", "the ensemble lost its leader", () -> {});
        }
    }

    private void brokerLeaves() throws Exception {
        narrator.step("Broker 3 leaves", () -> {
            Look before = tree.look();
            brokers.leave(3);
            context.await(
                    "broker 3 is gone",
                    settleAtMost(),
                    () -> tree.look().brokers().size() == 2);
            readOn();
            aroundBroker.addAll(List.of(before, tree.look()));
            return "its znode is gone; the consumers looked again: "
                    + aroundBroker.get(1).ownersText();
        });
    }

    private void everybodyLeaves() throws Exception {
        written = brokers.stopWriting();
        narrator.step("The last consumers leave", () -> {
            context.await(
                    "everything that was written is read",
                    READ_AT_MOST,
                    () -> written.isEmpty() || group.nextOffsets().equals(written));
            for (String name : group.alive()) {
                group.leave(name);
            }
            Look end = tree.look();
            return end.members().size() + " members and " + end.owners().size() + " owners are left, and "
                    + end.offsets().size() + " offsets for the next one who joins";
        });
    }

    /** What changes the group. */
    private interface Act {
        void perform() throws Exception;
    }

    /** Lets something happen, waits until the group is quiet, keeps what it looks like then, and lets everybody read. */
    private Settlement change(String title, String what, Act act) throws Exception {
        narrator.step(title, () -> {
            act.perform();
            Settlement settled = settle(what);
            settlements.add(settled);
            if (!settled.isRight()) {
                return "the group did not settle: " + settled.faults().get(0);
            }
            readOn();
            return String.join(", ", settled.alive()) + ": " + settled.look().shares(settled.alive()) + " partitions; "
                    + recordsRead() + " records read so far";
        });
        return settlements.get(settlements.size() - 1);
    }

    /** When the group does not settle in time, its state is kept as it is: a check will say what is wrong with it. */
    private Settlement settle(String what) throws Exception {
        try {
            context.await(
                    "the group is quiet", settleAtMost(), () -> settlement(what).isRight());
        } catch (TimeoutException notRight) {
            return settlement(what);
        }
        return settlement(what);
    }

    private Settlement settlement(String what) {
        return new Settlement(what, group.alive(), tree.look(), group.reading());
    }

    private void readOn() throws Exception {
        Map<Integer, Long> before = group.nextOffsets();
        context.await("every partition is read on", READ_AT_MOST, () -> {
            Map<Integer, Long> now = group.nextOffsets();
            return now.size() == Topic.PARTITIONS
                    && now.keySet().stream()
                            .allMatch(p -> now.getOrDefault(p, 0L) - before.getOrDefault(p, 0L) >= RECORDS_PER_ACT);
        });
    }

    private long recordsRead() {
        return group.nextOffsets().values().stream().mapToLong(Long::longValue).sum();
    }

    /** The server ends sessions at its own ticks, and clients ask for what they missed. */
    private Duration settleAtMost() {
        return session.multipliedBy(3).plus(SETTLE_GRACE);
    }

    private Verdict verdict() {
        History history = History.of(group.events());
        List<Check> checks = new ArrayList<>();
        checks.add(OwnershipChecks.oneOwnerEach(settlements));
        checks.add(OwnershipChecks.oneReader(history));
        checks.add(OwnershipChecks.readersAreOwners(history, tree.looks()));
        checks.add(OffsetChecks.takeovers(history));
        checks.add(OffsetChecks.nothingSkipped(history, tree.look().offsets()));
        checks.add(OffsetChecks.readAgain(history));
        if (!written.isEmpty()) {
            checks.add(OffsetChecks.attributedOnce(history, written));
        }
        checks.add(Check.atMost("the dead consumer's share was taken over in time", settleAtMost(), takeover));
        checks.add(OwnershipChecks.brokerLeft(List.of(1, 2, 3), List.of(1, 2), aroundBroker));
        return new Verdict(KafkaRebalanceDemo.NAME, checks).and(leaderLoss.checks());
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }
}
