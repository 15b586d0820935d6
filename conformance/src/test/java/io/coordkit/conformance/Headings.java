package io.coordkit.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Whether what a row refers to is there: a heading of a document, by the anchor that it gets when it is shown. */
final class Headings {
    private Headings() {}

    /** What is wrong with a row's link; nothing if it has none or leads somewhere. */
    static Optional<String> complaint(Path root, Row row) throws IOException {
        if (row.link().isEmpty()) {
            return Optional.empty();
        }
        String link = row.link().get();
        int hash = link.indexOf('#');
        Path document = root.resolve(row.table()).resolveSibling(link.substring(0, hash));
        String anchor = link.substring(hash + 1);
        boolean leads = Files.exists(document)
                && Files.readAllLines(document).stream()
                        .anyMatch(line -> line.startsWith("#") && anchorOf(line).equals(anchor));
        return leads ? Optional.empty() : Optional.of(row + ": nothing at " + link);
    }

    private static String anchorOf(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\w -]", "")
                .replace(' ', '-');
    }
}
