package io.coordkit.core.client;

import java.util.List;

/**
 * What the connection of one session watches, for operators.
 *
 * @param sessionId of the session
 * @param paths each once; those of which it hears only of the children are left out, as in the reference
 */
public record SessionWatches(long sessionId, List<String> paths) {}
