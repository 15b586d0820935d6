package io.coordkit.it.monitor;

import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.RawSession;
import io.coordkit.it.raw.Requests;
import java.io.IOException;
import java.util.List;

/** A session that has something to show: znodes, an ephemeral, watches of each kind. */
public final class Busy {
    private Busy() {}

    /** Opens one on the server at this port. */
    public static RawSession open(int port) throws IOException {
        RawSession session = RawSession.open(port);
        session.call(Op.CREATE, Requests.create("/shown", "", List.of(Acl.OPEN), 0));
        session.call(Op.CREATE, Requests.create("/shown/ephemeral", "", List.of(Acl.OPEN), 1));
        session.call(Op.GET_DATA, Requests.path("/shown", true));
        session.call(Op.GET_CHILDREN, Requests.path("/shown", true));
        session.call(Op.EXISTS, Requests.path("/absent", true));
        session.call(Op.ADD_WATCH, Requests.path("/shown", 0));
        session.call(Op.ADD_WATCH, Requests.path("/subtree", 1));
        session.call(Op.SET_DATA, Requests.setData("/shown", "x", -1));
        return session;
    }
}
