package io.coordkit.server.peer;

import io.coordkit.core.wire.MalformedRecordException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the opener of an election connection says first ({@code QuorumCnxManager.InitialMessage} of the reference): a protocol
 * version, its number, and where it can be reached; or, before 3.5, its number alone.
 *
 * @param server number of the opener
 * @param addresses {@code host:port}, several joined by '|'; empty where it has said its number alone
 */
record Greeting(long server, String addresses) {
    private static final long ONE_ADDRESS = -65536;
    private static final long SEVERAL_ADDRESSES = -65535;
    private static final int ADDRESSES_BYTES_MAX = 2048;
    private static final int HEAD_BYTES = Long.BYTES + Long.BYTES + Integer.BYTES;

    /**
     * Takes a greeting, if it is there whole; else nothing.
     *
     * @throws MalformedRecordException when this will never be one
     */
    static Optional<Greeting> take(ByteBuf in) throws MalformedRecordException {
        if (in.readableBytes() < Long.BYTES) {
            return Optional.empty();
        }
        long version = in.getLong(in.readerIndex());
        if (version >= 0) {
            in.skipBytes(Long.BYTES);
            return Optional.of(new Greeting(version, ""));
        }
        if (version != ONE_ADDRESS && version != SEVERAL_ADDRESSES) {
            throw new MalformedRecordException("greeting of protocol version " + version);
        }
        if (in.readableBytes() < HEAD_BYTES) {
            return Optional.empty();
        }
        int length = in.getInt(in.readerIndex() + 2 * Long.BYTES);
        if (length < 1 || length > ADDRESSES_BYTES_MAX) {
            throw new MalformedRecordException("greeting with an address of " + length + " bytes");
        }
        if (in.readableBytes() < HEAD_BYTES + length) {
            return Optional.empty();
        }
        in.skipBytes(Long.BYTES);
        long server = in.readLong();
        in.skipBytes(Integer.BYTES);
        return Optional.of(new Greeting(
                server, in.readCharSequence(length, StandardCharsets.UTF_8).toString()));
    }

    /**
     * With one address in the form that every version takes (ZOOKEEPER-3720). It must leave in one piece: the reference reads the
     * addresses with a single call.
     */
    ByteBuf toBytes() {
        byte[] text = addresses.getBytes(StandardCharsets.UTF_8);
        return Unpooled.buffer(HEAD_BYTES + text.length)
                .writeLong(addresses.indexOf('|') < 0 ? ONE_ADDRESS : SEVERAL_ADDRESSES)
                .writeLong(server)
                .writeInt(text.length)
                .writeBytes(text);
    }

    /** Those of its addresses that can be connected to, if there are any. */
    Optional<Targets> targets() {
        List<Target> targets = new ArrayList<>();
        for (String address : addresses.split("\\|")) {
            int colon = address.lastIndexOf(':');
            String host = colon < 0 ? "" : unbracketed(address.substring(0, colon));
            int port = port(address.substring(colon + 1));
            if (!host.isEmpty() && !host.equals("0.0.0.0") && !host.equals("::") && port > 0) {
                targets.add(new Target(host, port));
            }
        }
        return targets.isEmpty() ? Optional.empty() : Optional.of(new Targets(targets));
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            return port > 0xffff ? 0 : port;
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
