package io.coordkit.failover;

import java.io.Closeable;
import java.lang.reflect.Proxy;
import org.apache.hadoop.ha.HAServiceProtocol.RequestSource;
import org.apache.hadoop.ha.HAServiceProtocol.StateChangeRequestInfo;
import org.apache.hadoop.ipc.RPC;

/** Talking to services: in whose name, and how the talk ends. */
final class Proxies {
    private Proxies() {}

    /** A service under a controller obeys nobody else's requests, unless they are forced. */
    static StateChangeRequestInfo byController() {
        return new StateChangeRequestInfo(RequestSource.REQUEST_BY_ZKFC);
    }

    /** Gives the connection back; a service in this very process has none. */
    static void close(Object proxy) {
        if (proxy instanceof Closeable || Proxy.isProxyClass(proxy.getClass())) {
            RPC.stopProxy(proxy);
        }
    }
}
