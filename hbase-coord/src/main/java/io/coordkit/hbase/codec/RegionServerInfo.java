package io.coordkit.hbase.codec;

import java.util.Optional;

/**
 * What a region server says about itself in its ephemeral node. Source: {@code hbase.pb.RegionServerInfo}.
 *
 * @param infoPort port of the web page, -1 when there is none
 * @param version empty when the writer did not tell
 */
public record RegionServerInfo(int infoPort, Optional<VersionInfo> version) {
    /** A server without web page that does not tell its version. */
    public static final RegionServerInfo NONE = new RegionServerInfo(-1, Optional.empty());

    private static final int INFO_PORT = 1;
    private static final int VERSION = 2;

    public byte[] toBytes() {
        ProtoWriter out = new ProtoWriter().varint(INFO_PORT, infoPort);
        version.ifPresent(known -> out.message(VERSION, known.write()));
        return out.toValue();
    }

    public static RegionServerInfo parse(byte[] stored) throws UnreadableValueException {
        ProtoReader in = Envelope.requireMessage(stored);
        long infoPort = 0;
        Optional<VersionInfo> version = Optional.empty();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case INFO_PORT -> infoPort = in.varint();
                case VERSION -> version = Optional.of(VersionInfo.read(in.message()));
                default -> in.skip();
            }
        }
        return new RegionServerInfo((int) infoPort, version);
    }
}
