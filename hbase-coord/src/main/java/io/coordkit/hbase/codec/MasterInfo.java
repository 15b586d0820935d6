package io.coordkit.hbase.codec;

import io.coordkit.hbase.paths.ServerName;
import java.util.Optional;

/**
 * A master, active or waiting. Source: {@code hbase.pb.Master}.
 *
 * @param rpcVersion 0 in every release so far
 * @param infoPort port of the web page, 0 when there is none
 */
public record MasterInfo(ServerName server, int rpcVersion, int infoPort) {
    private static final int SERVER = 1;
    private static final int RPC_VERSION = 2;
    private static final int INFO_PORT = 3;

    public static MasterInfo of(ServerName server, int infoPort) {
        return new MasterInfo(server, 0, infoPort);
    }

    public byte[] toBytes() {
        return new ProtoWriter()
                .message(SERVER, ServerNames.write(server))
                .varint(RPC_VERSION, rpcVersion)
                .varint(INFO_PORT, infoPort)
                .toValue();
    }

    /** Reads a stored value, including the plain server names of releases before protobuf. */
    public static MasterInfo parse(byte[] stored) throws UnreadableValueException {
        byte[] payload = Envelope.withoutMetadata(stored);
        if (!Envelope.hasMagic(payload)) {
            return of(ServerNames.readText(payload), 0);
        }
        ProtoReader in = Envelope.message(payload);
        Optional<ServerName> server = Optional.empty();
        long rpcVersion = 0;
        long infoPort = 0;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case SERVER -> server = Optional.of(ServerNames.read(in.message()));
                case RPC_VERSION -> rpcVersion = in.varint();
                case INFO_PORT -> infoPort = in.varint();
                default -> in.skip();
            }
        }
        return new MasterInfo(Wire.required("master", server), (int) rpcVersion, (int) infoPort);
    }
}
