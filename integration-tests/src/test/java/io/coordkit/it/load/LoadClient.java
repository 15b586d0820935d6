package io.coordkit.it.load;

import io.coordkit.it.history.Answer;
import io.coordkit.it.history.Call;
import io.coordkit.it.history.Moment;
import io.coordkit.it.history.SessionLog;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Sessions that do random calls and go on with whichever server answers. Used by one thread at a time; the count of
 * acknowledged writes may be read by any.
 */
final class LoadClient {

    private static final int LONG_SESSION_MS = 30_000;
    private static final int SHORT_SESSION_MS = 4_000;
    private static final int LONGEST_BURST = 12;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long PAUSE_AFTER_LOSS_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

    private final String name;
    private final Habit habit;
    private final List<InetSocketAddress> servers;
    private final Random random;
    private final List<RecordedSession> sessions = new ArrayList<>();
    private final Map<String, Integer> versions = new HashMap<>();
    private Optional<RecordedSession> current = Optional.empty();
    private int lastData;
    private volatile int acknowledged;
    private volatile boolean stopped;
    private volatile boolean paused;
    private volatile boolean idle;

    LoadClient(String name, Habit habit, List<InetSocketAddress> servers, long seed) {
        this.name = name;
        this.habit = habit;
        this.servers = List.copyOf(servers);
        this.random = new Random(seed);
    }

    /** Makes what the others count on, on an ensemble that serves. */
    void furnish() {
        while (!stopped && !isConnected()) {
            connect();
        }
        for (String path : Places.furniture()) {
            Answer answer = current.orElseThrow()
                    .call(new Call.Create(path, data(), false, false))
                    .orElseThrow(() -> new AssertionError("lost the server while making " + path));
            if (answer instanceof Answer.Refused) {
                throw new AssertionError(path + ": " + answer);
            }
        }
    }

    void run() {
        while (!stopped) {
            idle = paused;
            if (idle) {
                LockSupport.parkNanos(PAUSE_NANOS);
            } else if (!isConnected()) {
                connect();
            } else {
                act(current.orElseThrow());
            }
        }
    }

    /** Lets {@link #run} be idle after the present call, or go on. */
    void pause(boolean pause) {
        paused = pause;
    }

    /** Whether it does nothing because of {@link #pause}. */
    boolean isIdle() {
        return idle;
    }

    /** Lets {@link #run} end after the present call. */
    void stop() {
        stopped = true;
    }

    int acknowledged() {
        return acknowledged;
    }

    String name() {
        return name;
    }

    boolean isFaithful() {
        return habit == Habit.FAITHFUL;
    }

    List<SessionLog> logs() {
        return sessions.stream().map(RecordedSession::log).toList();
    }

    /** The paths of ephemerals whose sessions have ended, or will because nobody leads them any more. */
    List<String> doomedEphemerals() {
        var doomed = new ArrayList<String>();
        for (RecordedSession session : sessions) {
            if (current.isEmpty() || current.get() != session) {
                doomed.addAll(ephemerals(session.log()));
            }
        }
        return doomed;
    }

    private static List<String> ephemerals(SessionLog log) {
        return log.moments().stream()
                .flatMap(moment -> moment instanceof Moment.Answered answered
                        ? Stream.of(answered.call())
                        : moment instanceof Moment.Lost lost ? Stream.of(lost.call()) : Stream.empty())
                .filter(call -> call instanceof Call.Create create && create.ephemeral())
                .map(call -> ((Call.Create) call).path())
                .toList();
    }

    /**
     * After {@link #run} has ended: proves that the session is alive, or learns that it is not. A short session is closed,
     * so that what is left does not end while somebody looks at it.
     */
    void settle(Duration patience) {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (current.isPresent()) {
            RecordedSession session = current.get();
            Call call = session.timeoutMs() <= SHORT_SESSION_MS ? new Call.Close() : new Call.Sync();
            if (session.isConnected() && session.call(call).isPresent()) {
                current = call instanceof Call.Close ? Optional.empty() : current;
                return;
            }
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new AssertionError(name + " finds no server that takes its session");
            }
            connect();
        }
    }

    private boolean isConnected() {
        return current.isPresent() && current.get().isConnected();
    }

    private void connect() {
        InetSocketAddress server = servers.get(random.nextInt(servers.size()));
        if (current.isPresent()) {
            current.get().reconnect(server);
            if (current.get().isExpired()) {
                current = Optional.empty();
            }
        } else {
            int timeoutMs = isFaithful() || random.nextInt(3) > 0 ? LONG_SESSION_MS : SHORT_SESSION_MS;
            current = RecordedSession.open(name, server, timeoutMs);
            current.ifPresent(sessions::add);
        }
        if (!isConnected()) {
            LockSupport.parkNanos(random.nextLong(PAUSE_AFTER_LOSS_NANOS));
        }
    }

    private void act(RecordedSession session) {
        List<Call> calls = choose(session);
        List<Answer> answers = session.callAll(calls);
        for (int i = 0; i < answers.size(); i++) {
            note(calls.get(i), answers.get(i));
        }
        if (!answers.isEmpty() && calls.get(0) instanceof Call.Close) {
            session.abandon();
            current = Optional.empty();
        }
        LockSupport.parkNanos(random.nextLong(PAUSE_NANOS));
    }

    private void note(Call call, Answer answer) {
        boolean done = !(answer instanceof Answer.Refused);
        if (done && !call.writes().isEmpty()) {
            acknowledged++;
        }
        if (answer instanceof Answer.Changed changed && call instanceof Call.SetData set) {
            versions.put(set.path(), changed.version());
        } else if (answer instanceof Answer.Seen seen && call instanceof Call.Read read) {
            versions.put(read.path(), seen.znode().version());
        }
    }

    private List<Call> choose(RecordedSession session) {
        int dice = random.nextInt(400);
        if (dice == 0 && !isFaithful()) {
            return List.of(new Call.Close());
        } else if (dice <= 2 && !isFaithful() && session.timeoutMs() <= SHORT_SESSION_MS) {
            session.abandon();
            current = Optional.empty();
            return List.of();
        } else if (dice == 3) {
            session.abandon();
            return List.of();
        } else if (dice < 20) {
            return burst();
        } else if (dice < 60) {
            return List.of(new Call.Sync(), new Call.Read(register(), false));
        }
        return List.of(one(random.nextInt(100)));
    }

    private List<Call> burst() {
        int length = 2 + random.nextInt(LONGEST_BURST - 1);
        var calls = new ArrayList<Call>();
        for (int i = 0; i < length; i++) {
            calls.add(one(random.nextInt(100)));
        }
        return calls;
    }

    private Call one(int dice) {
        if (dice < 25) {
            return new Call.SetData(register(), data(), -1);
        } else if (dice < 32) {
            String path = register();
            return new Call.SetData(path, data(), versions.getOrDefault(path, 0));
        } else if (dice < 47) {
            return new Call.Read(register(), false);
        } else if (dice < 52) {
            return new Call.Read(register(), true);
        } else if (dice < 60) {
            return new Call.Create(visitor(), data(), false, false);
        } else if (dice < 68) {
            return new Call.Delete(visitor());
        } else if (dice < 72) {
            return new Call.Exists(visitor());
        } else if (dice < 75) {
            return new Call.Children(Places.VISITORS, random.nextBoolean());
        } else if (dice < 82) {
            return new Call.Create(Places.QUEUE + "/q-", data(), false, true);
        } else if (dice < 87) {
            String data = data();
            return new Call.Create(Places.ephemeral(data), data, true, false);
        } else if (dice < 94) {
            String data = data();
            List<String> pair = Places.pair(Places.any(random));
            return new Call.Multi(pair.stream()
                    .<Call>map(path -> new Call.SetData(path, data, -1))
                    .toList());
        }
        return new Call.Read(Places.pair(Places.any(random)).get(random.nextInt(2)), false);
    }

    private String register() {
        return Places.register(Places.any(random));
    }

    private String visitor() {
        return Places.visitor(Places.any(random));
    }

    private String data() {
        lastData++;
        return name + "-" + lastData;
    }
}
