package io.coordkit.it.history;

import io.coordkit.it.history.Moment.Answered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds out of answers what they tell of which znode: reads, listings, and refusals of writes. */
final class Sights {

    private final Map<String, List<Sight>> byPath = new HashMap<>();
    private final Map<String, Set<String>> pathsByParent = new HashMap<>();

    /**
     * @param paths all that somebody may have created, to find those that are missing in a listing
     */
    Sights(History history, Iterable<String> paths) {
        for (String path : paths) {
            pathsByParent.computeIfAbsent(parent(path), p -> new TreeSet<>()).add(path);
        }
        history.forEach(Answered.class, this::look);
    }

    /** In no order. */
    List<Sight> of(String path) {
        return byPath.getOrDefault(path, List.of());
    }

    Iterable<String> paths() {
        return new TreeSet<>(byPath.keySet());
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private void look(SessionLog session, Answered answered) {
        Call call = answered.call();
        Answer answer = answered.answer();
        if (answer instanceof Answer.Refused refused) {
            lookAtRefusal(session, answered, refused);
        } else if (answer instanceof Answer.Seen seen && call instanceof Call.Read read) {
            add(session, answered, read.path(), true, Optional.of(seen.znode()), -1);
        } else if (call instanceof Call.Exists exists) {
            add(session, answered, exists.path(), true, Optional.empty(), -1);
        } else if (answer instanceof Answer.Listed listed && call instanceof Call.Children children) {
            lookAtListing(session, answered, children.path(), listed);
        }
    }

    private void lookAtRefusal(SessionLog session, Answered answered, Answer.Refused refused) {
        Call call = answered.call();
        switch (refused.error()) {
            case Answer.NO_NODE -> missing(call).ifPresent(path -> add(session, answered, path, false));
            case Answer.NODE_EXISTS -> {
                if (call instanceof Call.Create create) {
                    add(session, answered, create.path(), true);
                }
            }
            case Answer.BAD_VERSION -> {
                if (call instanceof Call.SetData set) {
                    add(session, answered, set.path(), true, Optional.empty(), set.version());
                }
            }
            default -> {
                return; // says something of the session, not of a znode
            }
        }
    }

    /** The znode that NONODE is about; for a create it is the parent, and for a multi it is not known. */
    private static Optional<String> missing(Call call) {
        if (call instanceof Call.Read read) {
            return Optional.of(read.path());
        }
        if (call instanceof Call.Exists exists) {
            return Optional.of(exists.path());
        }
        if (call instanceof Call.SetData set) {
            return Optional.of(set.path());
        }
        return call instanceof Call.Delete delete ? Optional.of(delete.path()) : Optional.empty();
    }

    private void lookAtListing(SessionLog session, Answered answered, String parent, Answer.Listed listed) {
        var names = new HashSet<>(listed.names());
        for (String path : pathsByParent.getOrDefault(parent, Set.of())) {
            add(session, answered, path, names.remove(path.substring(parent.length() + 1)));
        }
        for (String unheardOf : names) {
            add(session, answered, parent + "/" + unheardOf, true);
        }
    }

    private void add(SessionLog session, Answered answered, String path, boolean present) {
        add(session, answered, path, present, Optional.empty(), -1);
    }

    private void add(
            SessionLog session,
            Answered answered,
            String path,
            boolean present,
            Optional<Answer.Znode> znode,
            int notVersion) {
        byPath.computeIfAbsent(path, p -> new ArrayList<>())
                .add(new Sight(
                        path,
                        answered.answer().zxid(),
                        present,
                        znode,
                        notVersion,
                        answered.invokedNanos(),
                        answered.completedNanos(),
                        session.client()));
    }
}
