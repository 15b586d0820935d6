package io.coordkit.statestore;

import io.coordkit.statestore.paths.SplitIndex;
import io.coordkit.statestore.paths.StorePaths;
import io.coordkit.statestore.record.AmrmTokenState;
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
 * listing and reading; what becomes of those that cannot be read is the reader's to say.
 */
final class StoreLoader {

    /**
     * Applications that are read before any is given away. Several requests are still under way at once; with more, the collector finds
     * what was read alive, moves it, and lets the heap grow for it.
     */
    private static final int PORTION = 512;

    private final RecordReader reader;
    private final StorePaths paths;
    private final Consumer<StoredApplication> applications;
    private final List<DelegationToken> tokens = new ArrayList<>();
    private final List<DelegationToken> oldTokens = new ArrayList<>();
    private final Set<SplitIndex> applicationSplits = new HashSet<>();
    private final Set<SplitIndex> tokenSplits = new HashSet<>();

    /** @param applications is given each application as it is read */
    StoreLoader(RecordReader reader, StorePaths paths, Consumer<StoredApplication> applications) {
        this.reader = reader;
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
        Optional<AmrmTokenState> amrmTokens = reader.optional(paths.amrmTokens(), AmrmTokenState::decode);
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
        List<String> names = reader.children(parent, prefix);
        if (!split.splits()) {
            return names.stream()
                    .map(name -> new Leaf(parent + "/" + name, name))
                    .toList();
        }
        List<Leaf> leaves = new ArrayList<>();
        List<String> prefixes = below(parent, names);
        List<List<String>> rests = reader.children(prefixes, "");
        for (int i = 0; i < names.size(); i++) {
            for (String rest : rests.get(i)) {
                leaves.add(new Leaf(prefixes.get(i) + "/" + rest, names.get(i) + rest));
            }
        }
        return leaves;
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
        List<NodeRead> states = reader.data(leaves.stream().map(Leaf::path).toList());
        Map<String, SortedMap<AttemptId, AttemptState>> attempts = new AttemptLoader(reader).load(leaves, states);
        for (int i = 0; i < leaves.size(); i++) {
            Leaf leaf = leaves.get(i);
            Optional<ApplicationState> state =
                    reader.required(states.get(i), ApplicationState::decode, ApplicationState::id, leaf.name);
            if (state.isPresent()) {
                applications.accept(
                        new StoredApplication(state.get(), attempts.getOrDefault(leaf.path, new TreeMap<>())));
                applicationSplits.add(split);
            }
        }
    }

    private void tokens(List<Leaf> leaves, SplitIndex split) throws StateStoreException {
        for (NodeRead read : reader.data(leaves.stream().map(Leaf::path).toList())) {
            reader.required(read, DelegationToken::decode).ifPresent(token -> {
                tokens.add(token);
                tokenSplits.add(split);
                read.data().filter(DelegationToken::isOldForm).ifPresent(old -> oldTokens.add(token));
            });
        }
    }

    private List<DelegationKey> masterKeys() throws StateStoreException {
        List<DelegationKey> keys = new ArrayList<>();
        List<String> names = reader.children(paths.masterKeys(), StorePaths.KEY);
        for (NodeRead read : reader.data(below(paths.masterKeys(), names))) {
            reader.optional(read, DelegationKey::decode).ifPresent(keys::add);
        }
        return keys;
    }

    private int sequenceNumber() throws StateStoreException {
        return reader.optional(paths.sequenceNumber(), data -> {
                    if (data.length < Integer.BYTES) {
                        throw new IllegalArgumentException(data.length + " bytes where a number belongs");
                    }
                    return ByteBuffer.wrap(data).getInt();
                })
                .orElse(0);
    }

    private List<Reservation> reservations() throws StateStoreException {
        List<Reservation> reservations = new ArrayList<>();
        for (String plan : reader.children(paths.reservations(), "")) {
            List<String> names = reader.children(paths.plan(plan), StorePaths.RESERVATION);
            List<NodeRead> reads = reader.data(below(paths.plan(plan), names));
            for (int i = 0; i < names.size(); i++) {
                String name = names.get(i);
                reader.required(reads.get(i), data -> Reservation.decode(plan, ReservationId.parse(name), data))
                        .ifPresent(reservations::add);
            }
        }
        return reservations;
    }

    /** Half of it is of no use; a store that has ended in between is treated as one that has not begun. */
    private Optional<ProxyCa> proxyCa() throws StateStoreException {
        Optional<byte[]> certificate = reader.optional(paths.proxyCaCertificate(), Function.identity());
        Optional<byte[]> key = reader.optional(paths.proxyCaPrivateKey(), Function.identity());
        return certificate.isPresent() && key.isPresent()
                ? Optional.of(new ProxyCa(certificate.get(), key.get()))
                : Optional.empty();
    }
}
