package io.coordkit.it.raw;

import io.coordkit.it.raw.JuteOut.Acl;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies of well-formed requests, field by field as the protocol lists them. */
public final class Requests {

    /** Old clients send no read-only byte, so it is three-valued. */
    public enum ReadOnly {
        ABSENT,
        NO,
        YES
    }

    private Requests() {}

    /** The first frame of a connection. */
    public static JuteOut connect(
            long lastZxid, int timeoutMs, long session, byte @Nullable [] password, ReadOnly readOnly) {
        JuteOut body = new JuteOut()
                .putInt(0)
                .putLong(lastZxid)
                .putInt(timeoutMs)
                .putLong(session)
                .putBuffer(password);
        return readOnly == ReadOnly.ABSENT ? body : body.putBoolean(readOnly == ReadOnly.YES);
    }

    /** The header of every later frame, followed by the body. */
    public static JuteOut request(int xid, int type, JuteOut body) {
        return new JuteOut().putInt(xid).putInt(type).putAll(body);
    }

    /** For create, create2 and createContainer. */
    public static JuteOut create(String path, @Nullable String data, List<Acl> acl, int flags) {
        return new JuteOut().putString(path).putBuffer(bytes(data)).putAcls(acl).putInt(flags);
    }

    /** For createTTL. */
    public static JuteOut createTtl(String path, @Nullable String data, List<Acl> acl, int flags, long ttlMs) {
        return create(path, data, acl, flags).putLong(ttlMs);
    }

    /** For every request that is a path and a yes or no. */
    public static JuteOut path(String path, boolean watch) {
        return path(path).putBoolean(watch);
    }

    /** For every request that is a path alone. */
    public static JuteOut path(String path) {
        return new JuteOut().putString(path);
    }

    /** For every request that is a path and a number: delete, check, addWatch, removeWatches, checkWatches. */
    public static JuteOut path(String path, int number) {
        return path(path).putInt(number);
    }

    /** For setData. */
    public static JuteOut setData(String path, @Nullable String data, int version) {
        return path(path).putBuffer(bytes(data)).putInt(version);
    }

    /** For setACL. */
    public static JuteOut setAcl(String path, List<Acl> acl, int version) {
        return path(path).putAcls(acl).putInt(version);
    }

    /** For the auth packet. */
    public static JuteOut auth(String scheme, byte[] credentials) {
        return new JuteOut().putInt(0).putString(scheme).putBuffer(credentials);
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
