package io.coordkit.elector;

import io.coordkit.elector.Contender.Kind;
import io.coordkit.elector.ContenderProcess.Member;
import io.coordkit.elector.Situation.Condition;
import io.coordkit.elector.Situation.Event;
import io.coordkit.elector.Situation.Side;
import io.coordkit.elector.paths.ElectionPaths;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;

/** One election of two members of given kinds, to which one thing happens after the other, and what it left behind after each. */
final class Contest {
    private final String name;
    private final List<Event> events;
    private final Map<Side, Kind> kinds;
    private final Function<Side, ContenderProcess> processes;
    private final ElectorConfig config;
    private final ZooKeeper observer;
    private final List<String> transcript = new ArrayList<>();
    private Situation situation = Situation.NOBODY;
    private long lastChange;

    /**
     * @param name of the election, which no other has
     * @param kinds of the two members
     * @param processes where the members live at the moment
     * @param observer a client that sees the znodes
     */
    Contest(
            String name,
            List<Event> events,
            Map<Side, Kind> kinds,
            Function<Side, ContenderProcess> processes,
            ElectorConfig config,
            ZooKeeper observer) {
        this.name = name;
        this.events = events;
        this.kinds = kinds;
        this.processes = processes;
        this.config = config;
        this.observer = observer;
    }

    /** What happened, and after each event the znodes in the order in which they were changed, and what the members were told so far. */
    List<String> transcript() {
        return transcript;
    }

    /** What the log holds of this election until the last event had its effects; who is closed first is of no interest. */
    List<String> changes(Map<String, List<ElectionLog.Entry>> log) {
        return log.getOrDefault(name, List.of()).stream()
                .filter(change -> change.zxid() <= lastChange)
                .map(ElectionLog.Entry::text)
                .toList();
    }

    /** Lets the event happen, unless it has happened to the whole process already, and waits until everybody has done what follows. */
    void play(int step) throws Exception {
        Event event = events.get(step);
        Member member = member(event.side());
        int before = member.calls().size();
        if (event.happening() == Happening.FREEZE) {
            end(member);
        } else if (!event.whole()) {
            happen(event, member);
        }
        situation = situation.after(event);
        boolean heard = situation.of(event.side()) == Condition.UP;
        Await.until(this + " after " + event, () -> (!heard || member.calls().size() > before) && settled());
        transcript.add(event + " " + znodes()
                + Stream.of(Side.values()).map(this::told).toList());
    }

    private void happen(Event event, Member member) throws Exception {
        ContenderProcess process = processes.apply(event.side());
        switch (event.happening()) {
            case START -> process.command("start", name, kinds.get(event.side()).name());
            case CRASH -> {
                process.command("drop", name);
                end(member);
            }
            case EXPIRE -> {
                process.command("hold", name);
                end(member);
                Await.until(this + ": notices", () -> member.last().equals("neutral"));
                Side other = event.side().other();
                if (situation.of(other) == Condition.UP) {
                    Await.until(this + ": the other", () -> member(other).last().equals("active"));
                }
                process.command("release", name);
            }
            default -> throw new IllegalStateException(event.toString());
        }
    }

    /** Ends what is still there. */
    void close() throws Exception {
        for (Side side : Side.values()) {
            if (situation.of(side) != Condition.DOWN) {
                processes.apply(side).command("close", name);
            }
        }
    }

    private void end(Member member) throws Exception {
        Sessions.end(config.connectString(), member.session());
    }

    private Member member(Side side) {
        return processes.apply(side).member(name);
    }

    private String told(Side side) {
        return " " + side + " was told " + member(side).calls();
    }

    private boolean settled() throws Exception {
        return Stream.of(Side.values()).allMatch(this::settled) && lockIsAsItShould();
    }

    private boolean settled(Side side) {
        boolean active = situation.active().filter(each -> each == side).isPresent();
        return situation.of(side) != Condition.UP || member(side).last().equals(active ? "active" : "standby");
    }

    private boolean lockIsAsItShould() throws Exception {
        Stat lock = observer.exists(config.paths().lock(), false);
        return situation.active().isPresent()
                ? lock != null
                        && lock.getEphemeralOwner()
                                == member(situation.active().get()).session().number()
                : lock == null;
    }

    private record Znode(long changed, String text) {}

    private List<String> znodes() throws Exception {
        List<Znode> all = new ArrayList<>();
        collect(ElectionPaths.yarn(name).parent(), all);
        lastChange = all.stream().mapToLong(Znode::changed).max().orElseThrow();
        return all.stream()
                .sorted(Comparator.comparingLong(Znode::changed))
                .map(Znode::text)
                .toList();
    }

    private void collect(String path, List<Znode> all) throws KeeperException, InterruptedException {
        Stat stat = new Stat();
        byte[] data = observer.getData(path, false, stat);
        List<ACL> acl = observer.getACL(path, new Stat());
        all.add(new Znode(
                stat.getMzxid(),
                "%s '%s' %s versions %d %d %d %s"
                        .formatted(
                                path.substring(ElectionPaths.yarn(name).parent().length()),
                                new String(data, StandardCharsets.UTF_8),
                                acl,
                                stat.getVersion(),
                                stat.getCversion(),
                                stat.getAversion(),
                                stat.getEphemeralOwner() == 0 ? "persistent" : "ephemeral")));
        for (String child : observer.getChildren(path, false)) {
            collect(path + "/" + child, all);
        }
    }

    @Override
    public String toString() {
        return kinds + " " + events;
    }
}
