package io.coordkit.server.monitor;

import io.coordkit.core.stats.Sizes;

/** The last, smallest and largest of many sizes in bytes at some moment; −1 each while there is none. */
public record SizeRange(long last, long min, long max) {
    static SizeRange of(Sizes sizes) {
        return new SizeRange(sizes.last(), sizes.min(), sizes.max());
    }

    @Override
    public String toString() {
        return last + "/" + min + "/" + max;
    }
}
