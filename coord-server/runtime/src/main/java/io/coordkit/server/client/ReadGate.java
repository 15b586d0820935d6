package io.coordkit.server.client;

import io.netty.channel.Channel;

/**
 * Whether a socket is read: only while its client takes its answers and does not have too many requests waiting. What is not
 * read waits in the client's own socket, so a slow client pays with its own time. Belongs to the socket's loop.
 */
final class ReadGate {
    private final Channel channel;
    private boolean answered = true;
    private boolean writable = true;
    private boolean handled = true;
    private boolean authenticated = true;

    ReadGate(Channel channel) {
        this.channel = channel;
    }

    void setAnswered(boolean answered) {
        this.answered = answered;
        apply();
    }

    void setWritable(boolean writable) {
        this.writable = writable;
        apply();
    }

    /** Whether the replica has taken what was read. */
    void setHandled(boolean handled) {
        if (this.handled != handled) {
            this.handled = handled;
            apply();
        }
    }

    /** Whether it is known who the client is, at least as far as it wants to say. */
    void setAuthenticated(boolean authenticated) {
        this.authenticated = authenticated;
        apply();
    }

    private void apply() {
        channel.config().setAutoRead(answered && writable && handled && authenticated);
    }
}
