package io.coordkit.cli.files;

import io.coordkit.cli.json.Json;
import io.coordkit.core.storage.DataDirectory;
import io.coordkit.core.tree.Znode;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** A snapshot in the words of the reference's {@code SnapshotFormatter}, children by name; and its znodes as fields. */
public final class SnapshotText {

    private final Snapshot snapshot;
    private final boolean data;
    private final Consumer<String> line;
    private long newest;

    /** @param data whether to print data (base64) or only its length */
    public SnapshotText(Snapshot snapshot, boolean data, Consumer<String> line) {
        this.snapshot = snapshot;
        this.data = data;
        this.line = line;
    }

    /** Prints everything. */
    public void print() {
        line.accept("ZNode Details (count=" + snapshot.tree().size() + "):");
        snapshot.walk("/", this::node);
        line.accept("----");
        line.accept("Session Details (sid, timeout, ephemeralCount):");
        for (long id : snapshot.tree().sessionIds()) {
            line.accept(id(id) + ", " + snapshot.tree().sessionTimeoutMs(id) + ", "
                    + snapshot.tree().ephemeralsOf(id).size());
        }
        line.accept("----");
        String name = Path.of(snapshot.file()).getFileName().toString();
        long last = Math.max(newest, DataDirectory.snapshotZxid(name).orElse(0));
        line.accept("Last zxid: 0x" + Long.toHexString(last));
    }

    private void node(String path, Znode node) {
        newest = Math.max(newest, Math.max(node.mzxid(), node.pzxid()));
        line.accept("----");
        line.accept(path);
        line.accept("  cZxid = " + id(node.czxid()));
        line.accept("  ctime = " + new Date(node.ctime()));
        line.accept("  mZxid = " + id(node.mzxid()));
        line.accept("  mtime = " + new Date(node.mtime()));
        line.accept("  pZxid = " + id(node.pzxid()));
        line.accept("  cversion = " + node.createdChildren());
        line.accept("  dataVersion = " + node.version());
        line.accept("  aclVersion = " + node.aversion());
        line.accept("  ephemeralOwner = " + id(node.owner()));
        byte[] bytes = node.data() == null ? new byte[0] : Objects.requireNonNull(node.data());
        line.accept(data ? "  data = " + Base64.getEncoder().encodeToString(bytes) : "  dataLength = " + bytes.length);
    }

    private static String id(long value) {
        return String.format("%#016x", value);
    }

    /** One znode for machines. */
    public static Map<String, Object> fields(String path, Znode node) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", path);
        byte[] data = node.data();
        if (data != null) {
            Json.putData(fields, data);
        }
        fields.put("acl", TxnFields.acl(node.acl()));
        fields.put("czxid", "0x" + Long.toHexString(node.czxid()));
        fields.put("mzxid", "0x" + Long.toHexString(node.mzxid()));
        fields.put("pzxid", "0x" + Long.toHexString(node.pzxid()));
        fields.put("ctime", node.ctime());
        fields.put("mtime", node.mtime());
        fields.put("version", node.version());
        fields.put("createdChildren", node.createdChildren());
        fields.put("aversion", node.aversion());
        fields.put("owner", "0x" + Long.toHexString(node.owner()));
        fields.put("numChildren", node.childCount());
        return fields;
    }
}
