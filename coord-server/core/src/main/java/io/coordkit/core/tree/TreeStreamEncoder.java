package io.coordkit.core.tree;

import io.coordkit.core.wire.JuteWriter;

/**
 * A tree on its way to a learner, in slices, while the tree goes on changing: what follows a SNAP packet. It has neither the
 * header nor the seals of a snapshot file, and a signature at its end ({@code LearnerHandler} of the reference).
 */
public final class TreeStreamEncoder {
    /** Ends the stream. */
    static final String SIGNATURE = "BenWasHere";

    private final TreeEncoder tree;
    private final JuteWriter chunk = new JuteWriter(1 << 16);

    /** Starts a stream of what {@code tree} is from now on. */
    public TreeStreamEncoder(DataTree tree) {
        this.tree = new TreeEncoder(tree);
    }

    /** Whether the last slice has been made. */
    public boolean isDone() {
        return tree.isDone();
    }

    /** Nobody wants the rest. */
    public void stop() {
        tree.stop();
    }

    /** The next slice, at least {@code bytesMin} long unless it is the last; valid until the next call. */
    public JuteWriter nextChunk(int bytesMin) {
        chunk.reset();
        tree.write(chunk, bytesMin);
        if (tree.isDone()) {
            chunk.writeString(SIGNATURE);
        }
        return chunk;
    }
}
