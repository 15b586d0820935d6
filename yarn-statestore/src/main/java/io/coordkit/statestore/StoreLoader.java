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
import io.coordkit.statestore.record.ProxyCa;
import io.coordkit.statestore.record.Reservation;
import io.coordkit.statestore.record.ReservationId;
import io.coordkit.statestore.record.RmState;
import io.coordkit.statestore.record.StoredApplication;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads the whole store, every layout of it. Nodes with foreign names are ignored, as are nodes that vanish between
 * listing and reading; data that cannot be what its path says is an error.
 */
final class StoreLoader {

    private static final int PORTION = 4096;

    private final StoreTree tree;
    private final StorePaths paths;
    private final Consumer<StoredApplication> applications;
    private final List<DelegationToken> tokens = new ArrayList<>();
    private final List<DelegationToken> oldTokens = new ArrayList<>();
    private final Set<SplitIndex> applicationSplits = new HashSet<>();
    private final Set<SplitIndex> tokenSplits = new HashSet<>();

    /** @param applications is given each application as it is read */
    StoreLoader(StoreTree tree, StorePaths paths, Consumer<StoredApplication> applications) {
        this.tree = tree;
        this.paths = paths;
        this.applications = applications;
    }

    /** A node of some split index, with the name that it would have unsplit. */
    record Leaf(String path, String name) {}

    /** Everything but the applications, which have been given away. */
    RmState load() throws StateStoreException {
        List<DelegationKey> keys = masterKeys();
        int sequenceNumber = sequenceNumber();
        loadTokens();
        for (SplitIndex split : SplitIndex.ALL) {
            applications(leaves(paths.applications(split), StorePaths.APPLICATION, split), split);
        }
        Optional<AmrmTokenState> amrmTokens = decoded(paths.amrmTokens(), AmrmTokenState::decode);
        return new RmState(new TreeMap<>(), keys, tokens, sequenceNumber, amrmTokens, reservations(), proxyCa());
    }

    /** Reads the tokens alone. */
    void loadTokens() throws StateStoreException {
        for (SplitIndex split : SplitIndex.ALL) {
            tokens(leaves(paths.tokens(split), StorePaths.TOKEN, split), split);
        }
    }

    /** The tokens whose nodes hold the form of layouts before 1.2. */
    List<DelegationToken> oldTokens() {
        return oldTokens;
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
        List<String> names = childrenNamed(parent, prefix);
        if (!split.splits()) {
            return names.stream()
                    .map(name -> new Leaf(parent + "/" + name, name))
                    .toList();
        }
        List<Leaf> leaves = new ArrayList<>();
        List<NodeRead> prefixes = tree.children(below(parent, names));
        for (int i = 0; i < names.size(); i++) {
            for (String rest : prefixes.get(i).children()) {
                leaves.add(new Leaf(prefixes.get(i).path() + "/" + rest, names.get(i) + rest));
            }
        }
        return leaves;
    }

    private List<String> childrenNamed(String parent, String prefix) throws StateStoreException {
        return named(tree.children(parent), prefix);
    }

    static List<String> named(List<String> names, String prefix) {
        return names.stream().filter(name -> name.startsWith(prefix)).sorted().toList();
    }

    private static List<String> below(String parent, List<String> names) {
        return names.stream().map(name -> parent + "/" + name).toList();
    }

    /** In portions, so that what has come and what was made of it are not both in memory for all of them. */
    private void applications(List<Leaf> leaves, SplitIndex split) throws StateStoreException {
        for (int from = 0; from < leaves.size(); from += PORTION) {
            portion(leaves.subList(from, Math.min(leaves.size(), from + PORTION)), split);
        }
    }

    private void portion(List<Leaf> leaves, SplitIndex split) throws StateStoreException {
        List<NodeRead> states = tree.data(leaves.stream().map(Leaf::path).toList());
        Map<String, SortedMap<AttemptId, AttemptState>> attempts = new AttemptLoader(tree).load(leaves, states);
        for (int i = 0; i < leaves.size(); i++) {
            Optional<ApplicationState> state = present(states.get(i), ApplicationState::decode);
            if (state.isEmpty()) {
                continue;
            }
            Leaf leaf = leaves.get(i);
            ApplicationId id = state.get().id();
            if (!id.toString().equals(leaf.name)) {
                throw new CorruptStateException(leaf.path, "holds the state of " + id, null);
            }
            applications.accept(new StoredApplication(state.get(), attempts.getOrDefault(leaf.path, new TreeMap<>())));
            applicationSplits.add(split);
        }
    }

    private void tokens(List<Leaf> leaves, SplitIndex split) throws StateStoreException {
        for (NodeRead read : tree.data(leaves.stream().map(Leaf::path).toList())) {
            present(read, DelegationToken::decode).ifPresent(token -> {
                tokens.add(token);
                tokenSplits.add(split);
                read.data().filter(DelegationToken::isOldForm).ifPresent(old -> oldTokens.add(token));
            });
        }
    }

    private List<DelegationKey> masterKeys() throws StateStoreException {
        List<DelegationKey> keys = new ArrayList<>();
        for (NodeRead read : tree.data(below(paths.masterKeys(), childrenNamed(paths.masterKeys(), StorePaths.KEY)))) {
            if (read.data().isPresent()) {
                keys.add(decode(read.path(), read.data().get(), DelegationKey::decode));
            }
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

    private List<Reservation> reservations() throws StateStoreException {
        List<Reservation> reservations = new ArrayList<>();
        for (String plan : childrenNamed(paths.reservations(), "")) {
            List<String> names = childrenNamed(paths.plan(plan), StorePaths.RESERVATION);
            List<NodeRead> reads = tree.data(below(paths.plan(plan), names));
            for (int i = 0; i < names.size(); i++) {
                ReservationId id = reservationId(reads.get(i).path(), names.get(i));
                present(reads.get(i), data -> Reservation.decode(plan, id, data))
                        .ifPresent(reservations::add);
            }
        }
        return reservations;
    }

    private static ReservationId reservationId(String path, String name) throws CorruptStateException {
        try {
            return ReservationId.parse(name);
        } catch (IllegalArgumentException e) {
            throw new CorruptStateException(path, "has a name that is no reservation's", e);
        }
    }

    /** Half of it is of no use; a store that has ended in between is treated as one that has not begun. */
    private Optional<ProxyCa> proxyCa() throws StateStoreException {
        Optional<byte[]> certificate = tree.data(paths.proxyCaCertificate());
        Optional<byte[]> key = tree.data(paths.proxyCaPrivateKey());
        return certificate.isPresent() && key.isPresent()
                ? Optional.of(new ProxyCa(certificate.get(), key.get()))
                : Optional.empty();
    }

    /** A node that must have data if it is there at all. */
    static <T> Optional<T> present(NodeRead read, Function<byte[], T> decoder) throws StateStoreException {
        if (read.present() && read.data().isEmpty()) {
            throw new CorruptStateException(read.path(), "has no data", null);
        }
        return read.data().isPresent()
                ? Optional.of(decode(read.path(), read.data().get(), decoder))
                : Optional.empty();
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
