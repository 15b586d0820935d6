package io.coordkit.it.history;

/**
 * What a write did to one znode.
 *
 * @param zxid when
 * @param version of the data afterwards; negative when nobody was told
 */
record Effect(long zxid, Kind kind, String path, int version) {

    enum Kind {
        CREATE,
        SET,
        DELETE
    }

    static Effect of(Call write, long zxid, String path, int version) {
        if (write instanceof Call.Create) {
            return new Effect(zxid, Kind.CREATE, path, 0);
        }
        if (write instanceof Call.SetData) {
            return new Effect(zxid, Kind.SET, path, version);
        }
        return new Effect(zxid, Kind.DELETE, path, -1);
    }
}
