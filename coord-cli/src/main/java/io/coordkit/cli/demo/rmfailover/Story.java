package io.coordkit.cli.demo.rmfailover;

import io.coordkit.cli.demo.DemoContext;
import io.coordkit.cli.demo.children.Child;
import io.coordkit.cli.demo.children.ChildFailure;
import io.coordkit.cli.demo.children.Message;
import io.coordkit.cli.demo.leaderloss.LeaderLoss;
import io.coordkit.cli.demo.narration.Narrator;
import io.coordkit.cli.demo.narration.Picture.Mood;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Tells the story, plays its client, and notes what happens. */
final class Story {

    private static final int FIRST_COUNT = 8;
    private static final int SECOND_COUNT = 4;
    private static final int THIRD_COUNT = 2;

    /** So many are sent at once before the kill, and so many answers are awaited: the kill meets a write in progress. */
    private static final int BURST = 40;

    private static final int BURST_ANSWERS = 5;

    /** An unhurried client, so that a reader can keep up. */
    private static final long CLIENT_PAUSE_MS = 150;

    private final DemoContext context;
    private final Narrator narrator;
    private final LeaderLoss leaderLoss;
    private final Tree tree;
    private final Scene scene;
    private final Duration requestedSession;
    private final Duration session;
    private final Duration patience;
    private final long clusterTimestamp = System.currentTimeMillis();
    private final Ledger ledger = new Ledger(new Workload(clusterTimestamp));
    private final Child rm1;
    private final Child rm2;
    private int lastNumber;

    Story(DemoContext context, Tree tree, Duration requestedSession, LeaderLoss leaderLoss) throws Exception {
        this.context = context;
        this.leaderLoss = leaderLoss;
        this.narrator = context.narrator();
        this.tree = tree;
        this.scene = new Scene(narrator, tree);
        this.requestedSession = requestedSession;
        this.session = tree.grantedSession();
        this.patience = session.multipliedBy(3).plusSeconds(20);
        this.rm1 = start("rm1");
        this.rm2 = start("rm2");
    }

    /** Plays it from the beginning to the end. */
    Observed tell() throws Exception {
        TakeOver first = elect();
        work(rm1, first, FIRST_COUNT);
        int late = lastNumber + 1;
        long frozenNanos = freeze(first, late);
        leaderLoss.play();
        TimedTakeOver frozen = takeOverFromFrozen(frozenNanos);
        work(rm2, frozen.takeOver, SECOND_COUNT);
        Observed.LateWrite refused = thaw(frozen.takeOver, late);
        TimedTakeOver killed = kill(frozen.takeOver);
        boolean serves = work(rm1, killed.takeOver, THIRD_COUNT);
        Observed.Ending ending =
                new Observed.Ending(rm1.name(), tree.lockOwner(), tree.fenceOwner(), serves, !rm2.isAlive());
        return new Observed(takeOvers(), ledger, tree.records(), refused, frozen.after, killed.after, session, ending);
    }

    private record TimedTakeOver(TakeOver takeOver, Duration after) {}

    private TakeOver elect() throws Exception {
        narrator.say(
                "A YARN cluster has one resource manager in charge. It keeps the list of all applications that run."
                        + " A second one stands by in case the first one fails. ZooKeeper decides who is in charge, and keeps"
                        + " the list where both can reach it.");
        TakeOver[] first = new TakeOver[1];
        narrator.step("Start two resource managers, rm1 and rm2", () -> {
            rm1.await(Word.READY, patience);
            rm2.await(Word.READY, patience);
            rm1.send(Message.of(Word.JOIN));
            first[0] = TakeOver.of(rm1.name(), rm1.await(Word.ACTIVE, patience));
            scene.show("rm1", Mood.GOOD, activeIn(first[0]));
            rm2.send(Message.of(Word.JOIN));
            rm2.await(Word.STANDBY, patience);
            scene.show("rm2", Mood.IDLE, "standby");
            return "processes %d and %d; rm1 has the lock, rm2 waits for it".formatted(rm1.pid(), rm2.pid());
        });
        narrator.say(
                "The lock is a znode that belongs to rm1's session. The session lives as long as rm1 gives signs of"
                        + " life; after " + seconds(session) + " of silence the server ends it, and the lock is gone.");
        return first[0];
    }

    private long freeze(TakeOver first, int late) throws Exception {
        narrator.say(
                "Now rm1 freezes (SIGSTOP) at a bad moment: it has just made sure that it is active, and is about to"
                        + " store application " + late
                        + ". A long garbage collection or a suspended virtual machine looks like"
                        + " this. rm1 is not dead; it will go on later, and will not know that it was away.");
        long[] frozenNanos = new long[1];
        narrator.step("Freeze rm1", () -> {
            ledger.submitted(late, rm1.name(), first.epoch());
            lastNumber = late;
            rm1.send(Message.of(Word.HOLD).with(Word.NUMBER, late));
            rm1.await(Word.HOLDING, patience);
            frozenNanos[0] = System.nanoTime();
            rm1.freeze();
            scene.show("rm1", Mood.BAD, "frozen; believes that it is active in epoch " + first.epoch());
            return "rm1 stands still; its session has " + seconds(session) + " to live";
        });
        return frozenNanos[0];
    }

    private TimedTakeOver takeOverFromFrozen(long frozenNanos) throws Exception {
        TimedTakeOver[] second = new TimedTakeOver[1];
        narrator.step("Wait for rm2 to take over", () -> {
            second[0] = awaitTakeOver(rm2, frozenNanos);
            return "rm2 took over after %s with all %d applications"
                    .formatted(seconds(second[0].after), second[0].takeOver.applications());
        });
        narrator.say("Before rm2 read the list, it put up a fence: in the ACL of /rmstore/ZKRMStateRoot it gave itself"
                + " alone the right to create and delete. Every write to the list also creates and deletes a znode"
                + " there, in one transaction. So the server refuses the writes of everybody else, whatever they"
                + " believe.");
        return second[0];
    }

    private Observed.LateWrite thaw(TakeOver second, int late) throws Exception {
        narrator.say(
                "rm1 wakes up (SIGCONT). It still believes that it is active, and goes on with its write. Without the"
                        + " fence, two resource managers would now change the same list without knowing of each other.");
        Observed.LateWrite[] seen = new Observed.LateWrite[1];
        narrator.step("Thaw rm1 and let it write", () -> {
            // Not before: a process that is told to stop may still run for a moment.
            rm1.send(Message.of(Word.GO));
            rm1.thaw();
            scene.show("rm1", Mood.BUSY, "awake; goes on with application " + late);
            Message answer = rm1.await("an answer about application " + late, isAnswer(late), patience);
            boolean standby = answer.type().equals(Word.REFUSED) && awaitStandby(answer);
            scene.show("rm1", standby ? Mood.IDLE : Mood.BAD, standby ? "standby" : "not fenced");
            seen[0] = lateWrite(second, late, answer, standby);
            return standby
                    ? "the server refused the write: not allowed (" + answer.text(Word.CAUSE) + "); rm1 stands by again"
                    : "NOT refused: there are two writers";
        });
        return seen[0];
    }

    private TimedTakeOver kill(TakeOver second) throws Exception {
        narrator.say(
                "At last the active one dies for good: kill -9, in the middle of work. All that the server notices is"
                        + " silence. What rm2 has acknowledged must be there afterwards. What it had no time to acknowledge may"
                        + " be there or not; the client would ask again.");
        TimedTakeOver[] third = new TimedTakeOver[1];
        narrator.step("Kill rm2 under load and wait for rm1 to take over", () -> {
            int answered = lastNumber + BURST_ANSWERS;
            for (int i = 0; i < BURST; i++) {
                submit(rm2, second, ++lastNumber);
            }
            rm2.await("an answer about application " + answered, isAnswer(answered), patience);
            long killedNanos = System.nanoTime();
            rm2.kill();
            scene.show("rm2", Mood.BAD, "dead (kill -9)");
            third[0] = awaitTakeOver(rm1, killedNanos);
            int acknowledged =
                    ledger.entries(Ledger.Answer.ACCEPTED, Long.MAX_VALUE).size();
            return "rm1 took over after %s with %d applications; %d had been acknowledged"
                    .formatted(seconds(third[0].after), third[0].takeOver.applications(), acknowledged);
        });
        return third[0];
    }

    /** Submits some applications one by one; true if all were accepted. */
    private boolean work(Child active, TakeOver reign, int count) throws Exception {
        boolean[] all = {true};
        narrator.step("Submit %d applications to %s".formatted(count, active.name()), () -> {
            for (int i = 0; i < count; i++) {
                TimeUnit.MILLISECONDS.sleep(CLIENT_PAUSE_MS);
                int number = ++lastNumber;
                submit(active, reign, number);
                Message answer = active.await("an answer about application " + number, isAnswer(number), patience);
                all[0] &= answer.type().equals(Word.ACCEPTED);
            }
            scene.refresh();
            return all[0] ? "all acknowledged; each is stored with its first attempt to run" : "NOT all acknowledged";
        });
        return all[0];
    }

    private TimedTakeOver awaitTakeOver(Child next, long sinceNanos) throws Exception {
        context.await(next.name() + " owns the lock", patience, () -> {
            scene.refresh();
            return tree.lockOwner().equals(next.name());
        });
        TakeOver takeOver = TakeOver.of(next.name(), next.await(Word.ACTIVE, patience));
        scene.show(next.name(), Mood.GOOD, activeIn(takeOver));
        return new TimedTakeOver(takeOver, Duration.ofNanos(takeOver.activeNanos() - sinceNanos));
    }

    /** Waits until rm1 is standby after it got an answer; it may have been standby before, by its session's end. */
    private boolean awaitStandby(Message answer) throws InterruptedException {
        try {
            rm1.await(
                    "standby",
                    message -> message.type().equals(Word.STANDBY) && message.atNanos() > answer.atNanos(),
                    patience);
            return true;
        } catch (ChildFailure stillActive) {
            return false;
        }
    }

    private Observed.LateWrite lateWrite(TakeOver second, int late, Message answer, boolean standby) {
        boolean refused = answer.type().equals(Word.REFUSED);
        Optional<Message> learned = rm1.history().stream()
                .filter(message -> message.atNanos() > second.activeNanos())
                .filter(message ->
                        List.of(Word.NEUTRAL, Word.STANDBY, Word.REFUSED).contains(message.type()))
                .findFirst();
        return new Observed.LateWrite(
                late,
                refused ? answer.text(Word.ERROR) : "none",
                refused ? answer.text(Word.CAUSE) : "none",
                learned.map(message -> Duration.ofNanos(message.atNanos() - second.activeNanos()))
                        .orElse(Duration.ZERO),
                standby);
    }

    private List<TakeOver> takeOvers() {
        return Stream.of(rm1, rm2)
                .flatMap(child -> child.history().stream()
                        .filter(message -> message.type().equals(Word.ACTIVE))
                        .map(message -> TakeOver.of(child.name(), message)))
                .sorted(Comparator.comparingLong(TakeOver::activeNanos))
                .toList();
    }

    private void submit(Child to, TakeOver reign, int number) throws ChildFailure {
        ledger.submitted(number, to.name(), reign.epoch());
        to.send(Message.of(Word.SUBMIT).with(Word.NUMBER, number));
    }

    private Child start(String name) throws Exception {
        return context.children()
                .start(
                        name,
                        RmRole.class,
                        message -> heard(name, message),
                        name,
                        context.connectString(),
                        Long.toString(requestedSession.toMillis()),
                        Long.toString(clusterTimestamp));
    }

    /** On the thread that reads what a child says. */
    private void heard(String name, Message message) {
        ledger.heard(message);
        String what =
                switch (message.type()) {
                    case Word.FENCING -> "has the lock; " + message.text(Word.OLD) + " was active last, so fence it";
                    case Word.ACTIVE -> activeIn(TakeOver.of(name, message));
                    case Word.NEUTRAL -> "lost its connection, does not know who is in charge";
                    case Word.STANDBY -> "standby";
                    case Word.REFUSED -> message.text(Word.ERROR);
                    case Word.FATAL -> "out of the election: " + message.text(Word.ERROR);
                    default -> "";
                };
        if (!what.isEmpty()) {
            narrator.saw(name, what);
        }
    }

    private static Predicate<Message> isAnswer(int number) {
        List<String> answers = List.of(Word.ACCEPTED, Word.REFUSED, Word.NOT_ACTIVE);
        return message -> answers.contains(message.type()) && message.number(Word.NUMBER) == number;
    }

    private static String activeIn(TakeOver takeOver) {
        return "active in epoch %d, found %d applications".formatted(takeOver.epoch(), takeOver.applications());
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
