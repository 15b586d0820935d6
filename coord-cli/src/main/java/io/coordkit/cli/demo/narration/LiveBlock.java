package io.coordkit.cli.demo.narration;

import java.io.PrintStream;
import java.util.List;

/**
 * The lines at the bottom of a terminal that are redrawn in place, with lasting lines scrolling away above them. Line
 * wrap is off while the block is drawn, so that a window made narrower cuts its lines and does not move them.
 */
final class LiveBlock implements AutoCloseable {

    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String WRAP_OFF = "\u001b[?7l";
    private static final String WRAP_ON = "\u001b[?7h";
    private static final String ERASE_BELOW = "\u001b[J";

    private final PrintStream out;
    private List<String> shown = List.of();
    private boolean drawn;

    LiveBlock(PrintStream out) {
        this.out = out;
    }

    /** Prints lasting lines above the block. */
    void print(List<String> lasting, List<String> block) {
        StringBuilder frame = new StringBuilder(up());
        lasting.forEach(line -> frame.append(line).append('\n'));
        draw(frame, block);
    }

    /** Replaces the block; writes nothing when it looks the same already. */
    void redraw(List<String> block) {
        if (!block.equals(shown)) {
            draw(new StringBuilder(up()), block);
        }
    }

    /** Removes the block and gives the terminal back as it was. */
    @Override
    public void close() {
        if (drawn) {
            draw(new StringBuilder(up()), List.of());
            out.print(SHOW_CURSOR);
            out.flush();
            drawn = false;
        }
    }

    private void draw(StringBuilder frame, List<String> block) {
        if (!block.isEmpty()) {
            frame.append(drawn ? "" : HIDE_CURSOR).append(WRAP_OFF);
            block.forEach(line -> frame.append(line).append('\n'));
            frame.append(WRAP_ON);
            drawn = true;
        }
        out.print(frame);
        out.flush();
        shown = List.copyOf(block);
    }

    private String up() {
        return shown.isEmpty() ? "" : "\u001b[" + shown.size() + "A\r" + ERASE_BELOW;
    }
}
