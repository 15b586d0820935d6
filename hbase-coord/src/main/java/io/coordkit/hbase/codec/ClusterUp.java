package io.coordkit.hbase.codec;

/**
 * The value of {@code running}, whose existence says that the cluster is up. Source: {@code hbase.pb.ClusterUp}.
 *
 * @param startDate when it was started, in the form of {@link java.util.Date#toString()}
 */
public record ClusterUp(String startDate) {
    private static final int START_DATE = 1;

    public byte[] toBytes() {
        return new ProtoWriter().string(START_DATE, startDate).toValue();
    }

    public static ClusterUp parse(byte[] stored) throws UnreadableValueException {
        return new ClusterUp(Wire.required("start_date", Wire.text(Envelope.requireMessage(stored), START_DATE)));
    }
}
