package io.coordkit.statestore;

import io.coordkit.statestore.paths.StorePaths;
import io.coordkit.statestore.record.ApplicationId;
import io.coordkit.statestore.record.Epoch;
import io.coordkit.statestore.record.RmState;
import io.coordkit.statestore.record.StoreVersion;
import io.coordkit.statestore.record.StoredApplication;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.curator.framework.CuratorFramework;

/**
 * As much of a store as can be read; for tools, which want to see the rest of a store when a part of it is spoiled or hidden. Whoever
 * goes on from a state must not do without a part of it, and calls {@link RmStateStore#load()}.
 *
 * @param version of the layout, if it says so
 * @param nextEpoch that the next reign gets, if it says so
 * @param state what could be read
 * @param unreadable what could not, in the order of the paths
 */
public record StoreSurvey(
        Optional<StoreVersion> version,
        Optional<Epoch> nextEpoch,
        RmState state,
        List<UnreadableNodeException> unreadable) {

    public StoreSurvey {
        unreadable = List.copyOf(unreadable);
    }

    /**
     * Looks at the store, and changes nothing.
     *
     * @param client started, without a namespace
     * @throws StateStoreException when the server cannot be reached, or cannot send something for its size
     */
    public static StoreSurvey of(CuratorFramework client, StorePaths paths) throws StateStoreException {
        // By path, since a node may be tried in more ways than one.
        Map<String, UnreadableNodeException> unreadable = new TreeMap<>();
        RecordReader reader = new RecordReader(new ZkTree(client), node -> unreadable.putIfAbsent(node.path(), node));
        Optional<StoreVersion> version = reader.optional(paths.version(), StoreVersion::decode);
        Optional<Epoch> epoch = reader.optional(paths.epoch(), Epoch::decode);
        SortedMap<ApplicationId, StoredApplication> applications = new TreeMap<>();
        RmState state = new StoreLoader(
                        reader,
                        paths,
                        application -> applications.put(application.state().id(), application))
                .load()
                .withApplications(applications);
        return new StoreSurvey(version, epoch, state, List.copyOf(unreadable.values()));
    }
}
