package org.apache.hadoop.ha;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.security.authorize.PolicyProvider;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;

/** Hadoop's own controller without its threads: a test plays the monitor and the election, and hears what it decides. */
public final class ReferenceController extends ZKFailoverController implements AutoCloseable {
    private final List<String> calls = new ArrayList<>();
    private boolean inElection;

    public ReferenceController(Configuration conf, HAServiceTarget target) throws Exception {
        super(conf, target);
        Field elector = ZKFailoverController.class.getDeclaredField("elector");
        elector.setAccessible(true);
        elector.set(this, new Elector());
    }

    /** What it has asked of the election since the last call. */
    public List<String> calls() {
        List<String> result = List.copyOf(calls);
        calls.clear();
        return result;
    }

    public boolean isInElection() {
        return inElection;
    }

    public void health(String name) {
        new HealthCallbacks().enteredState(HealthMonitor.State.valueOf(name));
    }

    public void reported(HAServiceProtocol.HAServiceState state) {
        new ServiceStateCallBacks().reportServiceStatus(new HAServiceStatus(state));
    }

    public void electedActive() throws IOException {
        new ElectorCallbacks().becomeActive();
    }

    public void electedStandby() {
        new ElectorCallbacks().becomeStandby();
    }

    public void cede(int millis) throws IOException {
        cedeActive(millis);
    }

    /** So much time passes that it is barred no longer. */
    public void timePasses() throws ReflectiveOperationException {
        Field until = ZKFailoverController.class.getDeclaredField("delayJoiningUntilNanotime");
        until.setAccessible(true);
        until.setLong(this, 0);
        var recheck = ZKFailoverController.class.getDeclaredMethod("recheckElectability");
        recheck.setAccessible(true);
        recheck.invoke(this);
    }

    /** Ends the thread that would look again after a while. */
    @Override
    public void close() throws ReflectiveOperationException {
        Field executor = ZKFailoverController.class.getDeclaredField("delayExecutor");
        executor.setAccessible(true);
        ((ExecutorService) executor.get(this)).shutdownNow();
    }

    public boolean hasFailed() throws ReflectiveOperationException {
        Field error = ZKFailoverController.class.getDeclaredField("fatalError");
        error.setAccessible(true);
        return error.get(this) != null;
    }

    private final class Elector extends ActiveStandbyElector {
        Elector() throws Exception {
            super("none", 1, "/none", ZooDefs.Ids.OPEN_ACL_UNSAFE, List.of(), new ElectorCallbacks(), 1, null);
        }

        @Override
        protected ZooKeeper connectToZooKeeper() {
            return null;
        }

        @Override
        public synchronized void joinElection(byte[] data) {
            inElection = true;
            calls.add("join");
        }

        @Override
        public void quitElection(boolean needFence) {
            inElection = false;
            calls.add("quit " + needFence);
        }
    }

    @Override
    protected byte[] targetToData(HAServiceTarget target) {
        return new byte[0];
    }

    @Override
    protected HAServiceTarget dataToTarget(byte[] data) {
        throw new AssertionError();
    }

    @Override
    protected void loginAsFCUser() {}

    @Override
    protected void checkRpcAdminAccess() {}

    @Override
    protected InetSocketAddress getRpcAddressToBindTo() {
        throw new AssertionError();
    }

    @Override
    protected PolicyProvider getPolicyProvider() {
        throw new AssertionError();
    }

    @Override
    protected List<HAServiceTarget> getAllOtherNodes() {
        return List.of();
    }

    @Override
    protected boolean isSSLEnabled() {
        return false;
    }

    @Override
    protected String getScopeInsideParentNode() {
        return "none";
    }
}
