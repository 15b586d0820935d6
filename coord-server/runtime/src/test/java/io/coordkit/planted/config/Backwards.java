package io.coordkit.planted.config;

import io.coordkit.planted.client.Careless;

/** A configuration that knows who uses it. */
public final class Backwards {
    Object user() {
        return new Careless();
    }
}
