package io.coordkit.server.peer;

import io.coordkit.core.wire.MalformedRecordException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One step of a SASL exchange between servers ({@code QuorumAuthPacket} of the reference). Its first eight bytes are those of no
 * other packet.
 *
 * @param token the mechanism's, or null
 */
record AuthPacket(int status, byte @Nullable [] token) {
    static final int GOES_ON = 0;
    static final int SUCCESS = 1;
    static final int FAILURE = -1;

    private static final long MAGIC = -0xa0dbcafecafe1234L;
    private static final int HEAD_BYTES = Long.BYTES + 2 * Integer.BYTES;
    private static final int TOKEN_BYTES_MAX = 1 << 16;

    /** Whether these bytes, eight at least, begin one. */
    static boolean begins(ByteBuf in) {
        return in.getLong(in.readerIndex()) == MAGIC;
    }

    /**
     * Takes one, if it is there whole; else nothing.
     *
     * @throws MalformedRecordException when this will never be one
     */
    static Optional<AuthPacket> take(ByteBuf in) throws MalformedRecordException {
        if (in.readableBytes() >= Long.BYTES && !begins(in)) {
            throw new MalformedRecordException("no packet of an authentication");
        }
        if (in.readableBytes() < HEAD_BYTES) {
            return Optional.empty();
        }
        int length = in.getInt(in.readerIndex() + HEAD_BYTES - Integer.BYTES);
        if (length < -1 || length > TOKEN_BYTES_MAX) {
            throw new MalformedRecordException("an authentication token of " + length + " bytes");
        }
        if (in.readableBytes() - HEAD_BYTES < length) {
            return Optional.empty();
        }
        in.skipBytes(Long.BYTES);
        int status = in.readInt();
        in.skipBytes(Integer.BYTES);
        if (length < 0) {
            return Optional.of(new AuthPacket(status, null));
        }
        byte[] token = new byte[length];
        in.readBytes(token);
        return Optional.of(new AuthPacket(status, token));
    }

    /** The token, or an empty one. */
    byte[] bytes() {
        return token == null ? new byte[0] : token;
    }

    ByteBuf toBytes() {
        byte[] sent = token;
        int length = sent == null ? -1 : sent.length;
        ByteBuf out = Unpooled.buffer(HEAD_BYTES + Math.max(0, length))
                .writeLong(MAGIC)
                .writeInt(status)
                .writeInt(length);
        return sent == null ? out : out.writeBytes(sent);
    }
}
