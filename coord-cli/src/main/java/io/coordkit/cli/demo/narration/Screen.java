package io.coordkit.cli.demo.narration;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * What standard output can show.
 *
 * @param live whether lines can be redrawn in place
 * @param columns how wide it is; at least 40
 * @param colour whether to use colours
 * @param charset what it decodes
 */
public record Screen(boolean live, int columns, boolean colour, Charset charset) {

    /** The system property in which the {@code coord} script says that standard output is a terminal, and how wide. */
    public static final String COLUMNS_PROPERTY = "coordkit.terminal.columns";

    private static final int COLUMNS_MIN = 40;
    private static final int COLUMNS_MAX = 100;
    private static final int COLUMNS_DEFAULT = 80;

    public Screen {
        columns = Math.min(COLUMNS_MAX, Math.max(COLUMNS_MIN, columns));
    }

    /** What a pipe or a file can show: lines of UTF-8. */
    public static Screen none() {
        return new Screen(false, COLUMNS_DEFAULT, false, StandardCharsets.UTF_8);
    }

    /**
     * Looks around.
     *
     * @param terminalColumns the value of {@link #COLUMNS_PROPERTY}, or empty when standard output is no terminal
     */
    public static Screen detect(String terminalColumns, Map<String, String> environment) {
        boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
        if (terminalColumns.isEmpty() || dumb) {
            return none();
        }
        boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Screen(true, columns(terminalColumns), colour, charset(environment));
    }

    /** The rendering that suits this screen. */
    public Rendering rendering(PrintStream out) {
        return live ? new TerminalRendering(out, this) : new PlainRendering(out);
    }

    private static int columns(String text) {
        try {
            int columns = Integer.parseInt(text.strip());
            return columns > 0 ? columns : COLUMNS_DEFAULT;
        } catch (NumberFormatException unknown) {
            return COLUMNS_DEFAULT;
        }
    }

    /** The first of the three that is set decides, as in the C library. */
    private static Charset charset(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String locale = environment.getOrDefault(name, "").toLowerCase(Locale.ROOT);
            if (!locale.isEmpty()) {
                return locale.contains("utf") ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
            }
        }
        return StandardCharsets.US_ASCII;
    }
}
