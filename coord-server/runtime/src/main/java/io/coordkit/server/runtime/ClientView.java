package io.coordkit.server.runtime;

import io.coordkit.core.client.ConnectionView;

/** A client's connection as operators see it: what the replica knows of it, and its socket. */
public record ClientView(ConnectionView connection, SocketView socket) {}
