package io.coordkit.sim.world;

import io.coordkit.sim.client.SimSession;
import io.coordkit.sim.engine.Engine;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A process that uses the servers: its timers, its sessions, and what can happen to it from outside. Its callbacks and timers run
 * only while it is alive and not frozen.
 */
public final class ClientProcess {
    private final String name;
    private final Engine engine;
    private final BiFunction<Integer, SimSession.Owner, SimSession> sessions;
    private final List<SessionLink> opened = new ArrayList<>();

    /** What would have happened while it stood still, in order. */
    private final ArrayDeque<Runnable> standing = new ArrayDeque<>();

    private boolean alive = true;
    private boolean frozen;
    private boolean cutOff;

    /** @param sessions makes the protocol's half of a session with a timeout in ms */
    ClientProcess(String name, Engine engine, BiFunction<Integer, SimSession.Owner, SimSession> sessions) {
        this.name = name;
        this.engine = engine;
        this.sessions = sessions;
    }

    /** How people tell it from others. */
    public String name() {
        return name;
    }

    /** Whether it has not crashed. */
    public boolean isAlive() {
        return alive;
    }

    /** Whether it stands still. */
    public boolean isFrozen() {
        return frozen;
    }

    /** Its monotonic clock. */
    public long millis() {
        return engine.now() / Engine.NANOS_PER_MS;
    }

    /**
     * Begins a session, and keeps it connected until it is closed or expires; then another may be opened.
     *
     * @param timeoutMillis wished for; the servers grant 2 to 20 of their ticks
     * @param listener told of changes of its state
     */
    public ClientSession open(int timeoutMillis, SessionListener listener) {
        SessionLink link = new SessionLink(this, listener, owner -> sessions.apply(timeoutMillis, owner));
        opened.add(link);
        if (cutOff) {
            link.session().isolate();
        }
        link.session().start();
        return new ClientSession(link);
    }

    /** Does something later. */
    public void after(long millis, Runnable task) {
        engine.after(millis * Engine.NANOS_PER_MS, () -> run(task));
    }

    /** Stands still, as by SIGSTOP: timers and input wait, while the servers' clocks go on. */
    public void freeze() {
        if (alive && !frozen) {
            frozen = true;
            opened.forEach(link -> link.session().freezeUntil(Long.MAX_VALUE));
        }
    }

    /** Goes on: first what its own timers have missed is done, then what has come meanwhile is read. */
    public void thaw() {
        if (!frozen) {
            return;
        }
        frozen = false;
        engine.after(0, this::catchUp);
    }

    private void catchUp() {
        for (Runnable task = standing.poll(); task != null && !frozen; task = standing.poll()) {
            run(task);
        }
        if (!frozen) {
            opened.forEach(link -> link.session().thaw());
        }
    }

    /** No server can be reached any more, and nobody is told: both sides find out by silence. */
    public void cutNetwork() {
        cutOff = true;
        opened.forEach(link -> link.session().isolate());
    }

    /** Servers can be reached again. */
    public void healNetwork() {
        cutOff = false;
        opened.forEach(link -> link.session().rejoin());
    }

    /** Ends without a word: nothing of it runs any more, and its sessions expire some time. It does not come back; start another. */
    public void crash() {
        alive = false;
        standing.clear();
        opened.forEach(link -> link.session().stop());
    }

    /** Whether it is gone, or none of its sessions waits for anything. */
    boolean isQuiet() {
        return !alive || !frozen && standing.isEmpty() && opened.stream().allMatch(SessionLink::isQuiet);
    }

    /** Does something now, later if it stands still, or never if it is gone. */
    void run(Runnable task) {
        if (frozen) {
            standing.addLast(task);
        } else if (alive) {
            task.run();
        }
    }
}
