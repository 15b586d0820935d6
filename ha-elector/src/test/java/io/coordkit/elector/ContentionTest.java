package io.coordkit.elector;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.elector.Contender.Kind;
import io.coordkit.elector.Situation.Event;
import io.coordkit.elector.Situation.Side;
import io.coordkit.server.CoordServer;
import io.coordkit.server.config.ZooCfg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hadoop's elector and ours contend for one lock while their members start, crash, freeze, thaw and lose their sessions in every order.
 * Who is active after each event is what the model says, and znodes, callbacks and the order of changes are those of an election in which
 * both are Hadoop's.
 *
 * <p>Two processes hold the members of many elections at once: those in which the same thing happens to a whole process (a freeze, a
 * thaw, a kill) at the same step are played together.
 */
final class ContentionTest {
    /** How many successions share the two processes at a time. */
    private static final int AT_ONCE_MAX = 30;

    private static final Event START_LEFT = new Event(Side.LEFT, Happening.START, false);
    private static final Event START_RIGHT = new Event(Side.RIGHT, Happening.START, false);

    /** The first is what the others must be like. */
    private static final List<Map<Side, Kind>> KINDS = List.of(
            Map.of(Side.LEFT, Kind.HADOOPS, Side.RIGHT, Kind.HADOOPS),
            Map.of(Side.LEFT, Kind.OURS, Side.RIGHT, Kind.HADOOPS),
            Map.of(Side.LEFT, Kind.HADOOPS, Side.RIGHT, Kind.OURS));

    @TempDir
    Path directory;

    private final Map<Side, ContenderProcess> processes = new EnumMap<>(Side.class);
    private final ExecutorService players = Executors.newCachedThreadPool();
    private CoordServer server;
    private ZooKeeper observer;
    private int elections;

    @BeforeEach
    void start() throws Exception {
        server =
                CoordServer.start(ZooCfg.read(configuration(), new Properties()).config());
        observer = new ZooKeeper(server.connectString(), 40_000, event -> {});
        for (Side side : Side.values()) {
            processes.put(side, ContenderProcess.start(server.connectString(), side));
        }
    }

    /** Many members come from one address. */
    private Path configuration() throws IOException {
        String lines = "dataDir=%s%nclientPort=0%nclientPortAddress=127.0.0.1%nmaxClientCnxns=0%n";
        return Files.writeString(directory.resolve("zoo.cfg"), lines.formatted(directory.resolve("data")));
    }

    @AfterEach
    void stop() throws Exception {
        players.shutdownNow();
        assertThat(players.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        processes.values().forEach(ContenderProcess::close);
        observer.close();
        server.close();
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void whoeverItHappensToTheElectionIsAsAmongHadoopsOwn() throws Exception {
        Map<String, List<Contest>> played = new LinkedHashMap<>();
        for (List<List<Event>> alike : successions()) {
            for (int from = 0; from < alike.size(); from += AT_ONCE_MAX) {
                play(alike.subList(from, Math.min(alike.size(), from + AT_ONCE_MAX)), played);
            }
        }
        server.close();
        Map<String, List<ElectionLog.Entry>> log = ElectionLog.read(directory.resolve("data"));
        played.forEach((events, contests) -> {
            Contest hadoops = contests.get(0);
            assertThat(contests).as(events).allSatisfy(contest -> {
                assertThat(contest.transcript()).isEqualTo(hadoops.transcript());
                assertThat(contest.changes(log)).isNotEmpty().isEqualTo(hadoops.changes(log));
            });
        });
    }

    /** Every succession of events once the first has won, those together in which the same things happen to whole processes. */
    private static Iterable<List<List<Event>>> successions() {
        Situation leftLeads = Situation.NOBODY.after(START_LEFT);
        Stream<List<Event>> early = leftLeads.successions(2).stream().map(rest -> after(rest, START_LEFT));
        Stream<List<Event>> both =
                leftLeads.after(START_RIGHT).successions(2).stream().map(rest -> after(rest, START_LEFT, START_RIGHT));
        Map<List<String>, List<List<Event>>> alike = new LinkedHashMap<>();
        Stream.concat(early, both).forEach(events -> alike.computeIfAbsent(
                        events.stream()
                                .map(event -> event.whole() ? event.toString() : "")
                                .toList(),
                        key -> new ArrayList<>())
                .add(events));
        return alike.values();
    }

    private static List<Event> after(List<Event> rest, Event... first) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }

    private void play(List<List<Event>> alike, Map<String, List<Contest>> played) throws Exception {
        List<Contest> contests = new ArrayList<>();
        for (List<Event> events : alike) {
            List<Contest> same =
                    KINDS.stream().map(kinds -> contest(events, kinds)).toList();
            contests.addAll(same);
            played.put(events.toString(), same);
        }
        List<Event> events = alike.get(0);
        for (int step = 0; step < events.size(); step++) {
            happenToAll(events.get(step));
            int now = step;
            each(contests, contest -> contest.play(now));
        }
        for (ContenderProcess process : processes.values()) {
            process.thaw();
        }
        each(contests, Contest::close);
    }

    private Contest contest(List<Event> events, Map<Side, Kind> kinds) {
        String name = "election-" + elections++;
        return new Contest(
                name, events, kinds, processes::get, ContenderProgram.config(server.connectString(), name), observer);
    }

    private void happenToAll(Event event) throws Exception {
        ContenderProcess process = processes.get(event.side());
        if (!event.whole()) {
            return;
        }
        switch (event.happening()) {
            case FREEZE -> process.freeze();
            case THAW -> process.thaw();
            default -> {
                process.close();
                processes.put(event.side(), process.successor());
            }
        }
    }

    private interface Play {
        void run(Contest contest) throws Exception;
    }

    private void each(List<Contest> contests, Play play) throws InterruptedException, ExecutionException {
        List<Future<?>> running = new ArrayList<>();
        for (Contest contest : contests) {
            running.add(players.submit(() -> {
                play.run(contest);
                return contest;
            }));
        }
        for (Future<?> each : running) {
            each.get();
        }
    }
}
