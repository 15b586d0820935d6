package io.coordkit.benchmarks.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/** Whether a server leads its ensemble, in its own opinion. */
final class Leadership {
    private static final Pattern MODE_LEADER = Pattern.compile("(?m)^Mode: leader$");

    private Leadership() {}

    /** No for one that does not answer. */
    static boolean of(InetSocketAddress server) {
        try {
            return isMode(Srvr.ask(server));
        } catch (IOException silent) {
            return false;
        }
    }

    static boolean isMode(String srvr) {
        return MODE_LEADER.matcher(srvr).find();
    }
}
