package io.coordkit.recipes;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The order of sequential znodes. Listings have none, and names with different prefixes ({@code testChildPath10000000003} and
 * {@code testChildPath20000000002}) are ordered by the ten digits at their end, not as texts.
 */
public final class Sequence {
    private static final int DIGITS = 10;

    private Sequence() {}

    /** The number at the end of a name; an {@link IllegalArgumentException} names what has none. */
    public static int number(String name) {
        int from = name.length() - DIGITS;
        if (from < 0 || !name.substring(from).chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            throw new IllegalArgumentException("not the name of a sequential znode: " + name);
        }
        return Integer.parseInt(name.substring(from));
    }

    /** Oldest first. */
    public static List<String> sorted(Collection<String> names) {
        return names.stream().sorted(Comparator.comparingInt(Sequence::number)).toList();
    }
}
