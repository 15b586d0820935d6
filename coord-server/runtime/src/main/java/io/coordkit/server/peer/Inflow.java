package io.coordkit.server.peer;

import io.coordkit.core.replica.Input;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;

/**
 * What a socket has brought, on its way to the replica: everything of one wake-up is handed over at once, and while too much
 * waits there the socket is not read. Belongs to the socket's loop.
 */
final class Inflow {
    private static final int BATCHES_UNDER_WAY_MAX = 2;

    private final Channel channel;
    private final Way way;
    private List<Input> inputs = new ArrayList<>();
    private int batchesUnderWay;
    private boolean wanted = true;

    /** To the replica; {@code handled} is run on its loop. */
    @FunctionalInterface
    interface Way {
        void handOver(List<Input> inputs, Runnable handled);
    }

    Inflow(Channel channel, Way way) {
        this.channel = channel;
        this.way = way;
    }

    void add(Input input) {
        inputs.add(input);
    }

    /** Whether the replica wants more. */
    void setWanted(boolean wanted) {
        this.wanted = wanted;
        apply();
    }

    /** Ends a wake-up. */
    void handOver() {
        if (inputs.isEmpty()) {
            return;
        }
        List<Input> full = inputs;
        inputs = new ArrayList<>();
        batchesUnderWay++;
        way.handOver(full, this::handled);
        apply();
    }

    private void handled() {
        if (channel.eventLoop().inEventLoop()) {
            batchesUnderWay--;
            apply();
        } else {
            channel.eventLoop().execute(() -> {
                batchesUnderWay--;
                apply();
            });
        }
    }

    private void apply() {
        channel.config().setAutoRead(wanted && batchesUnderWay < BATCHES_UNDER_WAY_MAX);
    }
}
