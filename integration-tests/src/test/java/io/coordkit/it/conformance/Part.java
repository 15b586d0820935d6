package io.coordkit.it.conformance;

import io.coordkit.it.raw.JuteOut;
import io.coordkit.it.raw.JuteOut.Acl;
import io.coordkit.it.raw.Op;
import io.coordkit.it.raw.Requests;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One operation of a multi; {@code encode} receives the absolute path. */
record Part(String label, int type, String path, Function<String, JuteOut> encode) {

    static Part create(String path, @Nullable String data, int flags, Acl... acl) {
        List<Acl> acls = acl.length == 0 ? List.of(Acl.OPEN) : List.of(acl);
        return new Part("create " + flags, Op.CREATE, path, p -> Requests.create(p, data, acls, flags));
    }

    static Part create2(String path, @Nullable String data, int flags) {
        return new Part("create2 " + flags, Op.CREATE2, path, p -> Requests.create(p, data, List.of(Acl.OPEN), flags));
    }

    static Part container(String path) {
        return new Part("container", Op.CREATE_CONTAINER, path, p -> Requests.create(p, "", List.of(Acl.OPEN), 4));
    }

    static Part createTtl(String path, long ttlMs) {
        return new Part(
                "ttl " + ttlMs, Op.CREATE_TTL, path, p -> Requests.createTtl(p, "", List.of(Acl.OPEN), 5, ttlMs));
    }

    /** Any creating operation with any flags; the last field is written for those that have it. */
    static Part ofType(int type, String path, int flags, long ttlMs) {
        return new Part("type " + type + " flags " + flags, type, path, p -> {
            JuteOut body = Requests.create(p, "", List.of(Acl.OPEN), flags);
            return type == Op.CREATE_TTL ? body.putLong(ttlMs) : body;
        });
    }

    static Part delete(String path, int version) {
        return new Part("delete " + version, Op.DELETE, path, p -> Requests.path(p, version));
    }

    static Part set(String path, @Nullable String data, int version) {
        return new Part("set " + data + " " + version, Op.SET_DATA, path, p -> Requests.setData(p, data, version));
    }

    static Part check(String path, int version) {
        return new Part("check " + version, Op.CHECK, path, p -> Requests.path(p, version));
    }

    static Part get(String path) {
        return new Part("get", Op.GET_DATA, path, p -> Requests.path(p, false));
    }

    static Part children(String path) {
        return new Part("children", Op.GET_CHILDREN, path, p -> Requests.path(p, false));
    }

    /** An operation that no multi has. */
    static Part stranger(int type, String path) {
        return new Part("type " + type, type, path, Requests::path);
    }

    static JuteOut body(Stage stage, Part... parts) {
        JuteOut body = new JuteOut();
        for (Part part : parts) {
            header(body, part.type, false).putAll(part.encode.apply(stage.absolute(part.path)));
        }
        return header(body, -1, true);
    }

    private static JuteOut header(JuteOut body, int type, boolean done) {
        return body.putInt(type).putBoolean(done).putInt(-1);
    }

    @Override
    public String toString() {
        return label + " " + path;
    }
}
