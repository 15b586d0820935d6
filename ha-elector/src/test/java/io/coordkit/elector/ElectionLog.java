package io.coordkit.elector;

import io.coordkit.elector.paths.ElectionPaths;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jute.Record;
import org.apache.zookeeper.server.persistence.FileTxnLog;
import org.apache.zookeeper.server.persistence.TxnLog.TxnIterator;
import org.apache.zookeeper.txn.CreateTxn;
import org.apache.zookeeper.txn.DeleteTxn;
import org.apache.zookeeper.txn.SetACLTxn;
import org.apache.zookeeper.txn.SetDataTxn;

/** The changes that a server's transaction log holds of each election below Hadoop's parent for ResourceManagers. */
final class ElectionLog {
    private static final String BASE = ElectionPaths.YARN_BASE + "/";

    private record Change(String path, String what) {}

    /**
     * One change.
     *
     * @param zxid when it happened
     * @param text the znode below the election's parent, and what became of it
     */
    record Entry(long zxid, String text) {}

    private ElectionLog() {}

    /** The changes in their order, by the election's name. */
    static Map<String, List<Entry>> read(Path directory) throws Exception {
        Map<String, List<Entry>> changes = new LinkedHashMap<>();
        FileTxnLog log = new FileTxnLog(directory.resolve("version-2").toFile());
        try (TxnIterator iterator = log.read(1)) {
            do {
                long zxid = iterator.getHeader().getZxid();
                change(iterator.getTxn())
                        .filter(change -> change.path.startsWith(BASE))
                        .ifPresent(change -> add(zxid, change, changes));
            } while (iterator.next());
        } finally {
            log.close();
        }
        return changes;
    }

    private static void add(long zxid, Change change, Map<String, List<Entry>> changes) {
        String[] parts = change.path.substring(BASE.length()).split("/", 2);
        changes.computeIfAbsent(parts[0], election -> new ArrayList<>())
                .add(new Entry(zxid, (parts.length > 1 ? parts[1] : "parent") + " " + change.what));
    }

    /** Sessions' beginnings and ends and what was refused are no changes of znodes that a client asked for. */
    private static Optional<Change> change(Record txn) {
        if (txn instanceof CreateTxn create) {
            return Optional.of(new Change(
                    create.getPath(),
                    "created " + text(create.getData()) + create.getAcl()
                            + (create.getEphemeral() ? " ephemeral" : " persistent")));
        } else if (txn instanceof SetDataTxn set) {
            return Optional.of(
                    new Change(set.getPath(), "set " + text(set.getData()) + " version " + set.getVersion()));
        } else if (txn instanceof SetACLTxn acl) {
            return Optional.of(new Change(acl.getPath(), "acl " + acl.getAcl() + " version " + acl.getVersion()));
        } else if (txn instanceof DeleteTxn delete) {
            return Optional.of(new Change(delete.getPath(), "deleted"));
        }
        return Optional.empty();
    }

    private static String text(byte[] data) {
        return data == null ? "null " : "'" + new String(data, StandardCharsets.UTF_8) + "' ";
    }
}
