package io.coordkit.elector.data;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Free-form data: bytes that only the service itself understands. */
public final class OpaqueInfo implements MemberInfo {
    private final byte[] bytes;

    public OpaqueInfo(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    @Override
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** The bytes as text when they are printable UTF-8, else in hexadecimal. */
    @Override
    public String describe() {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.codePoints().noneMatch(Character::isISOControl)) {
                return "\"" + text + "\"";
            }
        } catch (CharacterCodingException binary) {
            return hex();
        }
        return hex();
    }

    private String hex() {
        return "0x" + HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OpaqueInfo that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "OpaqueInfo[" + describe() + "]";
    }
}
