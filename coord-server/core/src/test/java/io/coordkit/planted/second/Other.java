package io.coordkit.planted.second;

import io.coordkit.planted.first.Impure;

/** Closes a circle of packages. */
public final class Other {
    public static final String NAME = "other".trim();

    private Other() {}

    static Class<?> back() {
        return Impure.class;
    }
}
