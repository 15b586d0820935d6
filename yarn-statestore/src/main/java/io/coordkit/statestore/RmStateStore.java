package io.coordkit.statestore;

import io.coordkit.statestore.machine.ApplicationPlans;
import io.coordkit.statestore.machine.AttemptPlans;
import io.coordkit.statestore.machine.FenceMachine;
import io.coordkit.statestore.machine.Layouts;
import io.coordkit.statestore.machine.Outcome;
import io.coordkit.statestore.machine.ReservationPlans;
import io.coordkit.statestore.machine.SecretPlans;
import io.coordkit.statestore.machine.Step;
import io.coordkit.statestore.machine.StoreDriver;
import io.coordkit.statestore.machine.StoreOp;
import io.coordkit.statestore.paths.StorePaths;
import io.coordkit.statestore.record.AmrmTokenState;
import io.coordkit.statestore.record.ApplicationId;
import io.coordkit.statestore.record.ApplicationState;
import io.coordkit.statestore.record.AttemptId;
import io.coordkit.statestore.record.AttemptState;
import io.coordkit.statestore.record.DelegationKey;
import io.coordkit.statestore.record.DelegationToken;
import io.coordkit.statestore.record.Epoch;
import io.coordkit.statestore.record.ProxyCa;
import io.coordkit.statestore.record.Reservation;
import io.coordkit.statestore.record.ReservationId;
import io.coordkit.statestore.record.RmState;
import io.coordkit.statestore.record.StoreVersion;
import io.coordkit.statestore.record.StoredApplication;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The resource manager's state, in the tree of Hadoop's ZKRMStateStore 3.4, wherever that is kept: in ZooKeeper
 * ({@link ZkRmStateStore}), or, for one resource manager alone, in memory or a file.
 *
 * <p>One instance is one reign: {@link #start} takes the store over from whoever wrote before, {@link #checkVersion},
 * {@link #getAndIncrementEpoch} and {@link #load} follow in this order, then come the writes. When somebody else starts a
 * store on the same tree, the next write of this one throws {@link StoreFencedException}, the listener hears of it, and
 * no later write is even tried. Every write happens completely or not at all. Before {@link #start} has succeeded only
 * {@link #load} and {@link #deleteStore} are allowed; the others throw {@link IllegalStateException} and send nothing.
 *
 * <p>Methods block until the write is kept or has failed, and may be called from any thread, one at a time.
 */
public abstract sealed class RmStateStore permits ZkRmStateStore, LocalRmStateStore {

    private final StateStoreSettings settings;
    private final StorePaths paths;
    private final FenceListener listener;
    private final FenceMachine fence;
    private final StoreDriver<StateStoreException> writer;
    private final StoreTree tree;
    private Layouts applicationLayouts;
    private Layouts tokenLayouts;
    private boolean started;

    RmStateStore(
            StateStoreSettings settings,
            FenceListener listener,
            FenceMachine fence,
            StoreTree tree,
            StoreDriver<StateStoreException> writer) {
        this.settings = settings;
        this.paths = settings.paths();
        this.listener = listener;
        this.fence = fence;
        this.tree = tree;
        this.writer = writer;
        this.applicationLayouts = Layouts.unknown(settings.applicationSplit());
        this.tokenLayouts = Layouts.unknown(settings.tokenSplit());
    }

    /** Creates what is missing, and keeps others from writing. */
    abstract void takeOver() throws StateStoreException;

    /** Deletes the root and everything below it. */
    abstract void deleteTree() throws StateStoreException;

    StateStoreSettings settings() {
        return settings;
    }

    private interface Work<T> {
        T run() throws StateStoreException;
    }

    /** Takes the store over: creates what is missing and fences whoever wrote before. */
    public void start() throws StateStoreException {
        exclusively(() -> {
            takeOver();
            started = true;
            return true;
        });
    }

    /** Whether this store may still write, as far as it knows. */
    public synchronized FenceMachine.State state() {
        return fence.state();
    }

    /** Asks the server whether this store may still write; throws StoreFencedException if not. */
    public void verifyActive() throws StateStoreException {
        asWriter(() -> writer.commit(List.of()));
    }

    /**
     * Makes sure that the tree is of a version that this library understands, and marks it as current.
     *
     * @return the version that was found, the current one in a new store
     * @throws IncompatibleVersionException if the major version is another
     */
    public StoreVersion checkVersion() throws StateStoreException {
        return asWriter(() -> {
            Optional<StoreVersion> stored = storedVersion();
            StoreVersion found = stored.orElse(StoreVersion.CURRENT);
            if (!found.isCompatibleWith(StoreVersion.CURRENT)) {
                throw new IncompatibleVersionException(
                        "the store has version " + found + ", this library writes " + StoreVersion.CURRENT);
            }
            if (stored.isEmpty() || !found.equals(StoreVersion.CURRENT)) {
                makeCurrent(stored.isEmpty());
            }
            return found;
        });
    }

    /** The version of the tree, absent in a new store. Needs no right to write. */
    public Optional<StoreVersion> version() throws StateStoreException {
        return exclusively(this::storedVersion);
    }

    /**
     * Makes the tree current whatever it is: for a caller who has judged {@link #version} himself. What {@link #checkVersion} brings
     * along from older layouts comes along here, too.
     */
    public void storeVersion() throws StateStoreException {
        asWriter(() -> {
            makeCurrent(storedVersion().isEmpty());
            return true;
        });
    }

    /**
     * Brings along what older layouts left: state right below the parent is copied below the root unless it is there, and tokens in the
     * form of layouts before 1.2 are rewritten. Nothing is deleted, and nothing is written if something of it cannot be read.
     * {@link #checkVersion} does it by itself, once, before it marks a tree as current; a second time this brings back what was removed
     * since.
     *
     * @throws IncompatibleVersionException if the older state has another major version
     */
    public MigrationReport migrate() throws StateStoreException {
        return asWriter(() -> migration().run(true));
    }

    /** The mark comes last: after a crash in between, the next start does it all again. */
    private void makeCurrent(boolean unmarked) throws StateStoreException {
        migration().run(unmarked);
        put(paths.version(), StoreVersion.CURRENT.encode());
    }

    private Migration migration() {
        return new Migration(tree, writer, settings);
    }

    private Optional<StoreVersion> storedVersion() throws StateStoreException {
        return RecordReader.strict(tree).optional(paths.version(), StoreVersion::decode);
    }

    /** The epoch of this reign; the next reign gets the one after it. */
    public long getAndIncrementEpoch() throws StateStoreException {
        return asWriter(() -> {
            Epoch epoch = RecordReader.strict(tree)
                    .optional(paths.epoch(), Epoch::decode)
                    .orElse(new Epoch(settings.epochBase()));
            put(
                    paths.epoch(),
                    epoch.next(settings.epochBase(), settings.epochRange()).encode());
            return epoch.value();
        });
    }

    /** Everything that is stored. Needs no right to write. */
    public RmState load() throws StateStoreException {
        SortedMap<ApplicationId, StoredApplication> applications = new TreeMap<>();
        return load(application -> applications.put(application.state().id(), application))
                .withApplications(applications);
    }

    /**
     * As {@link #load()}, but for a caller who makes something else of the applications and does not want to hold all of them twice.
     *
     * @param applications is given each as it is read, in no order
     * @return everything else, without applications
     */
    public RmState load(Consumer<StoredApplication> applications) throws StateStoreException {
        return exclusively(() -> {
            StoreLoader loader = new StoreLoader(RecordReader.strict(tree), paths, applications);
            RmState state = loader.load();
            applicationLayouts = applicationLayouts.keepOnly(loader.applicationSplits());
            tokenLayouts = tokenLayouts.keepOnly(loader.tokenSplits());
            return state;
        });
    }

    /**
     * Stores a new application.
     *
     * @return false if an application with this id is there; it keeps its data
     * @throws StoreLimitException if it is larger than the settings allow
     */
    public boolean storeApplication(ApplicationState application) throws StateStoreException {
        byte[] data = application.encode();
        if (data.length > settings.applicationBytesMax()) {
            throw new StoreLimitException("%s has %d bytes, %d are allowed"
                    .formatted(application.id(), data.length, settings.applicationBytesMax()));
        }
        return run(() -> applications().store(application.id(), data));
    }

    /** Stores a new state of an application, or the application if it is unknown; true if it was known. */
    public boolean updateApplication(ApplicationState application) throws StateStoreException {
        return run(() -> applications().update(application.id(), application.encode()));
    }

    /** Removes an application with all its attempts; false if it is unknown. */
    public boolean removeApplication(ApplicationId id) throws StateStoreException {
        return run(() -> applications().remove(id));
    }

    /**
     * Stores a new attempt.
     *
     * @return false if an attempt with this id is there; it keeps its data
     * @throws UnknownApplicationException if its application is not in the store
     */
    public boolean storeAttempt(AttemptState attempt) throws StateStoreException {
        return known(attempt, run(() -> attempts().store(attempt.id(), attempt.encode())))
                == AttemptPlans.Result.CREATED;
    }

    /**
     * Stores a new state of an attempt, or the attempt if it is unknown; true if it was known.
     *
     * @throws UnknownApplicationException if its application is not in the store
     */
    public boolean updateAttempt(AttemptState attempt) throws StateStoreException {
        return known(attempt, run(() -> attempts().update(attempt.id(), attempt.encode())))
                == AttemptPlans.Result.CHANGED;
    }

    /** Removes an attempt; false if it is unknown. */
    public boolean removeAttempt(AttemptId id) throws StateStoreException {
        return run(() -> attempts().remove(id));
    }

    /** Stores a new delegation token and its sequence number; false if it is there and keeps its data. */
    public boolean storeToken(DelegationToken token) throws StateStoreException {
        return run(() -> secrets().storeToken(token.sequenceNumber(), token.encode()));
    }

    /** Stores a new state of a token, or the token if it is unknown; true if it was known. */
    public boolean updateToken(DelegationToken token) throws StateStoreException {
        return run(() -> secrets().updateToken(token.sequenceNumber(), token.encode()));
    }

    /** Removes a token; false if it is unknown. */
    public boolean removeToken(int sequenceNumber) throws StateStoreException {
        return run(() -> secrets().removeToken(sequenceNumber));
    }

    /** Stores a master key of the delegation tokens; false if one with this id is there and stays. */
    public boolean storeMasterKey(DelegationKey key) throws StateStoreException {
        return run(() -> secrets().storeKey(key.id(), key.encode()));
    }

    /** Removes a master key; false if it is unknown. */
    public boolean removeMasterKey(int keyId) throws StateStoreException {
        return run(() -> secrets().removeKey(keyId));
    }

    /** Stores the keys of the application masters' tokens in place of the former ones. */
    public void storeAmrmTokens(AmrmTokenState state) throws StateStoreException {
        run(() -> secrets().storeAmrmTokens(state.encode()));
    }

    /** Stores a reservation; false if one with this id is in the plan and stays. */
    public boolean storeReservation(Reservation reservation) throws StateStoreException {
        return run(() -> reservations().store(reservation.plan(), reservation.id(), reservation.encode()));
    }

    /** Removes a reservation; false if it is unknown. */
    public boolean removeReservation(String plan, ReservationId id) throws StateStoreException {
        return run(() -> reservations().remove(plan, id));
    }

    /** Stores the certificate authority of the web proxy in place of the former one, in two transactions as Hadoop does. */
    public void storeProxyCa(ProxyCa authority) throws StateStoreException {
        asWriter(() -> {
            put(paths.proxyCaCertificate(), authority.certificate());
            put(paths.proxyCaPrivateKey(), authority.privateKey());
            return true;
        });
    }

    /**
     * Deletes the whole store, as formatting a resource manager's state does. Not a fenced write: it works before the
     * start and after the end of a reign too.
     */
    public void deleteStore() throws StateStoreException {
        exclusively(() -> {
            deleteTree();
            return true;
        });
    }

    private ApplicationPlans applications() {
        return new ApplicationPlans(paths, applicationLayouts);
    }

    private AttemptPlans attempts() {
        return new AttemptPlans(paths, applicationLayouts);
    }

    private SecretPlans secrets() {
        return new SecretPlans(paths, tokenLayouts);
    }

    private ReservationPlans reservations() {
        return new ReservationPlans(paths);
    }

    private static AttemptPlans.Result known(AttemptState attempt, AttemptPlans.Result result)
            throws UnknownApplicationException {
        if (result == AttemptPlans.Result.NO_APPLICATION) {
            throw new UnknownApplicationException(attempt.id() + " belongs to no application in the store");
        }
        return result;
    }

    private void put(String path, byte[] data) throws StateStoreException {
        StoreOp op = tree.exists(path) ? new StoreOp.SetData(path, data) : new StoreOp.Create(path, data);
        if (writer.commit(List.of(op)) != Outcome.DONE) {
            throw new StateStoreException(path + " changed while it was written");
        }
    }

    private <T> T run(Supplier<Step<T>> plan) throws StateStoreException {
        return asWriter(() -> plan.get().run(writer));
    }

    /** A write before the start would fail for want of the root, and so end a reign that has not begun. */
    private <T> T asWriter(Work<T> work) throws StateStoreException {
        return exclusively(() -> {
            if (!started && fence.state() == FenceMachine.State.ACTIVE) {
                throw new IllegalStateException("start() first: this store has not taken over " + paths.root());
            }
            return work.run();
        });
    }

    private <T> T exclusively(Work<T> work) throws StateStoreException {
        Optional<FenceMachine.Cause> announcement = Optional.empty();
        try {
            synchronized (this) {
                try {
                    return work.run();
                } finally {
                    announcement = fence.takeAnnouncement();
                }
            }
        } catch (StateStoreException | RuntimeException failure) {
            announcement.ifPresent(cause -> announce(cause, failure));
            throw failure;
        }
    }

    /** Whatever the listener does, the caller must learn what became of its own call. */
    private void announce(FenceMachine.Cause cause, Exception failure) {
        try {
            listener.onFenced(cause);
        } catch (RuntimeException refused) {
            failure.addSuppressed(refused);
        }
    }
}
