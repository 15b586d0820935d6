package io.coordkit.server.admin;

import io.coordkit.core.stats.Count;
import io.coordkit.core.storage.DataDirectory;
import io.coordkit.server.config.AdminConfig;
import io.coordkit.server.config.ServerConfig;
import io.coordkit.server.http.HttpQuestion;
import io.coordkit.server.monitor.Configuration;
import io.coordkit.server.monitor.Inspection;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.File;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Snapshots on request ({@code SnapshotCommand} and {@code LastSnapshotCommand} of the reference).
 */
final class AdminSnapshots {
    private static final Logger LOG = LoggerFactory.getLogger(AdminSnapshots.class);

    /** How long a snapshot may take before whoever waits for it is told that it failed. */
    private static final long PATIENCE_MINUTES = 10;

    private final Inspection server;
    private final RateLimit snapshots;

    AdminSnapshots(Inspection server) {
        this.server = server;
        ServerConfig config = server.config();
        // The reference takes the number of milliseconds for one of microseconds here, and backups rely on it.
        long micros = config.monitor().admin().rateLimitMs();
        this.snapshots = new RateLimit(TimeUnit.MICROSECONDS.toNanos(micros));
    }

    /** The newest snapshot that is complete. */
    AdminReply last() {
        Optional<File> newest = snapshotFiles().max(Comparator.comparingLong(AdminSnapshots::zxidOf));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("zxid", Long.toHexString(newest.map(AdminSnapshots::zxidOf).orElse(-1L)));
        values.put("timestamp", newest.map(file -> file.lastModified() / 1000).orElse(-1L));
        return AdminReply.of(values);
    }

    private Stream<File> snapshotFiles() {
        File[] files =
                new Configuration(server.config()).dataDirectory().toFile().listFiles();
        return Stream.of(files == null ? new File[0] : files)
                .filter(file -> DataDirectory.snapshotZxid(file.getName()).isPresent());
    }

    private static long zxidOf(File snapshot) {
        return DataDirectory.snapshotZxid(snapshot.getName()).orElseThrow();
    }

    /** Writes a snapshot, and sends it unless told not to. */
    AdminReply take(HttpQuestion question) {
        AdminConfig config = server.config().monitor().admin();
        if (!config.snapshots()) {
            return AdminReply.failed(HttpResponseStatus.SERVICE_UNAVAILABLE, Optional.empty());
        }
        if (!snapshots.allows()) {
            server.count(Count.SNAPSHOT_RATE_LIMITED);
            return AdminReply.failed(HttpResponseStatus.TOO_MANY_REQUESTS, Optional.empty());
        }
        try {
            long zxid = server.takeSnapshot().get(PATIENCE_MINUTES, TimeUnit.MINUTES);
            boolean streaming = Boolean.parseBoolean(question.parameters().getOrDefault("streaming", "true"));
            return written(zxid, streaming);
        } catch (ExecutionException | TimeoutException failure) {
            LOG.warn("snapshot-on-request-failed", failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        server.count(Count.SNAPSHOT_FAILED);
        return AdminReply.failed(HttpResponseStatus.INTERNAL_SERVER_ERROR, Optional.empty());
    }

    /** Whether it is compressed, the configuration says. */
    private AdminReply written(long zxid, boolean streaming) {
        Optional<File> file =
                snapshotFiles().filter(each -> zxidOf(each) == zxid).findFirst();
        Map<String, String> headers = Map.of(
                "last_zxid",
                "0x" + Long.toHexString(zxid),
                "snapshot_size",
                Long.toString(file.map(File::length).orElse(0L)));
        return new AdminReply(
                HttpResponseStatus.OK,
                Map.of(),
                Optional.empty(),
                headers,
                streaming ? file.map(File::toPath) : Optional.empty());
    }
}
