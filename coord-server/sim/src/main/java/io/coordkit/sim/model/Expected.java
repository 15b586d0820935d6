package io.coordkit.sim.model;

import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.OpCode;
import io.coordkit.core.wire.Stat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the answer to a write must be.
 *
 * @param op what was asked
 * @param error why it was refused, or OK
 * @param text path created, with creates that succeed; the membership, with reconfigurations
 * @param stat with creates and setData that succeed
 * @param parts of a multi, refused or not
 */
public record Expected(
        OpCode op,
        ErrorCode error,
        @Nullable String text,
        @Nullable Stat stat,
        List<Expected> parts) {
    static Expected refused(OpCode op, ErrorCode error) {
        return new Expected(op, error, null, null, List.of());
    }

    static Expected done(OpCode op) {
        return new Expected(op, ErrorCode.OK, null, null, List.of());
    }
}
