package io.coordkit.cli.demo.narration;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A terminal with the few controls that we use; anything else, and anything beyond its width, is an error. */
final class FakeTerminal {

    private static final Pattern TOKEN = Pattern.compile("\u001b\\[(\\??)(\\d*)(?:;\\d+)*([A-Za-z])|\\R|[^\u001b\\n]");

    private final int columns;
    private final List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    private int column;
    private boolean cursor = true;
    private boolean wrap = true;
    private int colours;

    FakeTerminal(int columns) {
        this.columns = columns;
    }

    void write(String text) {
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (token.find()) {
            if (token.start() != end) {
                throw new AssertionError("unknown control at " + end);
            }
            end = token.end();
            if (token.group(3) != null) {
                control(token.group(1) + token.group(3), token.group(2));
            } else {
                type(token.group().charAt(0));
            }
        }
    }

    List<String> screen() {
        return lines.stream().map(line -> line.toString().stripTrailing()).toList();
    }

    boolean cursorShown() {
        return cursor;
    }

    boolean wraps() {
        return wrap;
    }

    int colours() {
        return colours;
    }

    private void type(char c) {
        switch (c) {
            case '\n' -> {
                row++;
                column = 0;
                if (row == lines.size()) {
                    lines.add(new StringBuilder());
                }
            }
            case '\r' -> column = 0;
            default -> {
                StringBuilder line = lines.get(row);
                line.setLength(Math.max(line.length(), column + 1));
                line.setCharAt(column, c);
                column++;
                if (column > columns) {
                    throw new AssertionError("wider than " + columns + ": " + line);
                }
            }
        }
    }

    private void control(String kind, String number) {
        switch (kind) {
            case "A" -> row -= Integer.parseInt(number);
            case "J" -> {
                lines.get(row).setLength(column);
                lines.subList(row + 1, lines.size()).clear();
            }
            case "m" -> colours++;
            case "?h", "?l" -> mode(Integer.parseInt(number), kind.equals("?h"));
            default -> throw new AssertionError("unknown control " + kind);
        }
    }

    private void mode(int mode, boolean on) {
        switch (mode) {
            case 7 -> wrap = on;
            case 25 -> cursor = on;
            default -> throw new AssertionError("unknown mode " + mode);
        }
    }
}
