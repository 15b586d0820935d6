package io.coordkit.server.runtime;

import io.coordkit.core.replica.Input;
import io.coordkit.core.replica.Replica;
import io.coordkit.core.replica.ReplicaConfig;
import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.storage.DiskFullException;
import io.coordkit.core.storage.FileIo;
import io.coordkit.core.storage.HardStateFile;
import io.coordkit.core.storage.LogSlice;
import io.coordkit.core.storage.RecentLog;
import io.coordkit.core.storage.SnapshotCodec;
import io.coordkit.core.storage.StateRecovery;
import io.coordkit.core.storage.StorageException;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.TreeOptions;
import io.coordkit.core.txn.Zxid;
import io.coordkit.core.zab.EnsembleConfig;
import io.coordkit.server.config.MemberConfig;
import io.coordkit.server.config.ReconfigConfig;
import io.coordkit.server.config.ServerConfig;
import io.coordkit.server.config.StorageConfig;
import io.coordkit.server.storage.CompressedSnapshots;
import io.coordkit.server.storage.DirectoryLock;
import io.coordkit.server.storage.DiskFileIo;
import io.coordkit.server.storage.InitializeMarker;
import io.coordkit.server.storage.LogScans;
import io.coordkit.server.storage.LogWriter;
import io.coordkit.server.storage.MembershipFiles;
import io.netty.channel.EventLoop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One replica with its files: recovers it, gives it a driver, a log thread and a snapshot thread, and stops them in order. */
public final class ReplicaHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaHost.class);

    /** One batch is being forced, one waits; what comes meanwhile gathers in a third. */
    private static final int LOG_BATCHES_MAX = 2;

    private final DirectoryLock lock;
    private final @Nullable DirectoryLock logLock;
    private final LogWriter log;
    private final SnapshotThread snapshots;
    private final ReplicaDriver driver;

    private ReplicaHost(
            DirectoryLock lock,
            @Nullable DirectoryLock logLock,
            LogWriter log,
            SnapshotThread snapshots,
            ReplicaDriver driver) {
        this.lock = lock;
        this.logLock = logLock;
        this.log = log;
        this.snapshots = snapshots;
        this.driver = driver;
    }

    /**
     * Recovers the state and starts the threads; the replica lives on {@code loop}.
     *
     * @param network the way to the other servers of the ensemble
     * @throws StorageException when the directory cannot be used or its files cannot be believed
     */
    public static ReplicaHost start(ServerConfig config, EventLoop loop, PeerNetwork network) {
        StorageConfig storage = config.storage();
        Path dataPath = storage.dataDirectory().resolve(DataDirectory.VERSION_DIRECTORY);
        Path logPath = storage.logDirectory().resolve(DataDirectory.VERSION_DIRECTORY);
        DiskFileIo dataFiles = DiskFileIo.open(dataPath, storage.autoCreate());
        DiskFileIo logFiles = logPath.equals(dataPath) ? dataFiles : DiskFileIo.open(logPath, storage.autoCreate());
        DirectoryLock lock = DirectoryLock.acquire(dataPath);
        DirectoryLock logLock = null;
        try {
            logLock = logFiles == dataFiles ? null : DirectoryLock.acquire(logPath);
            return start(
                    config,
                    loop,
                    network,
                    directory(storage, dataFiles, logFiles),
                    lock,
                    logLock,
                    () -> Math.min(dataFiles.usableBytes(), logFiles.usableBytes()));
        } catch (RuntimeException | Error e) {
            lock.close();
            if (logLock != null) {
                logLock.close();
            }
            throw e;
        }
    }

    private static DataDirectory directory(StorageConfig storage, FileIo dataFiles, FileIo logFiles) {
        SnapshotCodec codec = new CompressedSnapshots(storage.snapshots().compression());
        return new DataDirectory(dataFiles, logFiles, codec);
    }

    private static ReplicaHost start(
            ServerConfig config,
            EventLoop loop,
            PeerNetwork network,
            DataDirectory directory,
            DirectoryLock lock,
            @Nullable DirectoryLock logLock,
            LongSupplier usableBytes) {
        StorageConfig storage = config.storage();
        Supplier<StateRecovery> recovery = recovery(config, directory);
        LoadTimes times = new LoadTimes();
        StateRecovery.Recovered recovered = recover(config, recovery.get(), times);
        times.onRead(recovered.replayed());
        ReplicaDriver.ReplicaFactory factory = factory(config, recovered, directory);
        CompletableFuture<ReplicaDriver> started = new CompletableFuture<>();
        SnapshotThread snapshots = new SnapshotThread(directory, new SnapshotToDriver(started));
        LogWriter log = new LogWriter(
                directory,
                ReplicaSettings.log(config),
                recovered.tree().lastZxid(),
                new LogToDriver(started, storage.log().fsyncWarning()),
                new LogWriter.Settings(LOG_BATCHES_MAX, storage.log().fsyncWarning(), usableBytes),
                snapshots.executor(),
                recovery);
        LogScans scans = new LogScans(
                directory,
                ReplicaSettings.payloadBytesMax(config),
                config.member().map(MemberConfig::snapshotSizeFactor).orElse(0.0),
                snapshots::run,
                new ScansToDriver(started));
        EffectRunner effects = new EffectRunner(log, snapshots, scans, network, memberships(config));
        loop.execute(() -> {
            try {
                started.complete(new ReplicaDriver(loop, effects, network, factory));
            } catch (RuntimeException | Error e) {
                started.completeExceptionally(e);
            }
        });
        ReplicaDriver ready = started.join();
        ready.note(times::addTo);
        log.start();
        ready.start();
        schedulePurge(storage, loop, directory, snapshots);
        return new ReplicaHost(lock, logLock, log, snapshots, ready);
    }

    private static MembershipFiles memberships(ServerConfig config) {
        ReconfigConfig reconfig = config.reconfig();
        return reconfig.enabled()
                        && config.member().isPresent()
                        && reconfig.file().isPresent()
                ? MembershipFiles.beside(reconfig.file().get(), config.serverId())
                : MembershipFiles.NONE;
    }

    private static Supplier<StateRecovery> recovery(ServerConfig config, DataDirectory directory) {
        TreeOptions options = ReplicaSettings.trees(config);
        RecentLog.Limits recent = config.member()
                .map(member -> RecentLog.Limits.of(member.recentWanted()))
                .orElse(RecentLog.Limits.NONE);
        return () -> new StateRecovery(directory, options, ReplicaSettings.payloadBytesMax(config), recent);
    }

    private static ReplicaDriver.ReplicaFactory factory(
            ServerConfig config, StateRecovery.Recovered recovered, DataDirectory directory) {
        ReplicaConfig replica = ReplicaSettings.replica(config);
        if (config.member().isEmpty()) {
            return (start, outbox) -> new Replica(replica, recovered.tree(), recovered.replayed(), start, outbox);
        }
        EnsembleConfig ensemble =
                ReplicaSettings.ensemble(config, config.member().get());
        HardStateFile.Epochs epochs = new HardStateFile(directory.snapshotFiles())
                .recover(recovered.tree().lastZxid());
        LOG.info("epochs-recovered accepted={} current={}", epochs.accepted(), epochs.current());
        return (start, outbox) -> Replica.member(replica, ensemble, recovered, epochs, start, outbox);
    }

    /** The way to the replica. */
    public ReplicaDriver driver() {
        return driver;
    }

    /** The log thread, for its counters. */
    public LogWriter log() {
        return log;
    }

    /** Stops the replica, writes what was handed to the log, and gives the directory free. */
    @Override
    public void close() {
        end(log::close);
    }

    /** Stops as a crash would: what waits for the log thread is lost. */
    public void kill() {
        end(log::abandon);
    }

    private void end(Runnable endOfLog) {
        driver.stop().join();
        endOfLog.run();
        snapshots.close();
        if (logLock != null) {
            logLock.close();
        }
        lock.close();
        LOG.debug("replica-stopped");
    }

    private static void schedulePurge(
            StorageConfig storage, EventLoop loop, DataDirectory directory, SnapshotThread snapshots) {
        long intervalMs = storage.purge().interval().toMillis();
        if (intervalMs > 0) {
            // On the thread that writes snapshots, so that it never looks at one that is half there.
            Runnable purge =
                    () -> snapshots.run(() -> purge(directory, storage.purge().retain()));
            loop.scheduleAtFixedRate(purge, 0, intervalMs, TimeUnit.MILLISECONDS);
        }
    }

    private static StateRecovery.Recovered recover(ServerConfig config, StateRecovery recovery, LoadTimes times) {
        StorageConfig storage = config.storage();
        boolean trustEmpty =
                InitializeMarker.take(storage.dataDirectory(), storage.logDirectory()) || storage.trustEmpty();
        StateRecovery.Trust trust = new StateRecovery.Trust(storage.snapshots().trustMissing(), trustEmpty);
        StateRecovery.Recovered recovered = recovery.recover(trust, times::onSnapshotRead);
        if (recovered.tree().lastZxid() == Zxid.UNKNOWN) {
            refuseAlone(config);
        }
        logRecovered(recovered);
        return recovered;
    }

    /** A member is sent everything by the others, and has no say until then. */
    private static void refuseAlone(ServerConfig config) {
        if (config.member().isEmpty()) {
            throw new StorageException(
                    config.storage().dataDirectory().toString(),
                    "is empty, which db.autocreate=false does not believe; a file 'initialize' in it would say that it is new");
        }
        LOG.warn("data-missing what=\"the directory is empty: no vote before others have sent everything\"");
    }

    private static void logRecovered(StateRecovery.Recovered recovered) {
        DataTree tree = recovered.tree();
        recovered.remarks().forEach(remark -> LOG.warn("state-repaired what=\"{}\"", remark));
        LOG.info(
                "state-recovered snapshot={} replayed={} last={} znodes={} sessions={}",
                Zxid.format(recovered.snapshotZxid()),
                recovered.replayed(),
                Zxid.format(tree.lastZxid()),
                tree.size(),
                tree.sessionIds().length);
    }

    /** Somebody else may be tidying up too; what cannot be deleted now is tried again next time. */
    private static void purge(DataDirectory directory, int retain) {
        try {
            directory.purge(retain);
        } catch (StorageException e) {
            LOG.warn("purge-failed reason=\"{}\"", e.getMessage());
        }
    }

    /** What the log thread says, as inputs. */
    private static final class LogToDriver implements LogWriter.Listener {
        private final CompletableFuture<ReplicaDriver> driver;
        private final Duration fsyncWarning;
        private Duration force = Duration.ZERO;
        private int batches;

        LogToDriver(CompletableFuture<ReplicaDriver> driver, Duration fsyncWarning) {
            this.driver = driver;
            this.fsyncWarning = fsyncWarning;
        }

        @Override
        public void onForced(Duration time, int forced) {
            force = time;
            batches = forced;
        }

        @Override
        public void onDurable(long lastZxid) {
            driver.join().logDurable(lastZxid, force.toMillis(), batches, force.compareTo(fsyncWarning) > 0);
        }

        @Override
        public void onEpochsSaved(long accepted, long current) {
            driver.join().post(new Input.EpochsSaved(accepted, current));
        }

        @Override
        public void onTruncated(long zxid, Optional<StateRecovery.Recovered> reloaded) {
            LOG.info("log-truncated last={}", Zxid.format(zxid));
            reloaded.ifPresent(ReplicaHost::logRecovered);
            driver.join().post(new Input.LogTruncated(zxid, reloaded));
        }

        @Override
        public void onNotTruncated(long zxid) {
            driver.join().post(new Input.LogNotTruncated(zxid));
        }

        @Override
        public void onInstalled(DataTree tree) {
            LOG.info("snapshot-installed last={} znodes={}", Zxid.format(tree.lastZxid()), tree.size());
            driver.join().post(new Input.SnapshotInstalled(tree));
        }

        @Override
        public void onDiskFull(DiskFullException refusal) {
            LOG.error(
                    "disk-full problem=\"{}\" state=\"reads only; writes are served again when there is space\"",
                    refusal.getMessage());
            driver.join().post(new Input.DiskFull());
        }

        @Override
        public void onDiskFree() {
            LOG.info("disk-free state=\"writes are served again\"");
            driver.join().post(new Input.DiskFree());
        }

        @Override
        public void onFailure(StorageException failure) {
            driver.join().fail(failure);
        }
    }

    /** What is found in the log files for others, as inputs. */
    private record ScansToDriver(CompletableFuture<ReplicaDriver> driver) implements LogScans.Listener {
        @Override
        public void onSearched(long link, long base) {
            driver.join().post(new Input.LogSearched(link, base));
        }

        @Override
        public void onRead(long link, LogSlice slice) {
            driver.join().post(new Input.LogRead(link, slice));
        }

        @Override
        public void onUnreadable(long link) {
            driver.join().post(new Input.LogUnreadable(link));
        }
    }

    /** What the snapshot thread says, as inputs. */
    private record SnapshotToDriver(CompletableFuture<ReplicaDriver> driver) implements SnapshotThread.Listener {
        @Override
        public void onStored() {
            driver.join().post(new Input.SnapshotStored());
        }

        @Override
        public void onDurable(long zxid, Duration taken) {
            driver.join().snapshotDurable(zxid, taken.toMillis());
        }

        @Override
        public void onAbandoned() {
            driver.join().snapshotAbandoned();
        }

        @Override
        public void onFailure(Throwable failure) {
            driver.join().fail(failure);
        }
    }
}
