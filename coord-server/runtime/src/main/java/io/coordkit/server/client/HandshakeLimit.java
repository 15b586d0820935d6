package io.coordkit.server.client;

import io.coordkit.core.stats.Count;
import io.coordkit.core.stats.ServerStats;
import io.coordkit.server.runtime.ReplicaDriver;
import io.coordkit.server.tls.Handshakes;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets no more clients than that be in a TLS handshake at once, so that a crowd that comes back together is served one after the other
 * instead of timing out together ({@code NettyServerCnxnFactory} of the reference). Who is one too many is cut, and may try again.
 */
final class HandshakeLimit implements Handshakes {
    private final int max;
    private final ReplicaDriver driver;
    private final AtomicInteger underWay = new AtomicInteger();

    /** @param max 0 means no limit */
    HandshakeLimit(int max, ReplicaDriver driver) {
        this.max = max;
        this.driver = driver;
    }

    @Override
    public boolean begin() {
        if (underWay.incrementAndGet() > max && max > 0) {
            underWay.decrementAndGet();
            driver.note(stats -> stats.add(Count.HANDSHAKE_REFUSED));
            return false;
        }
        driver.note(ServerStats::onHandshakeBegun);
        return true;
    }

    @Override
    public void end() {
        underWay.decrementAndGet();
        driver.note(ServerStats::onHandshakeEnded);
    }
}
