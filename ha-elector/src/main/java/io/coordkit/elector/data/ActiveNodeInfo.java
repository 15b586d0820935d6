package io.coordkit.elector.data;

/**
 * The data of an HDFS NameNode's failover controller: {@code hadoop.hdfs.ActiveNodeInfo}, plain protobuf.
 *
 * @param nameserviceId the nameservice both NameNodes serve
 * @param namenodeId this NameNode within it
 * @param hostname host of the NameNode's RPC address
 * @param port port of the NameNode's RPC address
 * @param zkfcPort port of the failover controller
 */
public record ActiveNodeInfo(String nameserviceId, String namenodeId, String hostname, int port, int zkfcPort)
        implements MemberInfo {
    private static final int FIELDS = 5;
    private static final int ALL_FIELDS = (1 << FIELDS) - 1;

    /**
     * Reads what a failover controller wrote; unknown fields are skipped.
     *
     * @throws MalformedDataException when the bytes are no protobuf message or one of the five fields is missing
     */
    public static ActiveNodeInfo parse(byte[] bytes) {
        Fields fields = Fields.of(bytes);
        if (fields.seen != ALL_FIELDS) {
            throw new MalformedDataException("ActiveNodeInfo lacks a required field");
        }
        return new ActiveNodeInfo(fields.text[0], fields.text[1], fields.text[2], fields.port, fields.zkfcPort);
    }

    /** Whether all required fields are there; throws {@link MalformedDataException} when it is no message at all. */
    static boolean isComplete(byte[] bytes) {
        return Fields.of(bytes).seen == ALL_FIELDS;
    }

    @Override
    public byte[] toBytes() {
        return new ProtoWriter()
                .string(1, nameserviceId)
                .string(2, namenodeId)
                .string(3, hostname)
                .int32(4, port)
                .int32(5, zkfcPort)
                .toByteArray();
    }

    @Override
    public String describe() {
        return "NameNode " + namenodeId + " of nameservice " + nameserviceId + " at " + hostname + ":" + port
                + " (failover controller port " + zkfcPort + ")";
    }

    /** The fields found so far, and which of the five were among them. */
    private static final class Fields {
        private final String[] text = {"", "", ""};
        private int port;
        private int zkfcPort;
        private int seen;

        static Fields of(byte[] bytes) {
            Fields fields = new Fields();
            ProtoReader in = new ProtoReader(bytes);
            while (in.hasMore()) {
                fields.read(in);
            }
            return fields;
        }

        private void read(ProtoReader in) {
            int tag = in.tag();
            int field = tag >>> 3;
            if (field <= 3 && tag == ProtoReader.tag(field, ProtoReader.LENGTH_DELIMITED)) {
                text[field - 1] = in.string();
            } else if (tag == ProtoReader.tag(4, ProtoReader.VARINT)) {
                port = in.int32();
            } else if (tag == ProtoReader.tag(5, ProtoReader.VARINT)) {
                zkfcPort = in.int32();
            } else {
                in.skip(tag);
                return;
            }
            seen |= 1 << (field - 1);
        }
    }
}
