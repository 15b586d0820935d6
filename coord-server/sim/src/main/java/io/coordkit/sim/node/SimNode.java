package io.coordkit.sim.node;

import io.coordkit.core.effect.Outbox;
import io.coordkit.core.effect.Report;
import io.coordkit.core.election.ServerState;
import io.coordkit.core.invariant.Invariant;
import io.coordkit.core.quorum.Memberships;
import io.coordkit.core.replica.Input;
import io.coordkit.core.replica.Replica;
import io.coordkit.core.replica.ReplicaConfig;
import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.FileIo;
import io.coordkit.core.storage.HardStateFile;
import io.coordkit.core.storage.StateRecovery;
import io.coordkit.core.storage.StorageException;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.wire.ConnectRequest;
import io.coordkit.core.wire.JuteReader;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.core.wire.RequestDecoder;
import io.coordkit.core.zab.Phase;
import io.coordkit.core.zab.ServerStatus;
import io.coordkit.sim.check.Found;
import io.coordkit.sim.check.NodeView;
import io.coordkit.sim.check.Witness;
import io.coordkit.sim.disk.PowerLoss;
import io.coordkit.sim.disk.SimDisk;
import io.coordkit.sim.engine.Draws;
import io.coordkit.sim.engine.Engine;
import io.coordkit.sim.engine.Stream;
import io.coordkit.sim.net.Door;
import io.coordkit.sim.net.PeerLink;
import io.coordkit.sim.net.PeerNetwork;
import io.coordkit.sim.net.SimConnection;
import io.coordkit.sim.plan.Knobs;
import io.coordkit.sim.plan.Members;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One server: the product's replica and storage, driven as the product drives them, on a simulated disk and clock. It dies and
 * starts again as told.
 */
public final class SimNode implements Door, NodeView, PeerNetwork.Peer {
    private static final long RESTART_NANOS_MAX = 1500 * Engine.NANOS_PER_MS;
    private static final long SPACE_NANOS_MAX = 4000 * Engine.NANOS_PER_MS;
    private static final int SLOW_DISK_FACTOR = 20;

    /** How long it may take until a port is open, or is given up. */
    private static final long PORT_NANOS = 5 * Engine.NANOS_PER_MS;

    private final int id;
    private final Engine engine;
    private final NodeSettings settings;
    private final PeerNetwork peers;
    private final Witness witness;
    private final Sabotage sabotage;
    private final SimDisk disk;
    private final FileIo files;
    private final NodeClock clock;
    private final TreeMap<Long, SimConnection> connections = new TreeMap<>();
    private final TreeSet<Long> greeted = new TreeSet<>();
    private @Nullable Running running;

    /** What is in the files of its configuration, which are not on the disk of its data. */
    private Optional<Memberships> memberships;

    /** What its replica knows, on its way to the files. */
    private Optional<Memberships> known = Optional.empty();

    private int life;
    private int fullInLife;
    private boolean retired;
    private long pausedUntil;

    /** What would have happened while it stood still, in order. */
    private final ArrayDeque<Runnable> standing = new ArrayDeque<>();

    private long slowUntil;
    private long portTakenUntil;
    private long effectsLeft = Long.MAX_VALUE;
    private long nowMs;
    private long lateMs;
    private long recoveries;
    private long snapshots;
    private final TreeMap<String, Long> syncs = new TreeMap<>();

    /** What there is only while the server is up. */
    private static final class Running {
        final DataTree tree;
        final SimSnapshots snapshots;
        final SimLog log;
        final Effects effects;
        final Outbox outbox;

        @Nullable
        Replica replica;

        final TreeMap<Long, LinkInput> links = new TreeMap<>();
        boolean batchOpen;
        long wakeUpAt = Long.MAX_VALUE;

        Running(DataTree tree, SimSnapshots snapshots, SimLog log, Effects effects, Outbox outbox) {
            this.tree = tree;
            this.snapshots = snapshots;
            this.log = log;
            this.effects = effects;
            this.outbox = outbox;
        }
    }

    /**
     * A server that has never run.
     *
     * @param witness who looks at it
     */
    public SimNode(
            int id,
            long seed,
            Engine engine,
            Knobs knobs,
            PeerNetwork peers,
            Sabotage sabotage,
            Function<SimNode, Witness> witness) {
        this.id = id;
        this.engine = engine;
        this.settings = new NodeSettings(id, knobs);
        this.peers = peers;
        this.sabotage = sabotage;
        this.disk = new SimDisk(seed ^ id);
        this.files = sabotage.disk(disk);
        this.clock = new NodeClock(engine, settings.clockPerMille());
        this.memberships = Members.knownTo(id, knobs).map(Memberships::of);
        this.witness = witness.apply(this);
    }

    /** Its number in the ensemble. */
    public int id() {
        return id;
    }

    /** Recovers from the disk and serves, or looks for a leader. */
    public void start() {
        life++;
        protect(this::recover);
        if (running != null) {
            peers.started(id);
        }
    }

    private void recover() {
        DataDirectory directory = new DataDirectory(files, files);
        StateRecovery.Recovered recovered = settings.recovery(directory).recover(StateRecovery.Trust.USUAL);
        DataTree tree = recovered.tree();
        HardStateFile.Epochs epochs = settings.isMember()
                ? new HardStateFile(files).recover(tree.lastZxid())
                : new HardStateFile.Epochs(0, 0);
        SimLog log = new SimLog(this, directory, settings.log(), tree.lastZxid(), () -> settings.recovery(directory));
        SimSnapshots snapshotThread = new SimSnapshots(this, directory, settings.snapshotPart());
        Effects effects = new Effects(
                this,
                peers,
                witness,
                connections,
                log,
                snapshotThread,
                connection -> later(0, () -> handle(new Input.ClientDrained(connection))));
        Running started = new Running(tree, snapshotThread, log, effects, sabotage.outbox(effects));
        running = started;
        recoveries++;
        Input.Tick now = clock.tick();
        nowMs = now.nowNanos() / Engine.NANOS_PER_MS;
        engine.note("recovered", id, tree.lastZxid());
        witness.recovered(tree.lastZxid());
        known = memberships;
        ReplicaConfig config = settings.replica(clock.wallMs());
        started.replica = settings.isMember()
                ? Replica.member(
                        config,
                        sabotage.ensemble(settings.ensemble(memberships.orElseThrow())),
                        recovered,
                        epochs,
                        now,
                        started.outbox)
                : new Replica(config, tree, recovered.replayed(), now, started.outbox);
        endBatch(started);
    }

    @Override
    public boolean isUp() {
        return running != null;
    }

    @Override
    public boolean hasBeenFull() {
        return fullInLife == life;
    }

    @Override
    public boolean isLeading() {
        ServerStatus status = status();
        return status.state() == ServerState.LEADING && status.phase() == Phase.BROADCAST;
    }

    @Override
    public boolean isServing() {
        return running != null && running.replica != null && status().serving();
    }

    private ServerStatus status() {
        if (running == null || running.replica == null) {
            throw new IllegalStateException("the server is down");
        }
        return running.replica.status();
    }

    /** The newest epoch that it has promised itself to, or will have when its disk has done what was asked of it. */
    public long newestPromise() {
        long inMemory = running == null || running.replica == null ? 0 : epochAccepted();
        return Math.max(inMemory, promiseOn(disk));
    }

    /** The newest epoch that it remembers, whatever happens. */
    public long promiseOnDisk() {
        return promiseOn(disk.forcedCopy());
    }

    private static long promiseOn(SimDisk disk) {
        try {
            return new HardStateFile(disk).acceptedEpoch().orElse(0);
        } catch (StorageException unreadable) {
            return 0;
        }
    }

    long epochAccepted() {
        return status().acceptedEpoch();
    }

    @Override
    public void take(Input input) {
        later(0, () -> {
            Running now = running;
            if (now == null) {
                return;
            }
            if (input instanceof Input.LearnerConnected connected) {
                now.links.put(connected.link(), new LinkInput(connected.link(), settings.trees(), this::handle));
            } else if (input instanceof Input.LeaderDialled dialled) {
                now.links.put(dialled.link(), new LinkInput(dialled.link(), settings.trees(), this::handle));
            } else if (input instanceof Input.PeerGone gone && now.links.remove(gone.link()) == null) {
                // Closed by this side already: it hears nothing more of it.
                return;
            } else if (input instanceof Input.PeerDrained drained && !now.links.containsKey(drained.link())) {
                return;
            }
            handle(input);
        });
    }

    @Override
    public void take(PeerLink link, byte[] bytes) {
        later(0, () -> {
            LinkInput in = running == null ? null : running.links.get(link.id());
            if (in != null) {
                in.take(bytes);
            }
        });
    }

    /** The port is taken at once, or only after a while if somebody else has it; who waits too long is refused. */
    void openQuorumPort(long reign) {
        if (portTakenUntil > engine.now()) {
            later(PORT_NANOS, () -> handle(new Input.QuorumPortRefused(reign, "it is taken")));
        } else {
            peers.open(id);
            later(draw(Stream.PORT, 1000, PORT_NANOS), () -> handle(new Input.QuorumPortOpen(reign)));
        }
    }

    /** Somebody else has the quorum port until then, unless this server has it already. */
    public void takePort(long nanos) {
        portTakenUntil = Math.max(portTakenUntil, engine.now() + nanos);
    }

    void forgetLink(long link) {
        if (running != null) {
            running.links.remove(link);
        }
    }

    void reported(Report fact) {
        if (fact instanceof Report.Leading leading) {
            witness.leads(leading.epoch(), known.orElseThrow().decided());
        } else if (fact instanceof Report.LearnerSyncing syncing) {
            syncs.merge(syncing.plan(), 1L, Long::sum);
        } else if (fact instanceof Report.DigestMismatch mismatch) {
            String whose = mismatch.fromDisk() ? "its disk says" : "its leader";
            throw new Found("state", mismatch.zxid(), "server " + id + " has another tree than " + whose);
        }
        engine.note(fact.getClass().getSimpleName(), id, 0);
    }

    void membershipsKnown(Memberships now) {
        known = Optional.of(now);
    }

    /** The next start begins with these members. */
    void membershipsSaved(Memberships now) {
        memberships = Optional.of(now);
        engine.note("members", id, now.decided().version());
    }

    void truncated(long zxid) {
        witness.truncated(zxid);
    }

    void installed(long zxid) {
        witness.installed(zxid);
    }

    /** How learners were brought up to date by this server. */
    public Map<String, Long> syncs() {
        return syncs;
    }

    /** The disk is replaced by an empty one; the server starts from nothing. */
    public void replaceDisk() {
        if (running != null) {
            die(true);
        }
        disk.wipe();
        witness.diskReplaced();
    }

    /** Whether it runs, with a disk that does what it is told. */
    public boolean isWell() {
        return running != null && !disk.hasFailed();
    }

    /** Whether clients are served. */
    public boolean isUpAndServing() {
        return isUp() && isServing();
    }

    /** How people tell it from others. */
    public String name() {
        return Integer.toString(id);
    }

    /** Digest of what clients see. */
    public long digest() {
        return tree().digest();
    }

    @Override
    public long lateMs() {
        return lateMs;
    }

    @Override
    public boolean accept(SimConnection connection) {
        if (running == null) {
            return false;
        }
        connections.put(connection.id(), connection);
        connection.setServerPaused(pausedUntil > engine.now());
        later(0, () -> handle(new Input.ClientConnected(connection.id(), "127.0.0.1", Optional.empty())));
        return true;
    }

    @Override
    public void onFrame(SimConnection connection, byte[] frame) {
        if (running == null || !connections.containsKey(connection.id())) {
            return;
        }
        protect(() -> {
            try {
                handle(decode(connection.id(), new JuteReader(frame)));
            } catch (MalformedRecordException e) {
                throw new Found("simulator", 0, "a client sent what cannot be read: " + e.getMessage());
            }
        });
    }

    private Input decode(long connection, JuteReader in) throws MalformedRecordException {
        if (greeted.add(connection)) {
            return new Input.ClientConnecting(connection, ConnectRequest.read(in));
        }
        int xid = in.readInt();
        return new Input.ClientReceived(connection, xid, RequestDecoder.decode(in.readInt(), in), 0);
    }

    @Override
    public void onClosed(SimConnection connection) {
        if (running != null && connections.remove(connection.id()) != null) {
            later(0, () -> handle(new Input.ClientGone(connection.id())));
        }
    }

    /** Dies after some more effects or changes of the disk, 0 for now; with the power, or the process alone. */
    public void dieAfter(long count, boolean power) {
        if (running == null) {
            return;
        }
        if (count == 0) {
            die(power);
        } else if (power) {
            disk.losePowerAfter(count);
        } else {
            effectsLeft = count;
        }
    }

    /** Stands still until then; what arrives waits. */
    public void pause(long nanos) {
        pausedUntil = Math.max(pausedUntil, engine.now() + nanos);
        connections.values().forEach(connection -> connection.setServerPaused(true));
        engine.at(pausedUntil, () -> {
            if (pausedUntil <= engine.now()) {
                goOn();
            }
        });
    }

    private void goOn() {
        for (Runnable action = standing.poll(); action != null; action = standing.poll()) {
            engine.after(0, action);
        }
        connections.values().forEach(connection -> connection.setServerPaused(false));
    }

    /** Forces are slow until then. */
    public void slowDisk(long nanos) {
        slowUntil = engine.now() + nanos;
    }

    /** The disk refuses a force after some more. */
    public void failForcesAfter(long count) {
        disk.failForcesAfter(count);
    }

    /** The disk is full after some more bytes, for a while. */
    public void fillDiskAfter(long bytes) {
        disk.leaveRoomFor(bytes);
    }

    /** If the disk is full, whoever writes the log waits; space comes some time later, and then {@code work} is done. */
    boolean awaitsSpace(Runnable work) {
        if (!disk.isFull()) {
            return false;
        }
        fullInLife = life;
        handle(new Input.DiskFull());
        later(draw(Stream.SPACE, Engine.NANOS_PER_MS, SPACE_NANOS_MAX), () -> {
            disk.leaveRoomFor(Long.MAX_VALUE);
            handle(new Input.DiskFree());
            work.run();
        });
        return true;
    }

    /** The wall clock is set. */
    public void jumpClock(long ms) {
        clock.jump(ms);
    }

    /** Deletes what is not needed any more. */
    public void purge() {
        if (running != null) {
            running.snapshots.purge();
        }
    }

    /** No fault is left: the disk is well and the server is up, or will be in a moment. */
    public void heal() {
        pausedUntil = 0;
        slowUntil = 0;
        portTakenUntil = 0;
        goOn();
        if (running != null) {
            effectsLeft = Long.MAX_VALUE;
            disk.losePowerAfter(Long.MAX_VALUE);
            disk.failForcesAfter(Long.MAX_VALUE);
        }
        // The others end with the life of the server; a disk stays as full as it is.
        disk.leaveRoomFor(Long.MAX_VALUE);
    }

    /** Starts that led to a serving state. */
    public long recoveries() {
        return recoveries;
    }

    /** Snapshots completed. */
    public long snapshots() {
        return snapshots + (running == null ? 0 : running.snapshots.written());
    }

    @Override
    public DataTree tree() {
        if (running == null) {
            throw new IllegalStateException("the server is down");
        }
        return running.tree;
    }

    @Override
    public SimDisk disk() {
        return disk;
    }

    @Override
    public long tickMs() {
        return settings.tickMs();
    }

    @Override
    public long nowMs() {
        return nowMs;
    }

    long draw(Stream stream, long low, long high) {
        return engine.draws().between(stream, id, low, high);
    }

    long forceNanos() {
        long nanos = draw(Stream.LOG_FORCE, 1000, settings.forceNanosMax());
        return engine.now() < slowUntil ? nanos * SLOW_DISK_FACTOR : nanos;
    }

    /** Lets this life of the server do something; a pause delays it, death cancels it. */
    void later(long nanos, Runnable action) {
        int mine = life;
        engine.after(nanos, () -> runInLife(mine, action));
    }

    private void runInLife(int mine, Runnable action) {
        if (mine != life || running == null) {
            return;
        }
        if (engine.now() < pausedUntil) {
            standing.add(() -> runInLife(mine, action));
            return;
        }
        protect(action);
    }

    /** Gives the replica an input; the first of a batch brings the time with it, as in the product. */
    void handle(Input input) {
        Running now = running;
        if (now == null || now.replica == null) {
            return;
        }
        if (!now.batchOpen) {
            now.batchOpen = true;
            later(draw(Stream.STEP, 1000, 50_000), () -> endBatch(now));
            step(now.replica, now, clock.tick());
        }
        if (!(input instanceof Input.Tick) && !isTooLate(now, input)) {
            step(now.replica, now, input);
        }
    }

    /** A packet waited while the server stood still, and the first thing that it did was to give its sender up. */
    private static boolean isTooLate(Running now, Input input) {
        return input instanceof Input.PeerReceived received && !now.links.containsKey(received.link());
    }

    private void step(Replica replica, Running now, Input input) {
        if (input instanceof Input.Tick tick) {
            nowMs = tick.nowNanos() / Engine.NANOS_PER_MS;
            lateMs = Math.max(0, (tick.nowNanos() - replica.nextDeadlineNanos()) / Engine.NANOS_PER_MS);
        }
        witness.input(input);
        replica.step(sabotage.input(input), now.outbox);
        sabotage.afterStep(replica);
        witness.stepEnd(input);
        engine.note(input.getClass().getSimpleName(), Draws.mix(id, now.tree.lastZxid()), now.tree.digest());
    }

    private void endBatch(Running now) {
        now.batchOpen = false;
        now.log.handOver();
        for (Runnable effect = now.effects.poll(); effect != null; effect = now.effects.poll()) {
            effect.run();
            if (--effectsLeft == 0) {
                die(false);
                return;
            }
        }
        scheduleWakeUp(now);
    }

    private void scheduleWakeUp(Running now) {
        long deadline = now.replica == null ? Long.MAX_VALUE : now.replica.nextDeadlineNanos();
        if (deadline < now.wakeUpAt) {
            now.wakeUpAt = deadline;
            later(clock.virtualUntil(deadline), () -> {
                if (now.wakeUpAt == deadline) {
                    now.wakeUpAt = Long.MAX_VALUE;
                    handle(clock.tick());
                }
            });
        }
    }

    /** What the product would do when storage fails, or the machine; anything else is a finding. */
    private void protect(Runnable action) {
        try {
            action.run();
        } catch (PowerLoss e) {
            die(true);
        } catch (StorageException e) {
            if (!disk.hasFailed()) {
                throw new Found("storage", 0, "storage failed on a sound disk: " + e.getMessage());
            }
            die(true);
        } catch (Invariant.Violation e) {
            throw new Found("invariant", 0, String.valueOf(e.getMessage()));
        }
    }

    /** Dies and does not come back. */
    public void retire() {
        retired = true;
        if (running != null) {
            die(false);
        }
    }

    private void die(boolean power) {
        engine.note(power ? "power-lost" : "killed", id, recoveries);
        snapshots = snapshots();
        running = null;
        life++;
        effectsLeft = Long.MAX_VALUE;
        witness.died();
        connections.values().forEach(SimConnection::breakByServer);
        connections.clear();
        greeted.clear();
        peers.died(id);
        if (power) {
            disk.crash();
        } else {
            disk.kill();
        }
        int dead = life;
        engine.after(draw(Stream.RESTART, Engine.NANOS_PER_MS, RESTART_NANOS_MAX), () -> {
            if (life == dead && !retired) {
                start();
            }
        });
    }
}
