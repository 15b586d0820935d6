package io.coordkit.hbase.codec;

import io.coordkit.hbase.paths.Generation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A cluster that edits are sent to. Source: {@code hbase.pb.ReplicationPeer}, whose field 6 is the bandwidth in HBase 1.7 and
 * a namespace in 2.x; which one a value means shows in its wire type.
 *
 * @param clusterKey {@code host,host:port:/hbase}; empty when the endpoint needs none
 * @param endpoint class that sends the edits; empty for HBase's own
 * @param data the pairs of bytes that an endpoint was given, each as its message, kept as they are
 * @param included what is sent when {@code replicateAll} is false
 * @param excluded what is not sent when {@code replicateAll} is true
 * @param bandwidth bytes in a second, 0 without limit
 * @param serial whether the order of edits within a region is kept across servers
 */
public record ReplicationPeer(
        String clusterKey,
        Optional<String> endpoint,
        List<ByteBuffer> data,
        Map<String, String> configuration,
        PeerScope included,
        PeerScope excluded,
        long bandwidth,
        boolean replicateAll,
        boolean serial) {
    private static final int CLUSTER_KEY = 1;
    private static final int ENDPOINT = 2;
    private static final int DATA = 3;
    private static final int CONFIGURATION = 4;
    private static final int TABLES = 5;
    private static final int NAMESPACE_OR_OLD_BANDWIDTH = 6;
    private static final int BANDWIDTH = 7;
    private static final int REPLICATE_ALL = 8;
    private static final int EXCLUDED_TABLES = 9;
    private static final int EXCLUDED_NAMESPACE = 10;
    private static final int SERIAL = 11;
    private static final int NAME = 1;
    private static final int VALUE = 2;

    public ReplicationPeer {
        data = List.copyOf(data);
        configuration = Collections.unmodifiableSortedMap(new TreeMap<>(configuration));
    }

    /** Everything goes to the cluster with this key. */
    public static ReplicationPeer of(String clusterKey) {
        return new ReplicationPeer(
                clusterKey, Optional.empty(), List.of(), Map.of(), PeerScope.NONE, PeerScope.NONE, 0, true, false);
    }

    /** As releases of a generation write it; what the older one has no field for is left out. */
    public byte[] toBytes(Generation generation) {
        ProtoWriter out = new ProtoWriter().string(CLUSTER_KEY, clusterKey);
        endpoint.ifPresent(name -> out.string(ENDPOINT, name));
        data.forEach(pair -> out.bytes(DATA, bytes(pair)));
        configuration.forEach((name, value) ->
                out.message(CONFIGURATION, new ProtoWriter().string(NAME, name).string(VALUE, value)));
        included.tables().forEach(table -> out.message(TABLES, table.write()));
        switch (generation) {
            case HBASE_1 -> out.varint(NAMESPACE_OR_OLD_BANDWIDTH, bandwidth);
            case HBASE_2 -> writeSecond(out);
        }
        return out.toValue();
    }

    private void writeSecond(ProtoWriter out) {
        included.namespaces().forEach(namespace -> out.string(NAMESPACE_OR_OLD_BANDWIDTH, namespace));
        out.varint(BANDWIDTH, bandwidth).bool(REPLICATE_ALL, replicateAll);
        excluded.tables().forEach(table -> out.message(EXCLUDED_TABLES, table.write()));
        excluded.namespaces().forEach(namespace -> out.string(EXCLUDED_NAMESPACE, namespace));
        out.bool(SERIAL, serial);
    }

    private static byte[] bytes(ByteBuffer pair) {
        byte[] bytes = new byte[pair.remaining()];
        pair.duplicate().get(bytes);
        return bytes;
    }

    /**
     * Reads a stored value of either generation; text is the cluster's key (0.94).
     *
     * @throws UnreadableValueException when it is empty or damaged
     */
    public static ReplicationPeer parse(byte[] stored) throws UnreadableValueException {
        byte[] payload = Envelope.withoutMetadata(stored);
        if (payload.length == 0) {
            throw new UnreadableValueException("a peer without value");
        }
        return Envelope.hasMagic(payload)
                ? read(Envelope.message(payload))
                : of(new String(payload, StandardCharsets.UTF_8));
    }

    private static ReplicationPeer read(ProtoReader in) throws UnreadableValueException {
        String clusterKey = "";
        Optional<String> endpoint = Optional.empty();
        List<ByteBuffer> data = new ArrayList<>();
        Map<String, String> configuration = new LinkedHashMap<>();
        List<TableFamilies> tables = new ArrayList<>();
        List<String> namespaces = new ArrayList<>();
        List<TableFamilies> excludedTables = new ArrayList<>();
        List<String> excludedNamespaces = new ArrayList<>();
        long bandwidth = 0;
        boolean replicateAll = true;
        boolean serial = false;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case CLUSTER_KEY -> clusterKey = in.string();
                case ENDPOINT -> endpoint = Optional.of(in.string());
                case DATA -> data.add(ByteBuffer.wrap(in.bytes()));
                case CONFIGURATION -> readSetting(in.message(), configuration);
                case TABLES -> tables.add(TableFamilies.read(in.message()));
                case NAMESPACE_OR_OLD_BANDWIDTH -> {
                    if (in.isVarint()) {
                        bandwidth = in.varint();
                    } else {
                        namespaces.add(in.string());
                    }
                }
                case BANDWIDTH -> bandwidth = in.varint();
                case REPLICATE_ALL -> replicateAll = in.bool();
                case EXCLUDED_TABLES -> excludedTables.add(TableFamilies.read(in.message()));
                case EXCLUDED_NAMESPACE -> excludedNamespaces.add(in.string());
                case SERIAL -> serial = in.bool();
                default -> in.skip();
            }
        }
        return new ReplicationPeer(
                clusterKey,
                endpoint,
                data,
                configuration,
                new PeerScope(tables, namespaces),
                new PeerScope(excludedTables, excludedNamespaces),
                bandwidth,
                replicateAll,
                serial);
    }

    private static void readSetting(ProtoReader in, Map<String, String> settings) throws UnreadableValueException {
        String name = "";
        String value = "";
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case NAME -> name = in.string();
                case VALUE -> value = in.string();
                default -> in.skip();
            }
        }
        settings.put(name, value);
    }
}
