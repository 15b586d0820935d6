package io.coordkit.it.monitor;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An answer without what differs from server to server: numbers, ids, dates, paths, and what the version says. */
public final class Shape {
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+-[^,\n]+, built on [0-9: -]+ UTC");
    private static final Pattern DATE = Pattern.compile("expire at [^\n]*:\n");
    private static final Pattern DIRECTORY = Pattern.compile("/[^\\s\"]*/version-2");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-f]+");
    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");

    private Shape() {}

    /** The text with a word in place of each of these. */
    public static String of(String answer) {
        String shape = VERSION.matcher(answer).replaceAll("VERSION");
        shape = DATE.matcher(shape).replaceAll("expire at DATE:\n");
        shape = DIRECTORY.matcher(shape).replaceAll("DIRECTORY");
        shape = HEXADECIMAL.matcher(shape).replaceAll("HEX");
        return NUMBER.matcher(shape).replaceAll("N");
    }

    /** The lines in any order: what the reference lists, it lists in the order of a hash table. */
    public static List<String> unordered(String answer) {
        return of(answer).lines().sorted().toList();
    }

    /** What stands before the separator on each line. */
    public static Set<String> keys(String answer, String separator) {
        return answer.lines()
                .map(line -> line.split(Pattern.quote(separator), 2)[0])
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
