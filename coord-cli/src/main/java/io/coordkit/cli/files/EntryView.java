package io.coordkit.cli.files;

import io.coordkit.core.txn.LoggedTxn;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnHeader;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** A record of the log for people and for machines. */
public final class EntryView {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX");

    private EntryView() {}

    /** {@code <time> session 0x… cxid 0x… zxid 0x… <type> <fields>}, as the reference's toolkit but for the time. */
    public static String line(LogEntry entry) {
        return entry.logged().map(logged -> line(logged.header(), logged.txn())).orElseGet(() -> damaged(entry));
    }

    /** The same for a part of it. */
    static String line(TxnHeader header, Txn txn) {
        return time(header.timeMs()) + " session 0x" + Long.toHexString(header.clientId()) + " cxid 0x"
                + Integer.toHexString(header.cxid()) + " zxid 0x" + Long.toHexString(header.zxid()) + " "
                + TxnText.of(txn);
    }

    private static String damaged(LogEntry entry) {
        return "zxid 0x" + Long.toHexString(entry.zxid()) + " " + entry.damage().orElse("");
    }

    /** All of it, the place in the file included. */
    public static Map<String, Object> fields(LogEntry entry) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (entry.logged().isPresent()) {
            LoggedTxn logged = entry.logged().get();
            fields.putAll(fields(logged.header(), logged.txn()));
            if (logged.hasDigest()) {
                fields.put("digest", "0x" + Long.toHexString(logged.digest()));
            }
        } else {
            fields.put("zxid", "0x" + Long.toHexString(entry.zxid()));
        }
        entry.damage().ifPresent(damage -> fields.put("damage", damage));
        fields.put("file", entry.file());
        fields.put("offset", entry.offset());
        return fields;
    }

    static Map<String, Object> fields(TxnHeader header, Txn txn) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("zxid", "0x" + Long.toHexString(header.zxid()));
        fields.put(
                "time",
                Instant.ofEpochMilli(header.timeMs()).atOffset(ZoneOffset.UTC).format(TIME));
        fields.put("session", "0x" + Long.toHexString(header.clientId()));
        fields.put("cxid", header.cxid());
        fields.putAll(TxnFields.of(txn));
        return fields;
    }

    /** In the time zone of whoever reads it. */
    static String time(long ms) {
        return Instant.ofEpochMilli(ms).atZone(ZoneId.systemDefault()).format(TIME);
    }
}
