package io.coordkit.it.raw;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bytes of the protocol, written one field after the other; nothing is checked, so that anything can be said. */
public final class JuteOut {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    /** An access control entry: permission bits, scheme and id. */
    public record Acl(
            int perms, @Nullable String scheme, @Nullable String id) {
        /** Everything for everybody. */
        public static final Acl OPEN = new Acl(31, "world", "anyone");
    }

    private interface Write {
        void run() throws IOException;
    }

    private JuteOut then(Write write) {
        try {
            write.run();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return this;
    }

    /** Four bytes. */
    public JuteOut putInt(int value) {
        return then(() -> out.writeInt(value));
    }

    /** Eight bytes. */
    public JuteOut putLong(long value) {
        return then(() -> out.writeLong(value));
    }

    /** One byte. */
    public JuteOut putBoolean(boolean value) {
        return then(() -> out.writeBoolean(value));
    }

    /** The bytes as they are, without a length. */
    public JuteOut putRaw(byte... raw) {
        return then(() -> out.write(raw));
    }

    /** A length and the bytes; −1 for null. */
    public JuteOut putBuffer(byte @Nullable [] value) {
        return value == null ? putInt(-1) : putInt(value.length).putRaw(value);
    }

    /** A length and UTF-8; −1 for null. */
    public JuteOut putString(@Nullable String value) {
        return putBuffer(value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }

    /** A count and the strings. */
    public JuteOut putStrings(List<String> values) {
        putInt(values.size());
        values.forEach(this::putString);
        return this;
    }

    /** A count and the entries; −1 for null. */
    public JuteOut putAcls(@Nullable List<Acl> acls) {
        if (acls == null) {
            return putInt(-1);
        }
        putInt(acls.size());
        acls.forEach(acl -> putInt(acl.perms()).putString(acl.scheme()).putString(acl.id()));
        return this;
    }

    /** Everything of another one. */
    public JuteOut putAll(JuteOut other) {
        return putRaw(other.toBytes());
    }

    /** What was written so far. */
    public byte[] toBytes() {
        return bytes.toByteArray();
    }
}
