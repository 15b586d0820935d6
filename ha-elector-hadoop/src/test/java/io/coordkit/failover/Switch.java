package io.coordkit.failover;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configured;
import org.apache.hadoop.ha.FenceMethod;
import org.apache.hadoop.ha.HAServiceProtocol.HAServiceState;
import org.apache.hadoop.ha.HAServiceTarget;

/** A fencing method of one's own, named by its class: it switches a service off, even one that hears nothing. */
public final class Switch extends Configured implements FenceMethod {
    private static final Map<Integer, Service> SERVICES = new ConcurrentHashMap<>();

    static void install(Service service) {
        SERVICES.put(service.address().getPort(), service);
    }

    @Override
    public void checkArgs(String argument) {}

    @Override
    public boolean tryFence(HAServiceTarget target, String argument) {
        Service service = SERVICES.get(target.getAddress().getPort());
        service.told.add("switched off");
        service.state = HAServiceState.INITIALIZING;
        return true;
    }
}
