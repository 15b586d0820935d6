package io.coordkit.statestore.machine;

import java.util.ArrayList;
import java.util.List;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;

/** The ACL that makes one writer the only one who may create and delete children of the root. */
public final class RootAcl {

    private static final int CREATE_DELETE = Perms.CREATE | Perms.DELETE;

    private RootAcl() {}

    /**
     * Flips create and delete in every entry and gives both to the writer. The flip is ZKRMStateStore's: an entry with
     * both loses them, an entry with neither gains them.
     *
     * @param source the ACL of all other nodes
     * @param writer the id of the new writer
     */
    public static List<ACL> exclusive(List<ACL> source, Id writer) {
        List<ACL> result = new ArrayList<>();
        source.forEach(acl -> result.add(new ACL(acl.getPerms() ^ CREATE_DELETE, acl.getId())));
        result.add(new ACL(CREATE_DELETE, writer));
        return List.copyOf(result);
    }
}
