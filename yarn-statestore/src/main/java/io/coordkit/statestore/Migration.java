package io.coordkit.statestore;

import io.coordkit.statestore.machine.ApplicationPlans;
import io.coordkit.statestore.machine.AttemptPlans;
import io.coordkit.statestore.machine.Layouts;
import io.coordkit.statestore.machine.SecretPlans;
import io.coordkit.statestore.machine.StoreDriver;
import io.coordkit.statestore.machine.StoreOp;
import io.coordkit.statestore.paths.StorePaths;
import io.coordkit.statestore.record.AttemptState;
import io.coordkit.statestore.record.DelegationKey;
import io.coordkit.statestore.record.DelegationToken;
import io.coordkit.statestore.record.RmState;
import io.coordkit.statestore.record.StoreVersion;
import io.coordkit.statestore.record.StoredApplication;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Brings along what older layouts left. The older state is read whole before the first write, and is not touched: whoever goes back
 * finds it. Every write keeps what is there, so that a migration that was interrupted is simply done again.
 */
final class Migration {

    private final StoreTree tree;
    private final StoreDriver<StateStoreException> writer;
    private final StorePaths paths;
    private final StorePaths older;
    private final ApplicationPlans applications;
    private final AttemptPlans attempts;
    private final SecretPlans secrets;

    Migration(StoreTree tree, StoreDriver<StateStoreException> writer, StateStoreSettings settings) {
        this.tree = tree;
        this.writer = writer;
        this.paths = settings.paths();
        this.older = paths.withoutRoot();
        this.applications = new ApplicationPlans(paths, Layouts.unknown(settings.applicationSplit()));
        this.attempts = new AttemptPlans(paths, Layouts.unknown(settings.applicationSplit()));
        this.secrets = new SecretPlans(paths, Layouts.unknown(settings.tokenSplit()));
    }

    /**
     * Does it.
     *
     * @param copy whether state right below the parent is wanted, or was copied once already
     */
    MigrationReport run(boolean copy) throws StateStoreException {
        MigrationReport copied = copy && (tree.exists(older.applications()) || tree.exists(older.secretManager()))
                ? copy()
                : new MigrationReport(0, 0, 0, 0, 0, List.of());
        return new MigrationReport(
                copied.applications(),
                copied.attempts(),
                copied.tokens(),
                copied.masterKeys(),
                rewriteTokens(),
                copied.leftAlone());
    }

    private MigrationReport copy() throws StateStoreException {
        checkVersion();
        List<StoredApplication> stored = new ArrayList<>();
        RmState state = new StoreLoader(RecordReader.strict(tree), older, stored::add).load();
        int copiedApplications = 0;
        int copiedAttempts = 0;
        for (StoredApplication application : stored) {
            copiedApplications += count(applications
                    .store(application.state().id(), application.state().encode())
                    .run(writer));
            for (AttemptState attempt : application.attempts().values()) {
                copiedAttempts += count(
                        attempts.store(attempt.id(), attempt.encode()).run(writer) == AttemptPlans.Result.CREATED);
            }
        }
        int copiedKeys = 0;
        for (DelegationKey key : state.masterKeys()) {
            copiedKeys += count(secrets.storeKey(key.id(), key.encode()).run(writer));
        }
        int copiedTokens = copyTokens(state);
        copyIfAbsent(older.amrmTokens(), paths.amrmTokens());
        copyIfAbsent(older.epoch(), paths.epoch());
        return new MigrationReport(copiedApplications, copiedAttempts, copiedTokens, copiedKeys, 0, strangers());
    }

    private void checkVersion() throws StateStoreException {
        Optional<StoreVersion> version = RecordReader.strict(tree).optional(older.version(), StoreVersion::decode);
        if (version.isPresent() && !version.get().isCompatibleWith(StoreVersion.CURRENT)) {
            throw new IncompatibleVersionException("the state below " + older.root() + " has version " + version.get()
                    + ", this library reads " + StoreVersion.CURRENT);
        }
    }

    /** In the order of their numbers: each leaves its own as the last one given out. */
    private int copyTokens(RmState state) throws StateStoreException {
        int before = sequenceNumber();
        int copied = 0;
        int last = Math.max(before, state.tokenSequenceNumber());
        for (DelegationToken token : state.tokens().stream()
                .sorted(Comparator.comparingInt(DelegationToken::sequenceNumber))
                .toList()) {
            copied += count(
                    secrets.storeToken(token.sequenceNumber(), token.encode()).run(writer));
            last = Math.max(last, token.sequenceNumber());
        }
        if (last != sequenceNumber()) {
            byte[] number = ByteBuffer.allocate(Integer.BYTES).putInt(last).array();
            writer.commit(List.of(new StoreOp.SetData(paths.sequenceNumber(), number)));
        }
        return copied;
    }

    private int sequenceNumber() throws StateStoreException {
        return tree.data(paths.sequenceNumber())
                .map(data -> ByteBuffer.wrap(data).getInt())
                .orElse(0);
    }

    private void copyIfAbsent(String from, String to) throws StateStoreException {
        Optional<byte[]> data = tree.data(from);
        if (data.isPresent() && tree.data(to).isEmpty()) {
            writer.commit(List.of(
                    tree.exists(to) ? new StoreOp.SetData(to, data.get()) : new StoreOp.Create(to, data.get())));
        }
    }

    private int rewriteTokens() throws StateStoreException {
        StoreLoader loader = new StoreLoader(RecordReader.strict(tree), paths, application -> {});
        loader.loadTokens();
        for (DelegationToken token : loader.oldTokens()) {
            secrets.updateToken(token.sequenceNumber(), token.encode()).run(writer);
        }
        return loader.oldTokens().size();
    }

    private List<String> strangers() throws StateStoreException {
        List<String> strangers = new ArrayList<>();
        for (String name : tree.children(older.applications())) {
            if (!name.startsWith(StorePaths.APPLICATION) && !older.hierarchies().endsWith("/" + name)) {
                strangers.add(older.applications() + "/" + name);
            }
        }
        return strangers;
    }

    private static int count(boolean happened) {
        return happened ? 1 : 0;
    }
}
