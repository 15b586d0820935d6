package io.coordkit.cli.demo.splitlog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The table of this demo, cut by first letter into the regions that the region server serves. */
final class Table {

    static final String NAME = "orders";

    /** The first and last letter of the rows of each region. */
    static final List<String> RANGES = List.of("a-f", "g-m", "n-s", "t-z");

    private static final long CREATED_MS = 1_700_000_000_000L;

    private Table() {}

    /** The encoded name of a range's region, as HBase forms it: the MD5 of table, start key and time of creation. */
    static String region(String range) {
        String name = NAME + ',' + range.charAt(0) + ',' + CREATED_MS;
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has MD5", impossible);
        }
    }

    /** How a region is called in front of a reader: {@code "orders[a-f]"}, or its encoded name when it is not ours. */
    static String label(String region) {
        return RANGES.stream()
                .filter(range -> region(range).equals(region))
                .findFirst()
                .map(range -> NAME + '[' + range + ']')
                .orElse(region);
    }
}
