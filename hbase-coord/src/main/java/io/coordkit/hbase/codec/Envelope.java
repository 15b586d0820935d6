package io.coordkit.hbase.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What HBase wraps around a message. Outside, and optional, metadata: {@code FF}, a four-byte length, and an identifier
 * that is the writer's name and eight random bytes. Inside, the four letters {@code PBUF}. The random bytes let a writer
 * that lost the reply recognise its own earlier write; they also mean that compatible is <em>readable both ways</em>,
 * never equal bytes. Source: {@code RecoverableZooKeeper}, {@code ZKMetadata} and {@code ProtobufMagic} of HBase 2.6.
 */
public final class Envelope {
    private static final byte METADATA = (byte) 0xFF;
    private static final int METADATA_HEADER = 1 + Integer.BYTES;
    private static final byte[] MAGIC = {'P', 'B', 'U', 'F'};

    private Envelope() {}

    /** Puts {@code PBUF} before a protobuf message. */
    static byte[] withMagic(byte[] message) {
        return ByteBuffer.allocate(MAGIC.length + message.length)
                .put(MAGIC)
                .put(message)
                .array();
    }

    /**
     * Puts metadata before a payload, unless it is empty: HBase leaves empty values as they are.
     *
     * @param writer who writes, as text: HBase uses {@code pid@host} or the name of its watcher
     * @param salt random bytes, new for each write (but the same for its retries)
     */
    public static byte[] withMetadata(String writer, long salt, byte[] payload) {
        if (payload.length == 0) {
            return payload;
        }
        byte[] name = writer.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(METADATA_HEADER + name.length + Long.BYTES + payload.length)
                .put(METADATA)
                .putInt(name.length + Long.BYTES)
                .put(name)
                .putLong(salt)
                .put(payload)
                .array();
    }

    /**
     * A stored value without its metadata, if it has any.
     *
     * @throws UnreadableValueException when the metadata says that it is longer than the value
     */
    public static byte[] withoutMetadata(byte[] stored) throws UnreadableValueException {
        if (stored.length == 0 || stored[0] != METADATA) {
            return stored;
        }
        if (stored.length < METADATA_HEADER) {
            throw new UnreadableValueException("the metadata ends after " + stored.length + " bytes");
        }
        int length = ByteBuffer.wrap(stored, 1, Integer.BYTES).getInt();
        if (length < 0 || length > stored.length - METADATA_HEADER) {
            throw new UnreadableValueException(
                    "the metadata claims " + length + " bytes, the value has " + stored.length);
        }
        return Arrays.copyOfRange(stored, METADATA_HEADER + length, stored.length);
    }

    static boolean hasMagic(byte[] payload) {
        return payload.length >= MAGIC.length && Arrays.equals(payload, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /** A reader of the message behind {@code PBUF}; call it only when {@link #hasMagic} said yes. */
    static ProtoReader message(byte[] payload) {
        return new ProtoReader(ByteBuffer.wrap(payload, MAGIC.length, payload.length - MAGIC.length));
    }

    /** A reader of the message of a value that has no other form than {@code PBUF}. */
    static ProtoReader requireMessage(byte[] stored) throws UnreadableValueException {
        byte[] payload = withoutMetadata(stored);
        if (!hasMagic(payload)) {
            throw new UnreadableValueException("PBUF is missing in a value of " + stored.length + " bytes");
        }
        return message(payload);
    }
}
