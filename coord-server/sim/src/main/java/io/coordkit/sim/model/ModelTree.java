package io.coordkit.sim.model;

import io.coordkit.core.quorum.Membership;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.Stat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The state as it must be after some transactions: plain maps, changed by {@link ModelWrites} from what clients asked, never
 * from what the server made of it.
 */
public final class ModelTree {
    private final TreeMap<String, ModelNode> nodes = new TreeMap<>();
    private Optional<Membership> members;
    private final TreeSet<Long> sessions = new TreeSet<>();
    private final List<Change> changes = new ArrayList<>();
    private final TreeSet<String> touched = new TreeSet<>();
    private long zxid;

    /**
     * The state of a new server.
     *
     * @param members the ensemble, if there is one
     */
    public ModelTree(Optional<Membership> members) {
        this.members = members;
        for (String path : List.of("/", "/zookeeper", "/zookeeper/quota", "/zookeeper/config")) {
            nodes.put(path, new ModelNode(new byte[0]));
        }
        // A newborn tree shows children that nobody has created.
        root().children.add("zookeeper");
        root().childChanges = -1;
        get("/zookeeper").children.addAll(List.of("quota", "config"));
        get("/zookeeper").childChanges = -2;
        get("/zookeeper/config").aversion = -1;
    }

    private ModelTree(ModelTree other) {
        this.members = other.members;
        other.nodes.forEach((path, node) -> nodes.put(path, node.copy()));
    }

    /** A copy of the znodes alone, to be restored when a multi is refused. */
    ModelTree copyOfNodes() {
        return new ModelTree(this);
    }

    void restoreNodes(ModelTree copy) {
        nodes.clear();
        nodes.putAll(copy.nodes);
    }

    /** The last transaction in this state. */
    public long zxid() {
        return zxid;
    }

    void setZxid(long zxid) {
        this.zxid = zxid;
    }

    /** Who belongs to the ensemble. */
    Membership members() {
        return members.orElseThrow(() -> new IllegalStateException("a server alone"));
    }

    /** A leader, or a reconfiguration, has brought these. */
    public void setMembers(Membership next) {
        members = Optional.of(next);
    }

    /** Whether the session exists. */
    public boolean hasSession(long id) {
        return sessions.contains(id);
    }

    /** The sessions that exist. */
    public Set<Long> sessions() {
        return Set.copyOf(sessions);
    }

    void addSession(long id) {
        sessions.add(id);
    }

    void removeSession(long id) {
        sessions.remove(id);
    }

    /** All paths. */
    public Set<String> paths() {
        return Set.copyOf(nodes.keySet());
    }

    /** Paths that belong to a session. */
    public Set<String> ephemeralsOf(long session) {
        TreeSet<String> paths = new TreeSet<>();
        for (Map.Entry<String, ModelNode> entry : nodes.entrySet()) {
            if (entry.getValue().owner == session) {
                paths.add(entry.getKey());
            }
        }
        return paths;
    }

    /** The stat of a znode, or null if there is none. */
    public @Nullable Stat stat(String path) {
        ModelNode node = nodes.get(path);
        return node == null ? null : node.stat();
    }

    /** The data of a znode that is there. */
    public byte @Nullable [] data(String path) {
        return get(path).data;
    }

    /** The children of a znode that is there. */
    public Set<String> children(String path) {
        return Set.copyOf(get(path).children);
    }

    /** Creations of children under a znode that is there. */
    public int childCreations(String path) {
        return get(path).childCreations;
    }

    /** What happened since the last call, in order. */
    public List<Change> takeChanges() {
        List<Change> taken = List.copyOf(changes);
        changes.clear();
        return taken;
    }

    /** The paths whose znodes may differ from what they were at the last call. */
    public Set<String> takeTouched() {
        Set<String> taken = Set.copyOf(touched);
        touched.clear();
        return taken;
    }

    List<Change> changes() {
        return changes;
    }

    @Nullable
    ModelNode find(String path) {
        return nodes.get(path);
    }

    private ModelNode root() {
        return get("/");
    }

    private ModelNode get(String path) {
        ModelNode node = nodes.get(path);
        if (node == null) {
            throw new IllegalArgumentException("the model has no " + path);
        }
        return node;
    }

    void touch(String path) {
        touched.add(path);
    }

    void add(String path, ModelNode node) {
        ModelNode parent = get(Change.parentOf(path));
        nodes.put(path, node);
        parent.children.add(lastName(path));
        parent.childChanges++;
        parent.childCreations++;
        parent.pzxid = node.czxid;
        touch(path);
        touch(Change.parentOf(path));
    }

    void remove(String path, long zxidOfRemoval) {
        ModelNode parent = get(Change.parentOf(path));
        nodes.remove(path);
        parent.children.remove(lastName(path));
        parent.childChanges++;
        parent.pzxid = zxidOfRemoval;
        touch(path);
        touch(Change.parentOf(path));
    }

    ErrorCode versionRefusal(String path, int wanted) {
        return wanted == -1 || get(path).version == wanted ? ErrorCode.OK : ErrorCode.BAD_VERSION;
    }

    private static String lastName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
