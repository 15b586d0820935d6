package io.coordkit.benchmarks.rmstore;

import io.coordkit.statestore.rm.CoordkitRmStateStore;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.RMStateStore;
import org.apache.hadoop.yarn.server.resourcemanager.recovery.ZKRMStateStore;

/** A store that a ResourceManager can be configured with. */
enum StoreKind {
    /** Ours. */
    COORDKIT(CoordkitRmStateStore::new),

    /** Hadoop's own. */
    HADOOP(ZKRMStateStore::new);

    private final Supplier<RMStateStore> factory;

    StoreKind(Supplier<RMStateStore> factory) {
        this.factory = factory;
    }

    RMStateStore create() {
        return factory.get();
    }

    /** The name in reports. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
