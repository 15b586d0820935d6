package io.coordkit.statestore;

import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.data.ACL;

/** Everything below a path: each node's data (null and empty told apart) and ACL (without the hash of a digest). */
public final class TreeDump {

    private TreeDump() {}

    public static SortedMap<String, String> of(CuratorFramework client, String path) throws Exception {
        SortedMap<String, String> dump = new TreeMap<>();
        collect(client, path, dump);
        return dump;
    }

    private static void collect(CuratorFramework client, String path, SortedMap<String, String> dump) throws Exception {
        byte[] data = client.getData().forPath(path);
        String hex = data == null ? "null" : "[" + HexFormat.of().formatHex(data) + "]";
        dump.put(path, hex + " " + acl(client.getACL().forPath(path)));
        for (String child : client.getChildren().forPath(path)) {
            collect(client, path.equals("/") ? "/" + child : path + "/" + child, dump);
        }
    }

    private static String acl(List<ACL> acls) {
        StringBuilder text = new StringBuilder();
        for (ACL acl : acls) {
            String id = acl.getId().getId();
            String name = acl.getId().getScheme().equals("digest") ? id.replaceFirst(":.*", "") : id;
            text.append(acl.getId().getScheme())
                    .append(':')
                    .append(name)
                    .append('=')
                    .append(acl.getPerms())
                    .append(' ');
        }
        return text.toString().trim();
    }
}
