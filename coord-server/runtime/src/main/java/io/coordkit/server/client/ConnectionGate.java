package io.coordkit.server.client;

import io.coordkit.core.stats.Count;
import io.coordkit.server.runtime.ReplicaDriver;
import io.coordkit.server.text.HostPort;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts a connection as long as it is there, and lets in no more than there may be. */
final class ConnectionGate extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionGate.class);

    private final ConnectionLimits limits;
    private final ReplicaDriver driver;
    private String address = "";
    private boolean counted;

    ConnectionGate(ConnectionLimits limits, ReplicaDriver driver) {
        this.limits = limits;
        this.driver = driver;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (ctx.channel().remoteAddress() instanceof InetSocketAddress inet) {
            address = inet.getAddress().getHostAddress();
            if (!limits.acquire(address)) {
                LOG.warn("connection-refused address={} reason=\"too many connections\"", HostPort.of(inet));
                driver.note(stats -> stats.add(Count.CONNECTION_REJECTED));
                ctx.close();
                return;
            }
            counted = true;
        }
        ctx.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (counted) {
            counted = false;
            limits.release(address);
        }
        ctx.fireChannelInactive();
    }
}
