package io.coordkit.sim.check;

import io.coordkit.core.quorum.MemberSyntaxException;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.txn.LoggedTxn;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.OpCode;
import io.coordkit.core.wire.WriteRequest;
import io.coordkit.sim.model.Expected;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A transaction in the order of everything. */
final class Entry {
    private static final Set<ErrorCode> LEADERS_REASONS =
            Set.of(ErrorCode.SESSION_MOVED, ErrorCode.RECONFIG_IN_PROGRESS, ErrorCode.NEW_CONFIG_NO_QUORUM);

    final long zxid;

    /** The transaction before it in the log of the one who proposed it; 0 for none. */
    final long previous;

    final byte[] payload;
    final LoggedTxn logged;

    /** What its client asked for; null for the servers' own. */
    final @Nullable WriteRequest origin;

    /** Digest of the state after it: its own, or that of the last one before that had any. */
    final long digest;

    /** What its client must be told; known once a model has taken it. */
    @Nullable
    Expected expected;

    Entry(long zxid, long previous, byte[] payload, LoggedTxn logged, @Nullable WriteRequest origin, long digest) {
        this.zxid = zxid;
        this.previous = previous;
        this.payload = payload;
        this.logged = logged;
        this.origin = origin;
        this.digest = digest;
    }

    /** Why the leader has refused it, if that is something that only a leader knows; of a multi, it is the reason of a part. */
    Optional<ErrorCode> ruling() {
        return rulings(logged.txn()).filter(LEADERS_REASONS::contains).findFirst();
    }

    private static Stream<ErrorCode> rulings(Txn txn) {
        if (txn instanceof Txn.Multi multi) {
            return multi.parts().stream().flatMap(Entry::rulings);
        }
        return txn instanceof Txn.Failed failed ? Stream.of(ErrorCode.of(failed.code())) : Stream.empty();
    }

    /** The members that it makes, if it does. */
    Optional<Membership> reconfigures() {
        boolean reconfigures = logged.txn() instanceof Txn.SetData set && set.op() == OpCode.RECONFIG;
        return reconfigures ? Optional.of(membership((Txn.SetData) logged.txn())) : Optional.empty();
    }

    private Membership membership(Txn.SetData set) {
        byte[] text = set.data();
        try {
            return Membership.parse(new String(text == null ? new byte[0] : text, StandardCharsets.UTF_8));
        } catch (MemberSyntaxException e) {
            throw new Found("state", zxid, "a membership that cannot be read: " + e.getMessage());
        }
    }

    long session() {
        return logged.header().clientId();
    }

    int cxid() {
        return logged.header().cxid();
    }
}
