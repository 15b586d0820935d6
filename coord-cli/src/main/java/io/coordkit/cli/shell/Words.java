package io.coordkit.cli.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line into words as {@code zkCli} does: at blanks, and a word that begins with a quote ends with the next one of its kind.
 * There are no escapes, and quotes inside a word are part of it. A quote that nothing ends is passed over.
 */
final class Words {

    private Words() {}

    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            char first = line.charAt(at);
            if (Character.isWhitespace(first)) {
                at++;
            } else if (first == '"' || first == '\'') {
                int end = line.indexOf(first, at + 1);
                if (end > 0) {
                    words.add(line.substring(at + 1, end));
                }
                at = Math.max(at, end) + 1;
            } else {
                int end = endOfWord(line, at);
                words.add(line.substring(at, end));
                at = end;
            }
        }
        return words;
    }

    private static int endOfWord(String line, int from) {
        int end = from;
        while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        return end;
    }
}
