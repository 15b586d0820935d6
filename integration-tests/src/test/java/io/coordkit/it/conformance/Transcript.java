package io.coordkit.it.conformance;

import java.util.ArrayList;
import java.util.List;

/** What was said and heard in one performance, one line each; two of them can be compared. */
final class Transcript {

    private static final int CONTEXT = 12;

    private final List<String> lines = new ArrayList<>();

    void add(String line) {
        lines.add(line);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /**
     * Nothing when both are equal; else the differing lines, {@code -} for what this one says and {@code +} for what
     * the other one says, with a few equal lines around.
     */
    String differenceTo(Transcript other) {
        return lines.equals(other.lines) ? "" : new Comparison(lines, other.lines).text();
    }

    /** The longest common subsequence, and from it the usual text of a difference. */
    private record Comparison(List<String> left, List<String> right) {

        private int[][] commonLengths() {
            int[][] common = new int[left.size() + 1][right.size() + 1];
            for (int i = left.size() - 1; i >= 0; i--) {
                for (int j = right.size() - 1; j >= 0; j--) {
                    common[i][j] = left.get(i).equals(right.get(j))
                            ? common[i + 1][j + 1] + 1
                            : Math.max(common[i + 1][j], common[i][j + 1]);
                }
            }
            return common;
        }

        String text() {
            int[][] common = commonLengths();
            List<String> marked = new ArrayList<>();
            int i = 0;
            int j = 0;
            while (i < left.size() || j < right.size()) {
                if (i < left.size() && j < right.size() && left.get(i).equals(right.get(j))) {
                    marked.add("  " + left.get(i++));
                    j++;
                } else if (j == right.size() || (i < left.size() && common[i + 1][j] >= common[i][j + 1])) {
                    marked.add("- " + left.get(i++));
                } else {
                    marked.add("+ " + right.get(j++));
                }
            }
            return aroundChanges(marked);
        }

        private static String aroundChanges(List<String> marked) {
            var text = new StringBuilder();
            int lastChange = -CONTEXT;
            for (int i = 0; i < marked.size(); i++) {
                int nextChange = i;
                while (nextChange < marked.size() && marked.get(nextChange).startsWith("  ")) {
                    nextChange++;
                }
                lastChange = nextChange == i ? i : lastChange;
                boolean before = nextChange < marked.size() && nextChange - i <= CONTEXT;
                if (before || i - lastChange <= 2) {
                    text.append(marked.get(i)).append('\n');
                }
            }
            return text.toString();
        }
    }
}
