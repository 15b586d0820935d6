package io.coordkit.it.conformance;

import io.coordkit.it.raw.JuteIn;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names for what differs between two servers without meaning: zxids, session ids, times. */
final class Symbols {

    private static final long CLOCK_TOLERANCE_MS = Duration.ofHours(1).toMillis();
    private static final int LONG_DATA = 64;

    private final String root;
    private final long baseZxid;
    private final List<Long> sessions = new ArrayList<>();

    Symbols(String root, long baseZxid) {
        this.root = root;
        this.baseZxid = baseZxid;
    }

    /** {@code z+N} counted from the beginning of the scenario; 0 and −1 as they are. */
    String zxid(long zxid) {
        if (zxid == 0 || zxid == -1) {
            return Long.toString(zxid);
        }
        return zxid < baseZxid ? "old" : "z+" + (zxid - baseZxid);
    }

    /** {@code S1}, {@code S2}, in the order in which sessions appear. */
    String session(long id) {
        if (id == 0) {
            return "0";
        }
        if (!sessions.contains(id)) {
            sessions.add(id);
        }
        return "S" + (sessions.indexOf(id) + 1);
    }

    /** The path with the scenario's root as {@code ~}. */
    String path(String path) {
        return path.startsWith(root) ? "~" + path.substring(root.length()) : path;
    }

    /** Text in quotes, the word null, or a length where it is long. */
    static String data(byte @Nullable [] data) {
        if (data == null) {
            return "null";
        }
        return data.length > LONG_DATA ? data.length + " bytes" : "'" + new String(data, StandardCharsets.UTF_8) + "'";
    }

    String stat(JuteIn in) {
        long czxid = in.getLong();
        long mzxid = in.getLong();
        String times = times(in.getLong(), in.getLong(), czxid == mzxid);
        String versions = in.getInt() + "/" + in.getInt() + "/" + in.getInt();
        String owner = session(in.getLong());
        int length = in.getInt();
        int children = in.getInt();
        return "{c=" + zxid(czxid) + " m=" + zxid(mzxid) + " p=" + zxid(in.getLong()) + " v=" + versions + " owner="
                + owner + " len=" + length + " kids=" + children + " " + times + "}";
    }

    /** Equal milliseconds are chance, except on a node that was never changed: there they are required. */
    private static String times(long ctime, long mtime, boolean unchanged) {
        if (ctime == 0 && mtime == 0) {
            return "timeless";
        }
        // The nodes that are there at birth have no ctime, but can be changed.
        boolean near = Math.abs(System.currentTimeMillis() - (ctime == 0 ? mtime : ctime)) < CLOCK_TOLERANCE_MS;
        boolean ordered = unchanged ? ctime == mtime : ctime <= mtime;
        return near && ordered ? "timed" : "ctime=" + ctime + " mtime=" + mtime;
    }
}
