package io.coordkit.it.load;

import io.coordkit.it.history.Answer;
import io.coordkit.it.history.Call;
import io.coordkit.it.raw.JuteOut;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The watches that a client has set and not heard of: what it sets again on a new connection. */
final class WatchList {

    private static final int CHILDREN_CHANGED = 4;
    private static final int DELETED = 2;

    private final Set<String> data = new TreeSet<>();
    private final Set<String> coming = new TreeSet<>();
    private final Set<String> children = new TreeSet<>();

    boolean isEmpty() {
        return data.isEmpty() && coming.isEmpty() && children.isEmpty();
    }

    void note(Call call, Answer answer) {
        boolean done = !(answer instanceof Answer.Refused);
        if (call instanceof Call.Read read && read.watch() && done) {
            data.add(read.path());
        } else if (call instanceof Call.Exists exists && (done || answer.saysNoNode())) {
            (done ? data : coming).add(exists.path());
        } else if (call instanceof Call.Children listing && listing.watch() && done) {
            children.add(listing.path());
        }
    }

    void fired(int type, String path) {
        if (type != CHILDREN_CHANGED) {
            data.remove(path);
            coming.remove(path);
        }
        if (type == CHILDREN_CHANGED || type == DELETED) {
            children.remove(path);
        }
    }

    /** The body of setWatches, which fires at once what has changed since {@code lastZxid}. */
    JuteOut body(long lastZxid) {
        return new JuteOut()
                .putLong(lastZxid)
                .putStrings(List.copyOf(data))
                .putStrings(List.copyOf(coming))
                .putStrings(List.copyOf(children));
    }
}
