package io.coordkit.cli.demo.splitlog;

import java.util.zip.CRC32;
import org.apache.hadoop.hbase.Cell;
import org.apache.hadoop.hbase.CellUtil;
import org.apache.hadoop.hbase.util.Bytes;
import org.apache.hadoop.hbase.wal.WAL;

/**
 * One write to one region: what must be recovered, in a form small enough to be told.
 *
 * @param region the region's encoded name
 * @param sequenceId its number within the region; no two edits of a region share one
 * @param checksum CRC-32 of everything that the edit stores
 */
record Edit(String region, long sequenceId, long checksum) {

    /** What an entry of a log says. */
    static Edit of(WAL.Entry entry) {
        CRC32 crc = new CRC32();
        for (Cell cell : entry.getEdit().getCells()) {
            crc.update(CellUtil.cloneRow(cell));
            crc.update(CellUtil.cloneFamily(cell));
            crc.update(CellUtil.cloneQualifier(cell));
            crc.update(Bytes.toBytes(cell.getTimestamp()));
            crc.update(CellUtil.cloneValue(cell));
        }
        return new Edit(
                Bytes.toString(entry.getKey().getEncodedRegionName()),
                entry.getKey().getSequenceId(),
                crc.getValue());
    }

    /** Reads {@link #toText}. */
    static Edit parse(String text) {
        String[] parts = text.split(" ", -1);
        return new Edit(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
    }

    /** For a message between processes. */
    String toText() {
        return region + ' ' + sequenceId + ' ' + checksum;
    }

    /** Which edit it is, whatever it stores. */
    Id id() {
        return new Id(region, sequenceId);
    }

    /** The name of an edit. */
    record Id(String region, long sequenceId) implements Comparable<Id> {
        @Override
        public int compareTo(Id other) {
            int byRegion = region.compareTo(other.region);
            return byRegion != 0 ? byRegion : Long.compare(sequenceId, other.sequenceId);
        }

        @Override
        public String toString() {
            return Table.label(region) + '#' + sequenceId;
        }
    }
}
