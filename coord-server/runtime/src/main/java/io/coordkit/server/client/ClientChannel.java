package io.coordkit.server.client;

import io.coordkit.server.runtime.SocketLink;
import io.netty.channel.Channel;

/** The way out to one client, and the gate on the way in. */
final class ClientChannel extends SocketLink {
    private final Channel channel;
    private final ReadGate gate;

    ClientChannel(Channel channel, ReadGate gate, boolean secure) {
        super(channel, secure);
        this.channel = channel;
        this.gate = gate;
    }

    @Override
    public void setReading(boolean reading) {
        if (channel.eventLoop().inEventLoop()) {
            gate.setAnswered(reading);
        } else {
            channel.eventLoop().execute(() -> gate.setAnswered(reading));
        }
    }
}
