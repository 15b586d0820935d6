package io.coordkit.hbase.paths;

/**
 * A region's two names.
 *
 * @param name {@code table,startkey,id.encoded.}, as ISO-8859-1 text
 * @param encoded the hash in it that stands for it as a node's name
 */
public record RegionName(String name, String encoded) {
    /** @throws IllegalArgumentException when the encoded name cannot be a node's */
    public RegionName {
        if (encoded.isEmpty() || encoded.indexOf('/') >= 0) {
            throw new IllegalArgumentException("not an encoded region name: '" + encoded + "'");
        }
    }

    /**
     * Takes the encoded name from the end of the whole one.
     *
     * @throws IllegalArgumentException when there is none, as in the names of catalog regions
     */
    public static RegionName of(String name) {
        int end = name.length() - 1;
        int begin = name.lastIndexOf('.', end - 1);
        if (begin < 0 || name.charAt(end) != '.') {
            throw new IllegalArgumentException("no encoded name at the end of '" + name + "'");
        }
        return new RegionName(name, name.substring(begin + 1, end));
    }
}
