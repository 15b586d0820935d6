package io.coordkit.hbase.codec;

import io.coordkit.hbase.paths.ServerName;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The forms of a server name inside values: {@code hbase.pb.ServerName}, and the text forms before protobuf. */
final class ServerNames {
    private static final int HOST = 1;
    private static final int PORT = 2;
    private static final int START_CODE = 3;
    private static final long NO_START_CODE = -1;

    private ServerNames() {}

    static ProtoWriter write(ServerName server) {
        return new ProtoWriter()
                .string(HOST, server.host())
                .varint(PORT, server.port())
                .varint(START_CODE, server.startCode());
    }

    static ServerName read(ProtoReader in) throws UnreadableValueException {
        String host = "";
        long port = 0;
        long startCode = NO_START_CODE;
        for (int field = in.next(); field != 0; field = in.next()) {
            switch (field) {
                case HOST -> host = in.string();
                case PORT -> port = in.varint();
                case START_CODE -> startCode = in.varint();
                default -> in.skip();
            }
        }
        try {
            return new ServerName(host, Math.toIntExact(port), startCode);
        } catch (IllegalArgumentException | ArithmeticException impossible) {
            throw new UnreadableValueException("a server name with host '" + host + "' and port " + port);
        }
    }

    /**
     * The forms without protobuf: {@code host,port,startcode}, the same after a two-byte version 0 (0.94), and
     * {@code host:port} of still older releases, which has no start code.
     */
    static ServerName readText(byte[] payload) throws UnreadableValueException {
        boolean versioned = payload.length > 2 && payload[0] == 0 && payload[1] == 0;
        byte[] text = versioned ? Arrays.copyOfRange(payload, 2, payload.length) : payload;
        String name = new String(text, StandardCharsets.UTF_8);
        return ServerName.find(name)
                .or(() -> hostAndPort(name))
                .orElseThrow(() -> new UnreadableValueException("neither PBUF nor a server name as text"));
    }

    private static Optional<ServerName> hostAndPort(String name) {
        int colon = name.lastIndexOf(':');
        return colon < 0
                ? Optional.empty()
                : ServerName.find(name.substring(0, colon) + ',' + name.substring(colon + 1) + ',' + NO_START_CODE);
    }
}
