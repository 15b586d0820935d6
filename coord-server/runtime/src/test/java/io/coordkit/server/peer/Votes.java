package io.coordkit.server.peer;

import io.coordkit.core.election.Notification;
import io.coordkit.core.election.ServerState;
import io.coordkit.core.election.Vote;

/** Election messages that can be told apart by their round. */
final class Votes {
    private Votes() {}

    static Notification notification(long round) {
        return new Notification(ServerState.LOOKING, new Vote(1, 2, 3), round, Notification.VERSION, "version=0");
    }

    static byte[] vote(long round) {
        return notification(round).toBytes();
    }
}
