package io.coordkit.cli.demo.splitlog.hbase;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.hbase.HRegionLocation;
import org.apache.hadoop.hbase.ServerName;
import org.apache.hadoop.hbase.TableName;
import org.apache.hadoop.hbase.client.Admin;
import org.apache.hadoop.hbase.client.ColumnFamilyDescriptorBuilder;
import org.apache.hadoop.hbase.client.Connection;
import org.apache.hadoop.hbase.client.Put;
import org.apache.hadoop.hbase.client.RegionInfo;
import org.apache.hadoop.hbase.client.RegionLocator;
import org.apache.hadoop.hbase.client.Result;
import org.apache.hadoop.hbase.client.ResultScanner;
import org.apache.hadoop.hbase.client.Scan;
import org.apache.hadoop.hbase.client.Table;
import org.apache.hadoop.hbase.client.TableDescriptorBuilder;
import org.apache.hadoop.hbase.util.Bytes;

/** A table of numbered rows, spread over four regions. */
public final class NumberedRows {
    /** The only column's family. */
    public static final byte[] FAMILY = Bytes.toBytes("f");

    /** The only column. */
    public static final byte[] COLUMN = Bytes.toBytes("c");

    private static final long POLL_MILLIS = 50;
    private static final byte[][] SPLITS = {Bytes.toBytes("25"), Bytes.toBytes("50"), Bytes.toBytes("75")};

    private final Connection connection;
    private final TableName name;

    private NumberedRows(Connection connection, String name) {
        this.connection = connection;
        this.name = TableName.valueOf(name);
    }

    /** Makes the table, all of it on one server. */
    public static NumberedRows create(Connection connection, String name, ServerName server)
            throws IOException, InterruptedException {
        NumberedRows rows = new NumberedRows(connection, name);
        rows.createOn(server);
        return rows;
    }

    private void createOn(ServerName server) throws IOException, InterruptedException {
        try (Admin admin = connection.getAdmin()) {
            admin.createTable(
                    TableDescriptorBuilder.newBuilder(name)
                            .setColumnFamily(ColumnFamilyDescriptorBuilder.of(FAMILY))
                            .build(),
                    SPLITS);
            for (RegionInfo region : admin.getRegions(name)) {
                admin.move(region.getEncodedNameAsBytes(), server);
            }
        }
        while (!areAllOn(server)) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private boolean areAllOn(ServerName server) throws IOException {
        try (RegionLocator locator = connection.getRegionLocator(name)) {
            locator.clearRegionLocationCache();
            return locator.getAllRegionLocations().stream()
                    .map(HRegionLocation::getServerName)
                    .allMatch(server::equals);
        }
    }

    /** The table. */
    public TableName name() {
        return name;
    }

    /** Its regions. */
    public List<RegionInfo> regions() throws IOException {
        try (Admin admin = connection.getAdmin()) {
            return admin.getRegions(name);
        }
    }

    /** Has what was written until now in files of its own, so that no log is needed for it. */
    public void flush() throws IOException {
        try (Admin admin = connection.getAdmin()) {
            admin.flush(name);
        }
    }

    /** The region that has a row. */
    public RegionInfo regionOf(int number) throws IOException {
        try (RegionLocator locator = connection.getRegionLocator(name)) {
            return locator.getRegionLocation(row(number)).getRegion();
        }
    }

    /** Writes rows; when this returns, HBase has acknowledged them. */
    public void put(int from, int to) throws IOException {
        List<Put> puts = new ArrayList<>();
        for (int i = from; i < to; i++) {
            puts.add(new Put(row(i)).addColumn(FAMILY, COLUMN, value(i)));
        }
        try (Table table = connection.getTable(name)) {
            table.put(puts);
        }
    }

    /**
     * The rows that HBase has; waits for regions that nobody serves at the moment.
     *
     * @throws IOException also when one has another value than it was written with
     */
    public SortedSet<Integer> read() throws IOException {
        SortedSet<Integer> found = new TreeSet<>();
        try (Table table = connection.getTable(name);
                ResultScanner scan = table.getScanner(new Scan())) {
            for (Result row : scan) {
                int number = Integer.parseInt(Bytes.toString(row.getRow()).substring(3));
                if (!Bytes.equals(value(number), row.getValue(FAMILY, COLUMN))) {
                    throw new IOException("row " + number + " has another value");
                }
                found.add(number);
            }
        }
        return found;
    }

    /** Its last two digits come first, and so say the region. */
    public static byte[] row(int number) {
        return Bytes.toBytes("%02d-%d".formatted(number % 100, number));
    }

    /** What is written into it. */
    public static byte[] value(int number) {
        return Bytes.toBytes("value " + number);
    }
}
