package io.coordkit.elector.data;

/**
 * The data of a YARN ResourceManager: {@code hadoop.yarn.ActiveRMInfoProto}, plain protobuf without magic or length.
 *
 * @param clusterId {@code yarn.resourcemanager.cluster-id}
 * @param rmId {@code yarn.resourcemanager.ha.id}
 */
public record ActiveRmInfo(String clusterId, String rmId) implements MemberInfo {
    private static final int CLUSTER_ID = ProtoReader.tag(1, ProtoReader.LENGTH_DELIMITED);
    private static final int RM_ID = ProtoReader.tag(2, ProtoReader.LENGTH_DELIMITED);

    /**
     * Reads what a ResourceManager wrote. A missing field is the empty string, unknown fields are skipped.
     *
     * @throws MalformedDataException when the bytes are no protobuf message
     */
    public static ActiveRmInfo parse(byte[] bytes) {
        ProtoReader in = new ProtoReader(bytes);
        String clusterId = "";
        String rmId = "";
        while (in.hasMore()) {
            int tag = in.tag();
            if (tag == CLUSTER_ID) {
                clusterId = in.string();
            } else if (tag == RM_ID) {
                rmId = in.string();
            } else {
                in.skip(tag);
            }
        }
        return new ActiveRmInfo(clusterId, rmId);
    }

    @Override
    public byte[] toBytes() {
        return new ProtoWriter().string(1, clusterId).string(2, rmId).toByteArray();
    }

    @Override
    public String describe() {
        return "ResourceManager " + rmId + " of cluster " + clusterId;
    }
}
