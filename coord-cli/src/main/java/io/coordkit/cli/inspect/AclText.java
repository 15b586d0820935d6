package io.coordkit.cli.inspect;

import java.util.List;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.data.ACL;

/** ACLs in the notation of Hadoop's settings, {@code scheme:id:perms} each. */
final class AclText {
    private AclText() {}

    static List<String> of(List<ACL> acl) {
        return acl.stream().map(AclText::of).toList();
    }

    private static String of(ACL entry) {
        return entry.getId().getScheme() + ":" + entry.getId().getId() + ":" + ZKUtil.getPermString(entry.getPerms());
    }
}
