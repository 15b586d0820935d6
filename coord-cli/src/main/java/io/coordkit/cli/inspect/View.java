package io.coordkit.cli.inspect;

import java.util.List;

/** What was seen in a tree. */
public interface View {
    /** For a person; at most {@code limit} of each kind that may be many. */
    List<String> lines(int limit);

    /** For a machine: one object on one line. */
    String json();
}
