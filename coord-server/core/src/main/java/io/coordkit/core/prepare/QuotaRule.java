package io.coordkit.core.prepare;

import io.coordkit.core.effect.Report;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.QuotaFigures;
import io.coordkit.core.wire.ErrorCode;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whether a write may make a subtree larger ({@code ZooKeeperServer.checkQuota} of the reference). It is judged by what is applied,
 * not by what is pending, so many writes at once may exceed a limit. Where there is a hard limit the soft one does not matter.
 */
final class QuotaRule {
    private final DataTree tree;
    private final boolean enforced;
    private final Consumer<Report.QuotaExceeded> reports;

    QuotaRule(DataTree tree, boolean enforced, Consumer<Report.QuotaExceeded> reports) {
        this.tree = tree;
        this.enforced = enforced;
        this.reports = reports;
    }

    ErrorCode checkCreate(String path, byte @Nullable [] data) {
        return enforced ? check(path, 1, lengthOf(data)) : ErrorCode.OK;
    }

    ErrorCode checkSetData(String path, byte @Nullable [] former, byte @Nullable [] data) {
        return enforced ? check(path, 0, lengthOf(data) - lengthOf(former)) : ErrorCode.OK;
    }

    private ErrorCode check(String path, int count, int bytes) {
        String top = tree.quotas().topOf(path);
        QuotaFigures usage = top == null ? null : tree.quotas().usageOf(top);
        if (top == null || usage == null) {
            return ErrorCode.OK;
        }
        QuotaFigures limits = tree.quotas().limitsOf(top);
        boolean refused =
                count != 0 && exceeds(top, "count", usage.count() + count, limits.count(), limits.countHardLimit());
        refused = refused
                || bytes != 0 && exceeds(top, "bytes", usage.bytes() + bytes, limits.bytes(), limits.bytesHardLimit());
        return refused ? ErrorCode.QUOTA_EXCEEDED : ErrorCode.OK;
    }

    /** Whether a hard limit is exceeded. */
    private boolean exceeds(String top, String what, long usage, long soft, long hard) {
        boolean isHard = hard > -1;
        long limit = isHard ? hard : soft;
        if (limit <= -1 || usage <= limit) {
            return false;
        }
        reports.accept(new Report.QuotaExceeded(top, what, usage, limit, isHard));
        return isHard;
    }

    private static int lengthOf(byte @Nullable [] data) {
        return data == null ? 0 : data.length;
    }
}
