package io.coordkit.failover;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ha.HAServiceProtocol;
import org.apache.hadoop.ha.HAServiceStatus;
import org.apache.hadoop.ha.HealthCheckFailedException;
import org.apache.hadoop.ha.ServiceFailedException;
import org.apache.hadoop.ha.proto.HAServiceProtocolProtos.HAServiceProtocolService;
import org.apache.hadoop.ha.protocolPB.HAServiceProtocolPB;
import org.apache.hadoop.ha.protocolPB.HAServiceProtocolServerSideTranslatorPB;
import org.apache.hadoop.ipc.ProtobufRpcEngine2;
import org.apache.hadoop.ipc.RPC;

/** A service behind Hadoop's RPC that writes down what it is told, and can be ill, unwilling or gone. */
final class Service implements HAServiceProtocol, AutoCloseable {
    final List<String> told = new CopyOnWriteArrayList<>();
    volatile HAServiceState state = HAServiceState.STANDBY;
    volatile boolean healthy = true;
    volatile boolean willing = true;

    private final RPC.Server server;
    private final InetSocketAddress address;

    Service(Configuration conf) throws Exception {
        RPC.setProtocolEngine(conf, HAServiceProtocolPB.class, ProtobufRpcEngine2.class);
        server = new RPC.Builder(conf)
                .setProtocol(HAServiceProtocolPB.class)
                .setInstance(HAServiceProtocolService.newReflectiveBlockingService(
                        new HAServiceProtocolServerSideTranslatorPB(this)))
                .setBindAddress("127.0.0.1")
                .setPort(0)
                .setNumHandlers(2)
                .build();
        server.start();
        address = server.getListenerAddress();
    }

    InetSocketAddress address() {
        return address;
    }

    boolean isActive() {
        return state == HAServiceState.ACTIVE;
    }

    boolean isStandby() {
        return state == HAServiceState.STANDBY;
    }

    /** It hears nothing any more, but goes on as what it was: what fencing is for. */
    @Override
    public void close() {
        server.stop();
    }

    @Override
    public void monitorHealth() throws HealthCheckFailedException {
        if (!healthy) {
            throw new HealthCheckFailedException("ill");
        }
    }

    @Override
    public void transitionToActive(StateChangeRequestInfo request) throws ServiceFailedException {
        told.add("active " + request.getSource());
        if (!willing) {
            throw new ServiceFailedException("unwilling");
        }
        state = HAServiceState.ACTIVE;
    }

    @Override
    public void transitionToStandby(StateChangeRequestInfo request) {
        told.add("standby " + request.getSource());
        state = HAServiceState.STANDBY;
    }

    @Override
    public void transitionToObserver(StateChangeRequestInfo request) {
        state = HAServiceState.OBSERVER;
    }

    @Override
    public HAServiceStatus getServiceStatus() {
        return new HAServiceStatus(state).setReadyToBecomeActive();
    }
}
