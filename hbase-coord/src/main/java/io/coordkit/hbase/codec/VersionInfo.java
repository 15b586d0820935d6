package io.coordkit.hbase.codec;

/**
 * Which software a server runs. Source: {@code hbase.pb.VersionInfo}.
 *
 * @param major 0 when the writer is a 1.x release, which has no such field
 * @param minor as {@code major}
 */
public record VersionInfo(
        String version, String url, String revision, String user, String date, String checksum, int major, int minor) {
    private static final int VERSION = 1;
    private static final int URL = 2;
    private static final int REVISION = 3;
    private static final int USER = 4;
    private static final int DATE = 5;
    private static final int CHECKSUM = 6;
    private static final int MAJOR = 7;
    private static final int MINOR = 8;

    /** A version of which only the number is known; the other fields, required on the wire, are empty. */
    public static VersionInfo of(String version, int major, int minor) {
        return new VersionInfo(version, "", "", "", "", "", major, minor);
    }

    ProtoWriter write() {
        ProtoWriter out = new ProtoWriter()
                .string(VERSION, version)
                .string(URL, url)
                .string(REVISION, revision)
                .string(USER, user)
                .string(DATE, date)
                .string(CHECKSUM, checksum);
        return major == 0 && minor == 0 ? out : out.varint(MAJOR, major).varint(MINOR, minor);
    }

    static VersionInfo read(ProtoReader in) throws UnreadableValueException {
        String[] texts = {"", "", "", "", "", ""};
        long major = 0;
        long minor = 0;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case VERSION, URL, REVISION, USER, DATE, CHECKSUM -> texts[field - VERSION] = in.string();
                case MAJOR -> major = in.varint();
                case MINOR -> minor = in.varint();
                default -> in.skip();
            }
        }
        return new VersionInfo(texts[0], texts[1], texts[2], texts[3], texts[4], texts[5], (int) major, (int) minor);
    }
}
