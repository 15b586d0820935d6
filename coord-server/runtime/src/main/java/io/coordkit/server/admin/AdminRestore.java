package io.coordkit.server.admin;

import io.coordkit.core.effect.Report;
import io.coordkit.core.stats.Count;
import io.coordkit.core.stats.Measure;
import io.coordkit.core.storage.Compression;
import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.StorageException;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.wire.MalformedRecordException;
import io.coordkit.server.config.AdminConfig;
import io.coordkit.server.http.HttpQuestion;
import io.coordkit.server.monitor.Configuration;
import io.coordkit.server.monitor.Inspection;
import io.coordkit.server.monitor.NotServingException;
import io.coordkit.server.runtime.ReplicaSettings;
import io.coordkit.server.storage.CompressedSnapshots;
import io.coordkit.server.storage.DiskFileIo;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the state by a snapshot that is sent ({@code RestoreCommand} of the reference). It is taken to a file and read to its end
 * before anything happens to the state, so that what is cut or damaged changes nothing.
 */
final class AdminRestore {
    private static final Logger LOG = LoggerFactory.getLogger(AdminRestore.class);

    /** How long it may take until the state is served, with a quorum if there is one. */
    private static final long PATIENCE_MINUTES = 10;

    private final Inspection server;
    private final RateLimit restores;
    private final DiskFileIo files;
    private final DataDirectory directory;
    private long uploads;

    AdminRestore(Inspection server) {
        this.server = server;
        AdminConfig config = server.config().monitor().admin();
        this.restores = new RateLimit(TimeUnit.MILLISECONDS.toNanos(config.rateLimitMs()));
        this.files = DiskFileIo.open(new Configuration(server.config()).dataDirectory(), false);
        this.directory = new DataDirectory(files, files, new CompressedSnapshots(Compression.NONE));
    }

    /** Checks in the reference's order whether a snapshot is wanted; nothing of it is looked at before. */
    Intake begin(HttpQuestion question) {
        if (!server.config().monitor().admin().restores()) {
            return refusing(HttpResponseStatus.SERVICE_UNAVAILABLE, "admin.restore.enabled is false");
        }
        if (!server.config().storage().snapshots().lastZxid()) {
            return refusing(
                    HttpResponseStatus.INTERNAL_SERVER_ERROR, "serializeLastProcessedZxid.enabled must not be false");
        }
        if (!restores.allows()) {
            server.count(Count.RESTORE_RATE_LIMITED);
            return refusing(HttpResponseStatus.TOO_MANY_REQUESTS, "the last one is too recent");
        }
        if (question.length() > files.usableBytes()) {
            return refusing(HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE, "there is no space for it on the disk");
        }
        return new Restore(++uploads);
    }

    private static Intake refusing(HttpResponseStatus status, String why) {
        LOG.warn("restore-refused reason=\"{}\"", why);
        return Intake.refusing(AdminReply.failed(status, Optional.of(why)));
    }

    /** One that is under way. */
    private final class Restore implements Intake {
        private final long beginNanos = System.nanoTime();
        private @Nullable UploadedFile file;
        private Optional<String> failure = Optional.empty();

        Restore(long number) {
            trying(() -> file = new UploadedFile(directory, number));
        }

        @Override
        public Optional<AdminReply> refusal() {
            return Optional.empty();
        }

        @Override
        public void take(byte[] piece) {
            UploadedFile taking = file;
            if (taking != null && failure.isEmpty()) {
                trying(() -> taking.append(piece));
            }
        }

        private void trying(Runnable step) {
            try {
                step.run();
            } catch (StorageException e) {
                failure = Optional.of(String.valueOf(e.getMessage()));
            }
        }

        @Override
        public AdminReply answer() throws NotServingException {
            UploadedFile taken = file;
            try {
                return taken == null || failure.isPresent()
                        ? failed(HttpResponseStatus.INTERNAL_SERVER_ERROR, failure.orElse("no file"))
                        : replace(taken.read(ReplicaSettings.trees(server.config())));
            } catch (MalformedRecordException e) {
                return failed(HttpResponseStatus.INTERNAL_SERVER_ERROR, "no good snapshot: " + e.getMessage());
            } catch (StorageException e) {
                return failed(HttpResponseStatus.INTERNAL_SERVER_ERROR, String.valueOf(e.getMessage()));
            } finally {
                abandon();
            }
        }

        private AdminReply replace(DataTree tree) throws NotServingException {
            // The replica gives it a place in its own order.
            long zxid = tree.lastZxid();
            LOG.info("restore-begun last={} znodes={}", Long.toHexString(zxid), tree.size());
            Report end = await(tree);
            if (end instanceof Report.Restored) {
                server.measure(Measure.RESTORE, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beginNanos));
                return AdminReply.of(Map.of("last_zxid", zxid));
            }
            boolean refused = end instanceof Report.NotRestored not && not.refused();
            String reason = end instanceof Report.NotRestored not ? not.reason() : "it takes too long";
            return failed(
                    refused ? HttpResponseStatus.SERVICE_UNAVAILABLE : HttpResponseStatus.INTERNAL_SERVER_ERROR,
                    reason);
        }

        private @Nullable Report await(DataTree tree) throws NotServingException {
            try {
                return server.restore(tree).get(PATIENCE_MINUTES, TimeUnit.MINUTES);
            } catch (ExecutionException stopped) {
                throw new NotServingException();
            } catch (TimeoutException late) {
                return null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }

        private AdminReply failed(HttpResponseStatus status, String why) {
            LOG.warn("restore-failed reason=\"{}\"", why);
            server.count(Count.RESTORE_FAILED);
            return AdminReply.failed(status, Optional.of(why));
        }

        @Override
        public void abandon() {
            UploadedFile taken = file;
            if (taken != null) {
                file = null;
                trying(taken::delete);
            }
        }
    }
}
