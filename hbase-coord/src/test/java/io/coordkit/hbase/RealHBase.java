package io.coordkit.hbase;

import io.coordkit.hbase.paths.ServerName;
import io.coordkit.hbase.paths.SplitTaskName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.hbase.Abortable;
import org.apache.hadoop.hbase.CoordinatedStateManager;
import org.apache.hadoop.hbase.HBaseConfiguration;
import org.apache.hadoop.hbase.HConstants;
import org.apache.hadoop.hbase.SplitLogTask;
import org.apache.hadoop.hbase.coordination.ZkCoordinatedStateManager;
import org.apache.hadoop.hbase.executor.ExecutorService;
import org.apache.hadoop.hbase.executor.ExecutorType;
import org.apache.hadoop.hbase.master.MasterServices;
import org.apache.hadoop.hbase.master.SplitLogManager;
import org.apache.hadoop.hbase.regionserver.RegionServerServices;
import org.apache.hadoop.hbase.regionserver.SplitLogWorker;
import org.apache.hadoop.hbase.replication.ReplicationPeerStorage;
import org.apache.hadoop.hbase.replication.ReplicationQueueStorage;
import org.apache.hadoop.hbase.replication.ReplicationStorageFactory;
import org.apache.hadoop.hbase.zookeeper.ZKUtil;
import org.apache.hadoop.hbase.zookeeper.ZKWatcher;

/**
 * The real split-log classes without an HBase around them: the few services they ask for are answered by proxies, and
 * every other question by null, false or 0.
 */
final class RealHBase implements AutoCloseable {
    private final Configuration configuration;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final ZKWatcher reader;

    RealHBase(String connectString, Path root) throws IOException {
        String[] hostAndPort = connectString.split(":");
        configuration = HBaseConfiguration.create();
        configuration.set(HConstants.ZOOKEEPER_QUORUM, hostAndPort[0]);
        configuration.set(HConstants.ZOOKEEPER_CLIENT_PORT, hostAndPort[1]);
        configuration.set(HConstants.HBASE_DIR, root.toUri().toString());
        configuration.setBoolean(HConstants.HBASE_SPLIT_WAL_COORDINATED_BY_ZK, true);
        reader = watcher("reader", false);
    }

    SplitLogManager startManager(ServerName name) throws IOException {
        return new SplitLogManager(services(MasterServices.class, name, watcher("master", true)), configuration);
    }

    /** Splits a directory below the root, as crash handling does; blocks until done. */
    long split(SplitLogManager manager, String walDirectory) {
        try {
            org.apache.hadoop.fs.Path root = new org.apache.hadoop.fs.Path(configuration.get(HConstants.HBASE_DIR));
            return manager.splitLogDistributed(List.of(new org.apache.hadoop.fs.Path(root, walDirectory)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void startWorker(ServerName name, SplitLogWorker.TaskExecutor executor) throws IOException {
        ZKWatcher watcher = watcher("rs1", false);
        RegionServerServices services = services(RegionServerServices.class, name, watcher);
        SplitLogWorker worker = new SplitLogWorker(services, configuration, services, executor);
        worker.start();
        opened.push(worker::stop);
    }

    /** What the real classes make of a task's node; null when it does not exist. */
    SplitLogTask read(SplitTaskName task) throws Exception {
        byte[] data = ZKUtil.getData(reader, "/hbase/splitWAL/" + task.node());
        return data == null ? null : SplitLogTask.parseFrom(data);
    }

    /** A connection of the real classes that writes nothing by itself. */
    ZKWatcher watcher() {
        return reader;
    }

    RealMaster master(ServerName name) throws Exception {
        ZKWatcher watcher = watcher("master", true);
        return new RealMaster(
                watcher,
                org.apache.hadoop.hbase.ServerName.valueOf(name.toString()),
                services(MasterServices.class, name, watcher));
    }

    ReplicationQueueStorage replicationQueues() {
        return ReplicationStorageFactory.getReplicationQueueStorage(reader, configuration);
    }

    ReplicationPeerStorage replicationPeers() throws IOException {
        return ReplicationStorageFactory.getReplicationPeerStorage(
                FileSystem.getLocal(configuration), reader, configuration);
    }

    private ZKWatcher watcher(String identifier, boolean createBaseNodes) throws IOException {
        ZKWatcher watcher = new ZKWatcher(configuration, identifier, new NoAbort(), createBaseNodes);
        opened.push(watcher);
        return watcher;
    }

    private <T> T services(Class<T> type, ServerName name, ZKWatcher watcher) {
        ExecutorService executors = new ExecutorService(name.toString());
        executors.startExecutorService(executors.new ExecutorConfig()
                .setExecutorType(ExecutorType.RS_LOG_REPLAY_OPS)
                .setCorePoolSize(2));
        opened.push(executors::shutdown);
        AtomicReference<CoordinatedStateManager> coordination = new AtomicReference<>();
        InvocationHandler answers = (proxy, method, arguments) -> switch (method.getName()) {
            case "getServerName" -> org.apache.hadoop.hbase.ServerName.valueOf(name.toString());
            case "getConfiguration" -> configuration;
            case "getZooKeeper" -> watcher;
            case "getCoordinatedStateManager" -> coordination.get();
            case "getExecutorService" -> executors;
            case "toString" -> name.toString();
            default -> nothing(method.getReturnType());
        };
        T services = type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
        coordination.set(new ZkCoordinatedStateManager((org.apache.hadoop.hbase.Server) services));
        return services;
    }

    private static Object nothing(Class<?> type) {
        if (type == boolean.class) {
            return false;
        }
        if (type == long.class) {
            return 0L;
        }
        return type == int.class ? 0 : null;
    }

    @Override
    public void close() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    static final class NoAbort implements Abortable {
        @Override
        public void abort(String why, Throwable cause) {
            throw new AssertionError(why, cause);
        }

        @Override
        public boolean isAborted() {
            return false;
        }
    }
}
