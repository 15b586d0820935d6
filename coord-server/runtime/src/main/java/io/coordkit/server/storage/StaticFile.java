package io.coordkit.server.storage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The text of a {@code zoo.cfg} whose members stand in another file. Comments stay, other than in the reference. */
final class StaticFile {
    private static final String DYNAMIC_FILE = "dynamicConfigFile";
    private static final Set<String> CLIENT = Set.of("clientPort", "clientPortAddress");

    private StaticFile() {}

    /** Whether the members stand in another file already. */
    static boolean isDynamic(String text) {
        return text.lines().anyMatch(line -> keyOf(line).equals(DYNAMIC_FILE));
    }

    /** The text without lines about members, or about clients if the line of the server says where they connect. */
    static String pointTo(String text, Path dynamic, boolean withoutClient) {
        List<String> kept = new ArrayList<>();
        boolean dropping = false;
        boolean continued = false;
        for (String line : text.lines().toList()) {
            if (!continued) {
                dropping = isOfMembers(keyOf(line)) || withoutClient && CLIENT.contains(keyOf(line));
            }
            continued = !isComment(line) && line.endsWith("\\") && !line.endsWith("\\\\");
            if (!dropping) {
                kept.add(line);
            }
        }
        kept.add(DYNAMIC_FILE + "=" + escaped(dynamic.toString().replace('\\', '/')));
        return String.join("\n", kept) + "\n";
    }

    /** Such a file has one byte for a character; of the others it has the numbers. */
    private static String escaped(String path) {
        StringBuilder text = new StringBuilder();
        for (char c : path.toCharArray()) {
            text.append(c < 0x80 ? String.valueOf(c) : String.format(Locale.ROOT, "\\u%04x", (int) c));
        }
        return text.toString();
    }

    private static boolean isOfMembers(String key) {
        return key.startsWith("server.")
                || key.startsWith("group")
                || key.startsWith("weight")
                || key.startsWith("peerType")
                || key.startsWith(DYNAMIC_FILE);
    }

    private static boolean isComment(String line) {
        return line.isBlank() || line.strip().startsWith("#") || line.strip().startsWith("!");
    }

    /** What stands before the separator; nothing for a comment. */
    private static String keyOf(String line) {
        return isComment(line) ? "" : line.strip().split("[=:\\s]", 2)[0];
    }
}
