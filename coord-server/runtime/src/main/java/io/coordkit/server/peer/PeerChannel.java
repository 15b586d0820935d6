package io.coordkit.server.peer;

import io.coordkit.server.runtime.SocketLink;
import io.netty.channel.Channel;

/** The way out to one peer, and the gate on the way in. */
final class PeerChannel extends SocketLink {
    private final Channel channel;
    private final Inflow inflow;

    PeerChannel(Channel channel, Inflow inflow) {
        super(channel, false);
        this.channel = channel;
        this.inflow = inflow;
    }

    @Override
    public void setReading(boolean reading) {
        if (channel.eventLoop().inEventLoop()) {
            inflow.setWanted(reading);
        } else {
            channel.eventLoop().execute(() -> inflow.setWanted(reading));
        }
    }
}
