package io.coordkit.statestore;

import io.coordkit.statestore.paths.SplitIndex;
import io.coordkit.statestore.paths.StorePaths;
import io.coordkit.statestore.record.AmrmTokenState;
import io.coordkit.statestore.record.ApplicationId;
import io.coordkit.statestore.record.ApplicationState;
import io.coordkit.statestore.record.AttemptId;
import io.coordkit.statestore.record.AttemptState;
import io.coordkit.statestore.record.DelegationKey;
import io.coordkit.statestore.record.DelegationToken;
import io.coordkit.statestore.record.RmState;
import io.coordkit.statestore.record.StoredApplication;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads the whole store, every layout of it. Nodes with foreign names are ignored, as are nodes that vanish between
 * listing and reading; data that cannot be what its path says is an error.
 */
final class StoreLoader {

    private final StoreTree tree;
    private final StorePaths paths;
    private final SortedMap<ApplicationId, StoredApplication> applications = new TreeMap<>();
    private final List<DelegationToken> tokens = new ArrayList<>();
    private final Set<SplitIndex> applicationSplits = new HashSet<>();
    private final Set<SplitIndex> tokenSplits = new HashSet<>();

    StoreLoader(StoreTree tree, StorePaths paths) {
        this.tree = tree;
        this.paths = paths;
    }

    /** A node of some split index, with the name that it would have unsplit. */
    private record Leaf(String path, String name) {}

    RmState load() throws StateStoreException {
        List<DelegationKey> keys = masterKeys();
        int sequenceNumber = sequenceNumber();
        for (SplitIndex split : SplitIndex.ALL) {
            for (Leaf leaf : leaves(paths.tokens(split), StorePaths.TOKEN, split)) {
                token(leaf, split);
            }
        }
        for (SplitIndex split : SplitIndex.ALL) {
            for (Leaf leaf : leaves(paths.applications(split), StorePaths.APPLICATION, split)) {
                application(leaf, split);
            }
        }
        Optional<AmrmTokenState> amrmTokens = decoded(paths.amrmTokens(), AmrmTokenState::decode);
        return new RmState(applications, keys, tokens, sequenceNumber, amrmTokens);
    }

    /** The layouts in which applications were found. */
    Set<SplitIndex> applicationSplits() {
        return applicationSplits;
    }

    /** The layouts in which tokens were found. */
    Set<SplitIndex> tokenSplits() {
        return tokenSplits;
    }

    private List<Leaf> leaves(String parent, String prefix, SplitIndex split) throws StateStoreException {
        List<Leaf> leaves = new ArrayList<>();
        for (String name : childrenNamed(parent, prefix)) {
            String path = parent + "/" + name;
            if (!split.splits()) {
                leaves.add(new Leaf(path, name));
                continue;
            }
            for (String rest : tree.children(path)) {
                leaves.add(new Leaf(path + "/" + rest, name + rest));
            }
        }
        return leaves;
    }

    private List<String> childrenNamed(String parent, String prefix) throws StateStoreException {
        return tree.children(parent).stream()
                .filter(name -> name.startsWith(prefix))
                .sorted()
                .toList();
    }

    private void application(Leaf leaf, SplitIndex split) throws StateStoreException {
        Optional<ApplicationState> state = present(leaf.path, ApplicationState::decode);
        if (state.isEmpty()) {
            return;
        }
        ApplicationId id = state.get().id();
        if (!id.toString().equals(leaf.name)) {
            throw new CorruptStateException(leaf.path, "holds the state of " + id, null);
        }
        SortedMap<AttemptId, AttemptState> attempts = new TreeMap<>();
        for (String name : childrenNamed(leaf.path, StorePaths.ATTEMPT)) {
            String path = leaf.path + "/" + name;
            Optional<AttemptState> attempt = present(path, AttemptState::decode);
            if (attempt.isPresent() && !attempt.get().id().toString().equals(name)) {
                throw new CorruptStateException(
                        path, "holds the state of " + attempt.get().id(), null);
            }
            attempt.ifPresent(found -> attempts.put(found.id(), found));
        }
        applications.put(id, new StoredApplication(state.get(), attempts));
        applicationSplits.add(split);
    }

    private void token(Leaf leaf, SplitIndex split) throws StateStoreException {
        present(leaf.path, DelegationToken::decode).ifPresent(token -> {
            tokens.add(token);
            tokenSplits.add(split);
        });
    }

    private List<DelegationKey> masterKeys() throws StateStoreException {
        List<DelegationKey> keys = new ArrayList<>();
        for (String name : childrenNamed(paths.masterKeys(), StorePaths.KEY)) {
            decoded(paths.masterKeys() + "/" + name, DelegationKey::decode).ifPresent(keys::add);
        }
        return keys;
    }

    private int sequenceNumber() throws StateStoreException {
        return decoded(paths.sequenceNumber(), data -> {
                    if (data.length < Integer.BYTES) {
                        throw new IllegalArgumentException(data.length + " bytes where a number belongs");
                    }
                    return ByteBuffer.wrap(data).getInt();
                })
                .orElse(0);
    }

    /** A node that must have data if it is there at all. */
    private <T> Optional<T> present(String path, Function<byte[], T> decoder) throws StateStoreException {
        Optional<T> value = decoded(path, decoder);
        if (value.isEmpty() && tree.exists(path)) {
            throw new CorruptStateException(path, "has no data", null);
        }
        return value;
    }

    private <T> Optional<T> decoded(String path, Function<byte[], T> decoder) throws StateStoreException {
        Optional<byte[]> data = tree.data(path);
        return data.isPresent() ? Optional.of(decode(path, data.get(), decoder)) : Optional.empty();
    }

    static <T> T decode(String path, byte[] data, Function<byte[], T> decoder) throws CorruptStateException {
        try {
            return decoder.apply(data);
        } catch (IllegalArgumentException e) {
            throw new CorruptStateException(path, "cannot be read, " + e.getMessage(), e);
        }
    }
}
