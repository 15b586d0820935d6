package io.coordkit.hbase.codec;

import io.coordkit.hbase.paths.ServerName;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A region on its way, as HBase 1.x keeps it under {@code region-in-transition}. Source: {@code hbase.pb.RegionTransition}
 * and {@code org.apache.hadoop.hbase.RegionTransition} of HBase 1.7.
 *
 * @param regionName {@code table,startkey,id.encoded.} in ISO-8859-1, which keeps every byte of the start key
 * @param createTimeMs milliseconds since 1970 at which the event was written
 * @param server who wrote it, or where the region goes
 * @param payload empty unless the event has one, such as the daughters of a split
 */
public record RegionTransition(
        RegionEvent event, String regionName, long createTimeMs, ServerName server, byte[] payload) {
    private static final int EVENT = 1;
    private static final int REGION_NAME = 2;
    private static final int CREATE_TIME = 3;
    private static final int SERVER = 4;
    private static final int PAYLOAD = 5;

    /** An event without payload. */
    public static RegionTransition of(RegionEvent event, String regionName, long createTimeMs, ServerName server) {
        return new RegionTransition(event, regionName, createTimeMs, server, new byte[0]);
    }

    public byte[] toBytes() {
        ProtoWriter out = new ProtoWriter()
                .varint(EVENT, event.code())
                .bytes(REGION_NAME, regionName.getBytes(StandardCharsets.ISO_8859_1))
                .varint(CREATE_TIME, createTimeMs)
                .message(SERVER, ServerNames.write(server));
        return (payload.length == 0 ? out : out.bytes(PAYLOAD, payload)).toValue();
    }

    /** @throws UnreadableValueException when the value is none of 1.x's */
    public static RegionTransition parse(byte[] stored) throws UnreadableValueException {
        ProtoReader in = Envelope.requireMessage(stored);
        Optional<RegionEvent> event = Optional.empty();
        Optional<String> regionName = Optional.empty();
        Optional<Long> createTimeMs = Optional.empty();
        Optional<ServerName> server = Optional.empty();
        byte[] payload = {};
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case EVENT -> event = Optional.of(RegionEvent.of(in.varint()));
                case REGION_NAME -> regionName = Optional.of(new String(in.bytes(), StandardCharsets.ISO_8859_1));
                case CREATE_TIME -> createTimeMs = Optional.of(in.varint());
                case SERVER -> server = Optional.of(ServerNames.read(in.message()));
                case PAYLOAD -> payload = in.bytes();
                default -> in.skip();
            }
        }
        return new RegionTransition(
                Wire.required("event_type_code", event),
                Wire.required("region_name", regionName),
                Wire.required("create_time", createTimeMs),
                Wire.required("server_name", server),
                payload);
    }
}
