package io.coordkit.cli.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/** A znode and what is below it, as deep as was asked; children in the order of their names. */
record Branch(String path, Stat stat, List<Branch> children) {

    /** Asks the server; what goes away meanwhile is left out, except the top. */
    static Branch read(ZooKeeper client, String path, int depth) throws KeeperException, InterruptedException {
        Stat stat = new Stat();
        List<Branch> children = new ArrayList<>();
        List<String> names = depth == 0 ? List.of() : client.getChildren(path, false, stat);
        if (depth == 0) {
            client.getData(path, false, stat);
        }
        for (String name : names.stream().sorted().toList()) {
            try {
                children.add(read(client, (path.equals("/") ? "" : path) + "/" + name, depth - 1));
            } catch (KeeperException.NoNodeException gone) {
                continue;
            }
        }
        return new Branch(path, stat, children);
    }

    /** Draws it, a line for each znode. */
    void draw(boolean sizes, Consumer<String> line) {
        line.accept(path + (sizes ? sizes() : ""));
        drawChildren("", sizes, line);
    }

    private void drawChildren(String margin, boolean sizes, Consumer<String> line) {
        for (int i = 0; i < children.size(); i++) {
            Branch child = children.get(i);
            boolean last = i == children.size() - 1;
            line.accept(margin + (last ? "└── " : "├── ") + child.name() + (sizes ? child.sizes() : ""));
            child.drawChildren(margin + (last ? "    " : "│   "), sizes, line);
        }
    }

    private String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private String sizes() {
        String owner =
                stat.getEphemeralOwner() == 0 ? "" : ", ephemeral of 0x" + Long.toHexString(stat.getEphemeralOwner());
        return "  (" + stat.getDataLength() + " bytes" + owner + ")";
    }

    Map<String, Object> toFields() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", path);
        fields.put("stat", Structured.of(stat));
        fields.put("children", children.stream().map(Branch::toFields).toList());
        return fields;
    }
}
