package io.coordkit.cli.files;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Compares two logs, transaction by transaction. Servers of one ensemble must agree wherever both have something; that one log goes
 * further back or further on than the other is no difference.
 */
public final class LogComparison {

    private final Logs left;
    private final Logs right;
    private final Consumer<Difference> sink;
    private Optional<LogEntry> fromLeft;
    private Optional<LogEntry> fromRight;
    private long same;
    private long differences;

    /**
     * A transaction on which the two do not agree.
     *
     * @param zxid which
     * @param left what one has; empty for nothing
     * @param right what the other has; empty for nothing
     */
    public record Difference(long zxid, Optional<LogEntry> left, Optional<LogEntry> right) {}

    /**
     * What it came to.
     *
     * @param same transactions that both have, byte for byte
     * @param differences transactions on which they do not agree
     * @param before records that one has from before the other begins
     * @param after records that one has from after the other's end
     */
    public record Result(long same, long differences, Extent before, Extent after) {}

    /** Records of each side. */
    public record Extent(long left, long right) {}

    private LogComparison(Logs left, Logs right, Consumer<Difference> sink) throws FilesFailure {
        this.left = left;
        this.right = right;
        this.sink = sink;
        this.fromLeft = left.next();
        this.fromRight = right.next();
    }

    /** Compares; each difference goes to {@code sink} when it is found. */
    public static Result of(Path left, Path right, Consumer<Difference> sink) throws FilesFailure {
        try (Logs leftLogs = Logs.of(List.of(left));
                Logs rightLogs = Logs.of(List.of(right))) {
            return new LogComparison(leftLogs, rightLogs, sink).run();
        }
    }

    private Result run() throws FilesFailure {
        Extent before = skipToCommonBeginning();
        while (fromLeft.isPresent() && fromRight.isPresent()) {
            compare(fromLeft.get(), fromRight.get());
        }
        return new Result(same, differences, before, new Extent(restOfLeft(), restOfRight()));
    }

    private Extent skipToCommonBeginning() throws FilesFailure {
        long ofLeft = 0;
        long ofRight = 0;
        if (fromLeft.isPresent() && fromRight.isPresent()) {
            long begin = Math.max(fromLeft.get().zxid(), fromRight.get().zxid());
            for (; fromLeft.isPresent() && fromLeft.get().zxid() < begin; fromLeft = left.next()) {
                ofLeft++;
            }
            for (; fromRight.isPresent() && fromRight.get().zxid() < begin; fromRight = right.next()) {
                ofRight++;
            }
        }
        return new Extent(ofLeft, ofRight);
    }

    private void compare(LogEntry one, LogEntry other) throws FilesFailure {
        if (one.zxid() < other.zxid()) {
            differ(new Difference(one.zxid(), fromLeft, Optional.empty()));
            fromLeft = left.next();
        } else if (one.zxid() > other.zxid()) {
            differ(new Difference(other.zxid(), Optional.empty(), fromRight));
            fromRight = right.next();
        } else {
            if (Arrays.equals(one.payload(), other.payload())) {
                same++;
            } else {
                differ(new Difference(one.zxid(), fromLeft, fromRight));
            }
            fromLeft = left.next();
            fromRight = right.next();
        }
    }

    private void differ(Difference difference) {
        differences++;
        sink.accept(difference);
    }

    private long restOfLeft() throws FilesFailure {
        long rest = 0;
        for (; fromLeft.isPresent(); fromLeft = left.next()) {
            rest++;
        }
        return rest;
    }

    private long restOfRight() throws FilesFailure {
        long rest = 0;
        for (; fromRight.isPresent(); fromRight = right.next()) {
            rest++;
        }
        return rest;
    }
}
