package io.coordkit.server.monitor;

import io.coordkit.core.quorum.MemberSyntaxException;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.tree.DataTree;
import io.coordkit.core.tree.Znode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Who belongs to the ensemble at present, as its members show it to clients. */
final class CurrentMembership {
    private CurrentMembership() {}

    /** The text that clients see; empty on a standalone server. */
    static String textOf(DataTree tree) {
        Znode node = tree.find(DataTree.CONFIG_PATH);
        byte[] data = node == null ? null : node.data();
        return data == null ? "" : new String(data, StandardCharsets.UTF_8);
    }

    static Membership of(DataTree tree) {
        Map<String, String> entries = new TreeMap<>();
        textOf(tree).lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("version=")) {
                entries.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        try {
            return Membership.parse(entries);
        } catch (MemberSyntaxException e) {
            throw new IllegalStateException("the membership was read before", e);
        }
    }
}
