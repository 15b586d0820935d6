package io.coordkit.cli.demo.narration;

import io.coordkit.cli.demo.narration.Picture.Mood;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The marks and colours of a terminal, in Unicode or plain ASCII, with or without colours. */
final class Ink {

    private static final String RESET = "\u001b[0m";

    private final boolean colour;
    private final boolean unicode;

    Ink(boolean colour, Charset charset) {
        this.colour = colour;
        this.unicode = charset.equals(StandardCharsets.UTF_8);
    }

    String bold(String text) {
        return sgr("1", text);
    }

    String faint(String text) {
        return sgr("2", text);
    }

    String outcome(boolean good, String text) {
        return sgr(good ? "32" : "1;31", text);
    }

    String mood(Mood mood, String text) {
        return switch (mood) {
            case GOOD -> sgr("32", text);
            case IDLE -> text;
            case BUSY -> sgr("33", text);
            case BAD -> sgr("31", text);
        };
    }

    /** Marks that differ without colours, too. */
    String mark(Mood mood) {
        return switch (mood) {
            case GOOD -> unicode ? "●" : "*";
            case IDLE -> unicode ? "○" : "o";
            case BUSY -> unicode ? "◐" : "~";
            case BAD -> unicode ? "✗" : "x";
        };
    }

    String check(boolean good) {
        return good ? (unicode ? "✔" : "+") : (unicode ? "✘" : "!");
    }

    String bar() {
        return unicode ? "│" : "|";
    }

    /** One frame of a wheel that turns ten times a second. */
    String wheel(long millis) {
        List<String> frames =
                unicode ? List.of("⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏") : List.of("|", "/", "-", "\\");
        return frames.get((int) (millis / 100 % frames.size()));
    }

    /** The text cut to a width, its cut marked. */
    String fit(String text, int columns) {
        if (text.length() <= columns) {
            return text;
        }
        String end = unicode ? "…" : "~";
        return columns <= 1 ? end : text.substring(0, columns - 1) + end;
    }

    private String sgr(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + RESET : text;
    }
}
