package io.coordkit.statestore;

import io.coordkit.statestore.NodeRead.Presence;
import io.coordkit.statestore.StoreLoader.Leaf;
import io.coordkit.statestore.paths.StorePaths;
import io.coordkit.statestore.record.AttemptId;
import io.coordkit.statestore.record.AttemptState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads the attempts of many applications. Most have one or two, numbered from one, and how many children an application has came with
 * its data: so the attempts are asked for by the names that they ought to have, and only where one of them is not there the
 * application's children are listed.
 */
final class AttemptLoader {

    /** Beyond this, guessing costs more than listing. */
    private static final int GUESSED_MAX = 8;

    private final RecordReader reader;
    private final Map<String, SortedMap<AttemptId, AttemptState>> attempts = new HashMap<>();

    AttemptLoader(RecordReader reader) {
        this.reader = reader;
    }

    /** The attempts by their applications' nodes, where there are any. */
    Map<String, SortedMap<AttemptId, AttemptState>> load(List<Leaf> applications, List<NodeRead> reads)
            throws StateStoreException {
        List<Leaf> guessed = new ArrayList<>();
        List<String> unclear = new ArrayList<>();
        for (int i = 0; i < reads.size(); i++) {
            int count = reads.get(i).childCount();
            if (count > GUESSED_MAX) {
                unclear.add(reads.get(i).path());
            } else {
                String id = applications.get(i).name().substring(StorePaths.APPLICATION.length());
                for (int number = 1; number <= count; number++) {
                    guessed.add(new Leaf(reads.get(i).path(), StorePaths.ATTEMPT + id + "_00000" + number));
                }
            }
        }
        read(guessed, unclear);
        list(unclear);
        return attempts;
    }

    private void list(List<String> applications) throws StateStoreException {
        List<Leaf> listed = new ArrayList<>();
        List<List<String>> names = reader.children(applications, StorePaths.ATTEMPT);
        for (int i = 0; i < names.size(); i++) {
            String application = applications.get(i);
            attempts.remove(application);
            names.get(i).forEach(name -> listed.add(new Leaf(application, name)));
        }
        read(listed, new ArrayList<>());
    }

    /** Those that are absent put their application among the unclear ones. */
    private void read(List<Leaf> leaves, List<String> unclear) throws StateStoreException {
        List<NodeRead> reads = reader.data(
                leaves.stream().map(leaf -> leaf.path() + "/" + leaf.name()).toList());
        for (int i = 0; i < leaves.size(); i++) {
            Leaf leaf = leaves.get(i);
            if (!reads.get(i).is(Presence.ABSENT)) {
                reader.required(reads.get(i), AttemptState::decode, AttemptState::id, leaf.name())
                        .ifPresent(attempt -> attempts.computeIfAbsent(leaf.path(), application -> new TreeMap<>())
                                .put(attempt.id(), attempt));
            } else if (unclear.isEmpty() || !unclear.get(unclear.size() - 1).equals(leaf.path())) {
                unclear.add(leaf.path());
            }
        }
    }
}
