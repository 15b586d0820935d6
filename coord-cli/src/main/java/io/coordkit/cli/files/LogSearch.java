package io.coordkit.cli.files;

import io.coordkit.core.txn.LoggedTxn;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnHeader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Who changed a znode, when, from which session: the transactions that had an effect on it, from the logs that are still there.
 * Refused requests changed nothing and are not found.
 */
public final class LogSearch {

    private final Query query;

    /**
     * What is looked for; everything that is given must hold.
     *
     * @param path the znode, as its servers know it
     * @param below whether its descendants count too
     * @param session who asked for it
     * @param from first moment
     * @param to last moment
     */
    public record Query(
            Optional<String> path, boolean below, Optional<Long> session, Optional<Moment> from, Optional<Moment> to) {}

    /**
     * One thing that was done.
     *
     * @param header who, when
     * @param change what; a part of it where the rest of a multi concerned other znodes
     */
    public record Finding(TxnHeader header, Txn change) {
        /** For people. */
        public String line() {
            return EntryView.line(header, change);
        }

        /** For machines. */
        public Map<String, Object> fields() {
            return EntryView.fields(header, change);
        }
    }

    public LogSearch(Query query) {
        this.query = query;
    }

    /** Reads all files and tells {@code sink} what it finds, in their order. */
    public void in(List<Path> paths, Consumer<Finding> sink) throws FilesFailure {
        try (Logs logs = Logs.of(paths)) {
            for (Optional<LogEntry> entry = logs.next(); entry.isPresent(); entry = logs.next()) {
                entry.get().logged().ifPresent(logged -> findings(logged).forEach(sink));
            }
        }
    }

    private List<Finding> findings(LoggedTxn logged) {
        TxnHeader header = logged.header();
        boolean inTime = query.from.map(from -> !from.isAfter(header)).orElse(true)
                && query.to.map(to -> !to.isBefore(header)).orElse(true);
        boolean bySession =
                query.session.map(session -> session == header.clientId()).orElse(true);
        return inTime && bySession
                ? effects(logged.txn()).stream()
                        .map(txn -> new Finding(header, txn))
                        .toList()
                : List.of();
    }

    private List<Txn> effects(Txn txn) {
        if (txn instanceof Txn.Multi multi) {
            List<Txn> parts = new ArrayList<>();
            if (!multi.isRefused()) {
                multi.parts().forEach(part -> parts.addAll(effects(part)));
            }
            return parts;
        }
        return concerns(txn) ? List.of(txn) : List.of();
    }

    private boolean concerns(Txn txn) {
        if (txn instanceof Txn.Failed || txn instanceof Txn.Check) {
            return false;
        }
        return query.path.isEmpty() || TouchedPaths.of(txn).stream().anyMatch(path -> matches(path, query.path.get()));
    }

    private boolean matches(String path, String wanted) {
        boolean isBelow = path.startsWith(wanted.equals("/") ? "/" : wanted + "/");
        return path.equals(wanted) || query.below && isBelow;
    }
}
