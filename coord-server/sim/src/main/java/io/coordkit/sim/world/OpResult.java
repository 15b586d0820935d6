package io.coordkit.sim.world;

import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.Stat;
import java.util.Optional;

/**
 * What became of a part of a multi. In one that was refused, parts before the culprit have {@link ErrorCode#OK} and those behind it
 * {@link ErrorCode#RUNTIME_INCONSISTENCY}, although none was done.
 *
 * @param path of what was created
 * @param stat of what was created or written
 */
public record OpResult(ErrorCode error, Optional<String> path, Optional<Stat> stat) {}
