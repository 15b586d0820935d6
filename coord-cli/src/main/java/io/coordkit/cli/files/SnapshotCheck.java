package io.coordkit.cli.files;

import io.coordkit.core.tree.DataTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads snapshots to their end: a server believes one only if every checksum in it is right, and so do we. */
public final class SnapshotCheck {

    private SnapshotCheck() {}

    /**
     * What is to be said of one file.
     *
     * @param file its whole path
     * @param znodes in it
     * @param sessions in it
     * @param bytes of data, roughly
     * @param problem why it cannot be used; empty if it can
     */
    public record Report(String file, long znodes, long sessions, long bytes, Optional<String> problem) {
        /** For people. */
        public String line() {
            return problem.map(text -> "PROBLEM " + text)
                    .orElseGet(() ->
                            file + ": good, " + znodes + " znodes, " + sessions + " sessions, " + bytes + " bytes");
        }

        /** For machines. */
        public Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("file", file);
            fields.put("good", problem.isEmpty());
            fields.put("znodes", znodes);
            fields.put("sessions", sessions);
            fields.put("bytes", bytes);
            problem.ifPresent(text -> fields.put("problem", text));
            return fields;
        }
    }

    /** Checks a file, or all snapshots of a directory. */
    public static List<Report> of(Path path) throws FilesFailure {
        Place place = Place.ofSnapshots(path);
        List<Report> reports = new ArrayList<>();
        for (String name : place.names()) {
            reports.add(check(place, name));
        }
        return reports;
    }

    private static Report check(Place place, String name) {
        try {
            DataTree tree = Snapshot.read(place, name).tree();
            return new Report(
                    place.files().location(name),
                    tree.size(),
                    tree.sessionIds().length,
                    tree.approximateBytes(),
                    Optional.empty());
        } catch (FilesFailure unreadable) {
            return new Report(
                    place.files().location(name), 0, 0, 0, Optional.of(String.valueOf(unreadable.getMessage())));
        }
    }
}
