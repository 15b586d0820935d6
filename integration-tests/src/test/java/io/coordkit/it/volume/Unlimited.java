package io.coordkit.it.volume;

import java.nio.file.Path;
import java.util.List;

/** The machine's disk. */
public record Unlimited(Path seen) implements Volume {

    @Override
    public List<String> launcher() {
        return List.of();
    }

    @Override
    public void fill(long user) {
        throw new UnsupportedOperationException("nobody fills the machine's disk");
    }

    @Override
    public void empty() {
        throw new UnsupportedOperationException("nobody fills the machine's disk");
    }

    @Override
    public void close() {
        // The directory is its maker's.
    }
}
