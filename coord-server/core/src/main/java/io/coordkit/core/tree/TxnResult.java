package io.coordkit.core.tree;

import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.OpCode;
import io.coordkit.core.wire.Stat;
import java.util.List;

/** What applying a transaction brought, as far as the client that asked for it must learn it. */
public sealed interface TxnResult {
    /** Nothing to tell but success. */
    record Done(OpCode op) implements TxnResult {}

    /** A znode was made. */
    record Created(OpCode op, String path, Stat stat) implements TxnResult {}

    /** A znode was changed: data or access control list. */
    record Changed(OpCode op, Stat stat) implements TxnResult {}

    /** The ensemble has other members; {@code text} is what the configuration znode holds. */
    record Reconfigured(byte[] text, Stat stat) implements TxnResult {}

    /** Refused; nothing changed. */
    record Refused(int error) implements TxnResult {
        /** Refused with this reason. */
        public static Refused with(ErrorCode error) {
            return new Refused(error.code());
        }
    }

    /** The parts of a multi; when it failed every part is a {@link Refused}, those before the culprit with 0. */
    record Parts(List<TxnResult> parts) implements TxnResult {}
}
