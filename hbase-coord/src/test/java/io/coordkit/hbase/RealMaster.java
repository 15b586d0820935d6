package io.coordkit.hbase;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hadoop.hbase.Server;
import org.apache.hadoop.hbase.ServerName;
import org.apache.hadoop.hbase.master.ActiveMasterManager;
import org.apache.hadoop.hbase.monitoring.TaskGroup;
import org.apache.hadoop.hbase.zookeeper.MasterAddressTracker;
import org.apache.hadoop.hbase.zookeeper.ZKWatcher;
import org.apache.hadoop.hbase.zookeeper.ZNodePaths;

/** HBase's own election of masters, without a master around it. */
final class RealMaster {
    private static final int CHECK_INTERVAL_MS = 100;

    private final ZKWatcher watcher;
    private final ServerName name;
    private final ActiveMasterManager manager;
    private final AtomicBoolean active = new AtomicBoolean();

    RealMaster(ZKWatcher watcher, ServerName name, Server server) throws ReflectiveOperationException {
        this.watcher = watcher;
        this.name = name;
        Constructor<ActiveMasterManager> constructor =
                ActiveMasterManager.class.getDeclaredConstructor(ZKWatcher.class, ServerName.class, Server.class);
        constructor.setAccessible(true);
        manager = constructor.newInstance(watcher, name, server);
    }

    /** Signs on as a waiting master and waits on a thread of its own, as a real master does. */
    void start() throws Exception {
        String backup = ZNodePaths.joinZNode(watcher.getZNodePaths().backupMasterAddressesZNode, name.toString());
        MasterAddressTracker.setMasterAddress(watcher, backup, name, 0);
        Method block = ActiveMasterManager.class.getDeclaredMethod(
                "blockUntilBecomingActiveMaster", int.class, TaskGroup.class);
        block.setAccessible(true);
        Thread thread = new Thread(
                () -> {
                    try {
                        active.set((boolean) block.invoke(manager, CHECK_INTERVAL_MS, new TaskGroup(true, "election")));
                    } catch (ReflectiveOperationException failed) {
                        throw new AssertionError(failed);
                    }
                },
                "real-master");
        thread.setDaemon(true);
        thread.start();
    }

    boolean isActive() {
        return active.get();
    }

    void stop() {
        manager.stop();
    }
}
