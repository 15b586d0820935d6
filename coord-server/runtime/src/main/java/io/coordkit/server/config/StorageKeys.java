package io.coordkit.server.config;

import io.coordkit.core.storage.Compression;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Reads where and how state is kept. */
final class StorageKeys {
    private static final int RETAIN_MIN = 3;
    private static final long KB_MAX = Long.MAX_VALUE / 1024;

    /** How the reference gathers writes into groups; here a group is whatever has come while the disk was busy. */
    private static final List<String> GROUPING = List.of("flushDelay", "maxWriteQueuePollTime", "maxBatchSize");

    private StorageKeys() {}

    static StorageConfig read(Settings settings) throws ConfigException {
        settings.required("dataDir");
        Path data = settings.path("dataDir").orElseThrow();
        for (String key : GROUPING) {
            if (settings.number(key, 0, Integer.MIN_VALUE, Integer.MAX_VALUE) != 0) {
                settings.remark(key, "has no effect: writes form groups without waiting for each other");
            }
        }
        return new StorageConfig(
                data,
                settings.path("dataLogDir").orElse(data),
                settings.flag("datadir.autocreate", true),
                settings.flag("db.autocreate", true),
                settings.flag("digest.enabled", true),
                log(settings),
                snapshots(settings),
                purge(settings));
    }

    private static StorageConfig.Log log(Settings settings) throws ConfigException {
        boolean force = settings.yesOrNo("forceSync", true);
        if (!force) {
            settings.remark("forceSync", "lets a crash of the machine take back what clients were told");
        }
        return new StorageConfig.Log(
                settings.integer("preAllocSize", StorageConfig.Log.DEFAULT.preallocateKb(), 0),
                Math.max(0, settings.number("txnLogSizeLimitInKb", -1, -1, KB_MAX)),
                force,
                Duration.ofMillis(settings.integer("fsync.warningthresholdms", 1000, 0)),
                settings.flag("closeSessionTxn.enabled", true));
    }

    private static StorageConfig.Snapshots snapshots(Settings settings) throws ConfigException {
        StorageConfig.Snapshots defaults = StorageConfig.Snapshots.DEFAULT;
        return new StorageConfig.Snapshots(
                Math.max(2, settings.integer("snapCount", defaults.transactions(), 0)),
                Math.max(0, settings.number("snapSizeLimitInKb", defaults.logKb(), Long.MIN_VALUE, KB_MAX)),
                compression(settings),
                settings.flag("serializeLastProcessedZxid.enabled", true),
                settings.flag("snapshot.trust.empty", false));
    }

    private static Compression compression(Settings settings) throws ConfigException {
        String key = "snapshot.compression.method";
        return Compression.named(settings.text(key).orElse(""))
                .orElseThrow(() -> settings.refusal(key, "is neither gz nor snappy nor empty"));
    }

    private static StorageConfig.Purge purge(Settings settings) throws ConfigException {
        String key = "autopurge.snapRetainCount";
        int retain = settings.integer(key, RETAIN_MIN);
        if (retain < RETAIN_MIN) {
            settings.remark(key, "keeps too little; " + RETAIN_MIN + " snapshots are kept");
        }
        return new StorageConfig.Purge(
                Math.max(RETAIN_MIN, retain),
                Duration.ofHours(Math.max(0, settings.integer("autopurge.purgeInterval", 0))));
    }
}
