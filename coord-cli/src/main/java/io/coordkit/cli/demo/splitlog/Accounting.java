package io.coordkit.cli.demo.splitlog;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * What was acknowledged against what was recovered, edit by edit.
 *
 * @param written every edit that the dead server acknowledged
 * @param recovered every edit that the regions find, as often as they find it
 */
record Accounting(List<Edit> written, List<Edit> recovered) {

    Accounting {
        written = List.copyOf(written);
        recovered = List.copyOf(recovered);
    }

    /**
     * Reads what the regions find.
     *
     * @throws IOException when a file is damaged, or contains edits of another region
     */
    static List<Edit> readRecovered(WalRoot root, WalFiles files) throws IOException {
        List<Edit> edits = new ArrayList<>();
        for (String range : Table.RANGES) {
            String region = Table.region(range);
            for (Path file : WalRoot.list(root.recoveredEdits(region))) {
                for (Edit edit : files.readRecovered(file)) {
                    if (!edit.region().equals(region)) {
                        throw new IOException(file + " contains an edit of " + Table.label(edit.region()));
                    }
                    edits.add(edit);
                }
            }
        }
        return edits;
    }

    /** Acknowledged and not recovered. */
    List<Edit.Id> lost() {
        Map<Edit.Id, Integer> found = counts(recovered);
        return written.stream()
                .map(Edit::id)
                .filter(id -> !found.containsKey(id))
                .sorted()
                .toList();
    }

    /** Recovered more than once. */
    List<Edit.Id> duplicates() {
        return counts(recovered).entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Recovered and never acknowledged, or with another content. */
    List<Edit.Id> invented() {
        Map<Edit.Id, Long> checksums = new TreeMap<>();
        written.forEach(edit -> checksums.put(edit.id(), edit.checksum()));
        return recovered.stream()
                .filter(edit -> !Long.valueOf(edit.checksum()).equals(checksums.get(edit.id())))
                .map(Edit::id)
                .toList();
    }

    /** For each region, by its label, how many edits, and a checksum over all of them in order. */
    static Map<String, String> totals(List<Edit> edits) {
        Map<String, List<Edit>> byRegion = new TreeMap<>();
        for (Edit edit : edits) {
            byRegion.computeIfAbsent(Table.label(edit.region()), label -> new ArrayList<>())
                    .add(edit);
        }
        Map<String, String> totals = new TreeMap<>();
        byRegion.forEach(
                (label, ofRegion) -> totals.put(label, "%d edits %08x".formatted(ofRegion.size(), checksum(ofRegion))));
        return totals;
    }

    private static long checksum(List<Edit> edits) {
        CRC32 crc = new CRC32();
        edits.stream().map(Edit::toText).sorted().forEach(text -> crc.update(text.getBytes(StandardCharsets.UTF_8)));
        return crc.getValue();
    }

    private static Map<Edit.Id, Integer> counts(List<Edit> edits) {
        Map<Edit.Id, Integer> counts = new TreeMap<>();
        edits.forEach(edit -> counts.merge(edit.id(), 1, Integer::sum));
        return counts;
    }
}
