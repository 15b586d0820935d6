package io.coordkit.it.history;

import io.coordkit.it.history.Moment.Answered;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The numbers that sequential creates under one parent get grow with their zxids. */
final class SequenceOrder {

    private static final int DIGITS = 10;

    private final Map<String, TreeMap<Long, String>> createdByParent = new HashMap<>();

    SequenceOrder(History history) {
        history.forEach(Answered.class, (session, answered) -> {
            if (answered.call() instanceof Call.Create create
                    && create.sequential()
                    && answered.answer() instanceof Answer.Created created) {
                createdByParent
                        .computeIfAbsent(parent(create.path()), p -> new TreeMap<>())
                        .put(created.zxid(), created.path());
            }
        });
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    List<String> violations() {
        var violations = new ArrayList<String>();
        for (Iterable<String> paths :
                createdByParent.values().stream().map(TreeMap::values).toList()) {
            String last = "";
            for (String path : paths) {
                if (number(path).compareTo(number(last)) <= 0) {
                    violations.add(path + " was created after " + last);
                }
                last = path;
            }
        }
        return violations;
    }

    private static String number(String path) {
        return path.substring(Math.max(0, path.length() - DIGITS));
    }
}
