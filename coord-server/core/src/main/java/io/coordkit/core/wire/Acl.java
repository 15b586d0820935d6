package io.coordkit.core.wire;

import java.util.ArrayList;
import java.util.List;

/**
 * One entry of an access control list: who may do what.
 *
 * @param perms sum of {@link #READ}, {@link #WRITE}, {@link #CREATE}, {@link #DELETE}, {@link #ADMIN}
 * @param scheme how the id is authenticated: {@code world}, {@code digest}, {@code ip}, ...
 * @param id who, in the words of the scheme
 */
public record Acl(int perms, String scheme, String id) {
    public static final int READ = 1;
    public static final int WRITE = 2;
    public static final int CREATE = 4;
    public static final int DELETE = 8;
    public static final int ADMIN = 16;
    public static final int ALL = 31;

    /** Everybody may do everything; what most znodes carry. */
    public static final List<Acl> OPEN = List.of(new Acl(ALL, "world", "anyone"));

    /** Everybody may read, nobody may write. */
    public static final List<Acl> READ_ONLY = List.of(new Acl(READ, "world", "anyone"));

    /**
     * Reads a list; a null list reads as empty and a null scheme or id as "". No rule tells these apart: an empty list and an
     * unknown scheme are both refused.
     */
    public static List<Acl> readList(JuteReader in) throws MalformedRecordException {
        int count = in.readCount();
        if (count <= 0) {
            return List.of();
        }
        List<Acl> list = new ArrayList<>(Math.min(count, in.remaining() / 12 + 1));
        for (int i = 0; i < count; i++) {
            int perms = in.readInt();
            String scheme = in.readNullableString();
            String id = in.readNullableString();
            list.add(new Acl(perms, scheme == null ? "" : scheme, id == null ? "" : id));
        }
        return list;
    }

    /** Writes a list behind its count. */
    public static void writeList(JuteWriter out, List<Acl> list) {
        out.writeInt(list.size());
        for (int i = 0; i < list.size(); i++) {
            Acl acl = list.get(i);
            out.writeInt(acl.perms).writeString(acl.scheme).writeString(acl.id);
        }
    }
}
