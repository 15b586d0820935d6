package io.coordkit.core.model;

import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.Znode;
import io.coordkit.core.wire.Acl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.StatPersisted;
import org.apache.zookeeper.server.DataNode;

/** Everything a tree stores, as text by path, so that trees of different makes can be compared and differences read. */
public final class TreeText {
    private TreeText() {}

    /** Our tree. */
    public static Map<String, String> of(DataTree tree) {
        Map<String, String> text = new TreeMap<>();
        add(tree, "", text);
        return text;
    }

    /** The reference's tree. */
    public static Map<String, String> of(org.apache.zookeeper.server.DataTree tree) {
        Map<String, String> text = new TreeMap<>();
        add(tree, "", text);
        return text;
    }

    static Map<String, String> of(NaiveTree tree) {
        Map<String, String> text = new TreeMap<>();
        tree.nodes.forEach((path, node) -> text.put(path, text(node.data, node.acl, node.stat)));
        return text;
    }

    private static void add(DataTree tree, String path, Map<String, String> text) {
        String name = path.isEmpty() ? "/" : path;
        Znode node = tree.find(name);
        List<String> acl = new ArrayList<>();
        for (Acl entry : node.acl()) {
            acl.add(entry.perms() + ":" + entry.scheme() + ":" + entry.id());
        }
        text.put(
                name,
                text(
                        node.data(),
                        acl,
                        node.czxid(),
                        node.mzxid(),
                        node.pzxid(),
                        node.ctime(),
                        node.mtime(),
                        node.version(),
                        node.createdChildren(),
                        node.aversion(),
                        node.owner()));
        List<String> children = new ArrayList<>();
        node.forEachChild(children::add);
        children.forEach(child -> add(tree, path + "/" + child, text));
    }

    private static void add(org.apache.zookeeper.server.DataTree tree, String path, Map<String, String> text) {
        DataNode node = tree.getNode(path);
        text.put(path.isEmpty() ? "/" : path, text(node.getData(), tree.getACL(node), node.stat));
        node.getChildren().forEach(child -> add(tree, path + "/" + child, text));
    }

    private static String text(byte[] data, List<ACL> acl, StatPersisted stat) {
        List<String> entries = new ArrayList<>();
        for (ACL entry : acl) {
            entries.add(entry.getPerms() + ":" + entry.getId().getScheme() + ":"
                    + entry.getId().getId());
        }
        return text(
                data,
                entries,
                stat.getCzxid(),
                stat.getMzxid(),
                stat.getPzxid(),
                stat.getCtime(),
                stat.getMtime(),
                stat.getVersion(),
                stat.getCversion(),
                stat.getAversion(),
                stat.getEphemeralOwner());
    }

    private static String text(byte[] data, List<String> acl, long... numbers) {
        return Arrays.toString(data) + " " + acl + " " + Arrays.toString(numbers);
    }
}
