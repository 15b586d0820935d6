package io.coordkit.server.monitor;

import io.coordkit.core.client.ClientFront.Service;
import io.coordkit.core.replica.Replica;

/** What a server is for its clients, in the reference's words. */
public enum Mode {
    STANDALONE("standalone"),
    LEADER("leader"),
    FOLLOWER("follower"),
    OBSERVER("observer"),
    READ_ONLY("read-only");

    private final String text;

    Mode(String text) {
        this.text = text;
    }

    /** The word that tools compare with. */
    public String text() {
        return text;
    }

    /** Of a server that serves; without space on its disk it is read-only, too, until there is some. */
    static Mode of(Replica replica) {
        Service service = replica.clients().service();
        if (service == Service.READ_ONLY || service == Service.UNWRITABLE) {
            return READ_ONLY;
        }
        if (!replica.isMember()) {
            return STANDALONE;
        }
        return switch (replica.status().state()) {
            case LEADING -> LEADER;
            case OBSERVING -> OBSERVER;
            case FOLLOWING, LOOKING -> FOLLOWER;
        };
    }
}
