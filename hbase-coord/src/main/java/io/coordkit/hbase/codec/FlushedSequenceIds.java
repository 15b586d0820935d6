package io.coordkit.hbase.codec;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Up to which edit a region's data had reached the disk when its server died; what came later has to be replayed. Source: {@code
 * hbase.pb.RegionStoreSequenceIds} of HBase 1.4 and {@code ZKUtil.regionSequenceIdsToByteArray}.
 *
 * @param region the last flushed sequence id of the region, {@link #UNKNOWN} before any flush
 * @param stores that of each column family that has flushed by itself
 */
public record FlushedSequenceIds(long region, SortedMap<String, Long> stores) {
    /** Of a region of which no flush is known: all of its edits count. */
    public static final long UNKNOWN = -1;

    private static final int REGION = 1;
    private static final int STORE = 2;
    private static final int FAMILY = 1;
    private static final int SEQUENCE_ID = 2;

    public FlushedSequenceIds {
        stores = Collections.unmodifiableSortedMap(new TreeMap<>(stores));
    }

    /** For a region as a whole, as masters write it. */
    public static FlushedSequenceIds of(long region) {
        return new FlushedSequenceIds(region, new TreeMap<>());
    }

    public byte[] toBytes() {
        ProtoWriter out = new ProtoWriter().varint(REGION, region);
        for (Map.Entry<String, Long> store : stores.entrySet()) {
            out.message(
                    STORE,
                    new ProtoWriter()
                            .bytes(FAMILY, store.getKey().getBytes(StandardCharsets.UTF_8))
                            .varint(SEQUENCE_ID, store.getValue()));
        }
        return out.toValue();
    }

    /** @throws UnreadableValueException when the value is no such message */
    public static FlushedSequenceIds parse(byte[] stored) throws UnreadableValueException {
        byte[] payload = Envelope.withoutMetadata(stored);
        if (!Envelope.hasMagic(payload)) {
            throw new UnreadableValueException("no PBUF where sequence ids belong, " + payload.length + " bytes");
        }
        ProtoReader in = Envelope.message(payload);
        long region = UNKNOWN;
        SortedMap<String, Long> stores = new TreeMap<>();
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case REGION -> region = in.varint();
                case STORE -> readStore(in.message(), stores);
                default -> in.skip();
            }
        }
        return new FlushedSequenceIds(region, stores);
    }

    private static void readStore(ProtoReader in, SortedMap<String, Long> stores) throws UnreadableValueException {
        String family = "";
        long sequenceId = UNKNOWN;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case FAMILY -> family = in.string();
                case SEQUENCE_ID -> sequenceId = in.varint();
                default -> in.skip();
            }
        }
        stores.put(family, sequenceId);
    }

    /** The value of the region's own node, which holds nothing but its sequence id, in the form of a log's position. */
    public byte[] toRegionBytes() {
        return new ProtoWriter().varint(REGION, region).toValue();
    }

    /** Reads the region's own node; {@link #UNKNOWN} when it is no number, as HBase takes it. */
    public static long parseRegion(byte[] stored) {
        try {
            byte[] payload = Envelope.withoutMetadata(stored);
            return Envelope.hasMagic(payload)
                    ? Wire.number(Envelope.message(payload), REGION, "position")
                    : WalPosition.parse(payload).offset();
        } catch (UnreadableValueException damaged) {
            return UNKNOWN;
        }
    }
}
