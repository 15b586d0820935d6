package io.coordkit.hbase.codec;

import io.coordkit.hbase.paths.ServerName;
import java.util.Optional;

/**
 * Where a replica of the meta region is. Only {@link RegionState#OPEN} makes it usable.
 * Source: {@code hbase.pb.MetaRegionServer}.
 *
 * @param rpcVersion 0 in every release so far
 */
public record MetaRegionServer(ServerName server, int rpcVersion, RegionState state) {
    private static final int SERVER = 1;
    private static final int RPC_VERSION = 2;
    private static final int STATE = 3;

    /** The meta region, open at {@code server}. */
    public static MetaRegionServer open(ServerName server) {
        return new MetaRegionServer(server, 0, RegionState.OPEN);
    }

    public byte[] toBytes() {
        return new ProtoWriter()
                .message(SERVER, ServerNames.write(server))
                .varint(RPC_VERSION, rpcVersion)
                .varint(STATE, state.ordinal())
                .toValue();
    }

    /**
     * Reads a stored value, including the plain server names of releases before protobuf. A message without a state is
     * from a release that only wrote open regions.
     */
    public static MetaRegionServer parse(byte[] stored) throws UnreadableValueException {
        byte[] payload = Envelope.withoutMetadata(stored);
        if (!Envelope.hasMagic(payload)) {
            return open(ServerNames.readText(payload));
        }
        ProtoReader in = Envelope.message(payload);
        Optional<ServerName> server = Optional.empty();
        long rpcVersion = 0;
        RegionState state = RegionState.OPEN;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case SERVER -> server = Optional.of(ServerNames.read(in.message()));
                case RPC_VERSION -> rpcVersion = in.varint();
                case STATE -> state = Wire.constant(RegionState.values(), in.varint());
                default -> in.skip();
            }
        }
        return new MetaRegionServer(Wire.required("server", server), (int) rpcVersion, state);
    }
}
