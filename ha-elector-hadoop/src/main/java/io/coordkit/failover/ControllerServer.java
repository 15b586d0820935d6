package io.coordkit.failover;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.PrivilegedExceptionAction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CommonConfigurationKeysPublic;
import org.apache.hadoop.ha.ZKFCProtocol;
import org.apache.hadoop.ha.proto.ZKFCProtocolProtos.ZKFCProtocolService;
import org.apache.hadoop.ha.protocolPB.ZKFCProtocolPB;
import org.apache.hadoop.ha.protocolPB.ZKFCProtocolServerSideTranslatorPB;
import org.apache.hadoop.ipc.ProtobufRpcEngine2;
import org.apache.hadoop.ipc.RPC;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.security.UserGroupInformation;

/** Takes the requests of other controllers and of {@code haadmin}: {@code ZKFCProtocol} over Hadoop's RPC. */
final class ControllerServer implements ZKFCProtocol, AutoCloseable {
    private static final int HANDLERS = 3;

    private final ServiceGroup group;
    private final FailoverController controller;
    private final GracefulFailover failover;
    private final RPC.Server server;

    ControllerServer(Configuration conf, ServiceGroup group, FailoverController controller, GracefulFailover failover)
            throws IOException {
        this.group = group;
        this.controller = controller;
        this.failover = failover;
        RPC.setProtocolEngine(conf, ZKFCProtocolPB.class, ProtobufRpcEngine2.class);
        InetSocketAddress address = group.controllerAddress();
        this.server = new RPC.Builder(conf)
                .setProtocol(ZKFCProtocolPB.class)
                .setInstance(
                        ZKFCProtocolService.newReflectiveBlockingService(new ZKFCProtocolServerSideTranslatorPB(this)))
                .setBindAddress(address.getHostString())
                .setPort(address.getPort())
                .setNumHandlers(HANDLERS)
                .build();
        authorize(conf);
    }

    private void authorize(Configuration conf) {
        if (conf.getBoolean(CommonConfigurationKeysPublic.HADOOP_SECURITY_AUTHORIZATION, false)) {
            server.refreshServiceAcl(
                    conf,
                    group.policy()
                            .orElseThrow(() -> new IllegalArgumentException(
                                    CommonConfigurationKeysPublic.HADOOP_SECURITY_AUTHORIZATION
                                            + " is true, but the group has no policy")));
        }
    }

    void start() {
        server.start();
    }

    @Override
    public void close() {
        server.stop();
    }

    @Override
    public void cedeActive(int millisToCede) throws IOException {
        checkCaller();
        asController(() -> controller.cedeActive(millisToCede));
    }

    @Override
    public void gracefulFailover() throws IOException {
        checkCaller();
        asController(failover::run);
    }

    private void checkCaller() throws IOException {
        UserGroupInformation caller = UserGroupInformation.getCurrentUser();
        String self = UserGroupInformation.getLoginUser().getShortUserName();
        if (!group.administrators().isUserAllowed(caller)
                && !caller.getShortUserName().equals(self)) {
            throw new AccessControlException(caller + " is no administrator of group " + group.name());
        }
    }

    /** With the controller's own credentials and not the caller's. */
    private static void asController(Work work) throws IOException {
        try {
            UserGroupInformation.getLoginUser().doAs((PrivilegedExceptionAction<Boolean>) () -> {
                work.run();
                return true;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }
}
