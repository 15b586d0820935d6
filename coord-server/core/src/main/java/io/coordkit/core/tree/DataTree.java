package io.coordkit.core.tree;

import io.coordkit.core.collection.LongMap;
import io.coordkit.core.invariant.Invariant;
import io.coordkit.core.txn.LoggedTxn;
import io.coordkit.core.txn.Txn;
import io.coordkit.core.txn.TxnHeader;
import io.coordkit.core.txn.Zxid;
import io.coordkit.core.wire.Acl;
import io.coordkit.core.wire.JuteWriter;
import io.coordkit.core.wire.PathRules;
import io.coordkit.core.wire.Stat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The replicated state: znodes and the sessions that exist. {@link #apply} is its only mutator, on a leader, on a follower and
 * at recovery alike. Not thread-safe: one thread owns a tree.
 */
public final class DataTree {
    /** The znode of the ensemble's membership. */
    public static final String CONFIG_PATH = "/zookeeper/config";

    /** What the configuration znode has for a version: the version of the membership is in its text. */
    public static final int NO_VERSION = -1;

    static final String ROOT = "";
    static final String SYSTEM_PATH = "/zookeeper";
    static final String QUOTA_PATH = "/zookeeper/quota";

    private final TreeOptions options;
    private final NodeDigest digests = new NodeDigest();
    private final TxnApplier applier = new TxnApplier(this);
    private final DigestLog digestLog = new DigestLog();
    private final List<TreeWalk> walks = new ArrayList<>();
    private final Quotas quotas = new Quotas(this);
    private final ChildOrder childOrder = new ChildOrder();

    private PathIndex index;
    private AclTable acls = new AclTable();
    private LongMap<Integer> sessionTimeouts = new LongMap<>();
    private LongMap<Set<Znode>> ephemerals = new LongMap<>();
    private Set<Znode> containers = new LinkedHashSet<>();
    private Set<Znode> ttlNodes = new LinkedHashSet<>();
    private Znode root;
    private TreeListener listener = TreeListener.NONE;
    private DigestCheck digestCheck = DigestCheck.unsure();
    private long digest;
    private long lastZxid = Zxid.NONE;
    private long dataBytes;
    private int ephemeralCount;

    private DataTree(TreeOptions options) {
        this.options = options;
        this.index = new PathIndex(options.hashSeed());
        this.root = new Znode("", index.hash(ROOT), acls.acquire(Acl.OPEN), new byte[0]);
    }

    /** A tree as it is at birth: the root and the system's znodes, at zxid 0. */
    public static DataTree newborn(TreeOptions options) {
        DataTree tree = new DataTree(options);
        tree.digestCheck = DigestCheck.whole();
        tree.index.add(tree.root);
        tree.refreshDigest(ROOT, tree.root);
        for (String path : List.of(SYSTEM_PATH, QUOTA_PATH, CONFIG_PATH)) {
            tree.restore(path, tree.newNode(path, Acl.OPEN, new byte[0]));
        }
        Znode config = tree.get(CONFIG_PATH);
        tree.setAcl(CONFIG_PATH, config, Acl.READ_ONLY, -1);
        return tree;
    }

    /** A tree to be filled by a snapshot: only the root's place exists. */
    static DataTree blank(TreeOptions options) {
        return new DataTree(options);
    }

    /**
     * Becomes what another tree is, which must not be used any more: a learner's state is replaced as a whole. Nobody is told of
     * what is different, and nobody may be walking over this one.
     */
    public void become(DataTree other) {
        Invariant.check(
                options.digest() == other.options.digest()
                        && options.extendedTypes() == other.options.extendedTypes()
                        && options.oldTtl() == other.options.oldTtl(),
                "trees of one server have the same options");
        Invariant.check(walks.isEmpty(), "nobody walks over a tree that is replaced");
        index = other.index;
        acls = other.acls;
        sessionTimeouts = other.sessionTimeouts;
        ephemerals = other.ephemerals;
        containers = other.containers;
        ttlNodes = other.ttlNodes;
        root = other.root;
        digest = other.digest;
        digestCheck = other.digestCheck;
        lastZxid = other.lastZxid;
        dataBytes = other.dataBytes;
        ephemeralCount = other.ephemeralCount;
        quotas.become(other.quotas);
        digestLog.clear();
    }

    /** Who hears of changes from now on. */
    public void setListener(TreeListener listener) {
        this.listener = listener;
    }

    /**
     * Makes a fact true; applying it again, or over a snapshot that already has it, leads to the same tree. The digest that it carries
     * is compared with the tree's.
     *
     * @return what the client that asked for it must learn
     */
    public TxnResult apply(LoggedTxn logged) {
        TxnResult result = applier.apply(logged.header(), logged.txn());
        long zxid = logged.header().zxid();
        lastZxid = Math.max(lastZxid, zxid);
        if (options.digest()) {
            digestCheck.onApplied(logged, digest);
            if (digestCheck.isWhole()) {
                digestLog.onApplied(zxid, digest);
            }
        }
        return result;
    }

    /** The same of a fact that carries no digest. */
    public TxnResult apply(TxnHeader header, Txn txn) {
        return apply(new LoggedTxn(header, txn, false, 0));
    }

    /** The znode at {@code path}, or null; an ill-formed path is merely absent. */
    public @Nullable Znode find(String path) {
        return path.length() == 1 && path.charAt(0) == '/' ? root : index.find(path);
    }

    /** The stat of a znode as clients see it. */
    public Stat statOf(Znode node) {
        return node.stat(visibleOwner(node));
    }

    /** Writes the stat of a znode as clients see it. */
    public void writeStat(Znode node, JuteWriter out) {
        node.writeStat(out, visibleOwner(node));
    }

    /** Writes the names of a znode's children as a vector, in the order in which ZooKeeper lists them. */
    public void writeChildren(Znode node, JuteWriter out) {
        childOrder.write(node, out);
    }

    /**
     * Shows the membership of the ensemble to clients, in a znode that every server keeps for itself and that no digest counts
     * ({@code ZKDatabase.initConfigInZKDatabase} of the reference).
     *
     * @param version zxid of the reconfiguration that led to it, 0 for none
     */
    public void publishConfig(byte[] text, long version, long wallMs) {
        Znode node = find(CONFIG_PATH);
        if (node == null || Arrays.equals(node.data, text)) {
            return;
        }
        node.change(NO_VERSION, version, wallMs);
        setData(CONFIG_PATH, node, text);
        listener.onDataChanged(CONFIG_PATH, text.length, node.acl(), version);
    }

    /** The zxid of the newest transaction applied. */
    public long lastZxid() {
        return lastZxid;
    }

    /** Sets the newest applied zxid after loading a snapshot, or when a new epoch begins without a transaction. */
    public void setLastZxid(long zxid) {
        this.lastZxid = zxid;
    }

    /** Sum of the digests of all znodes. */
    public long digest() {
        return digest;
    }

    /** What has come of comparing it with others'. */
    public DigestCheck digestCheck() {
        return digestCheck;
    }

    /** What the snapshot that this was read from says of its end; where it began is the last zxid. */
    void checkSnapshot(Optional<ZxidDigest> said) {
        if (options.digest()) {
            digestCheck = DigestCheck.ofSnapshot(lastZxid, said, digest);
        }
    }

    /** The digest at earlier zxids that are multiples of 128, oldest first. */
    public List<ZxidDigest> digestLog() {
        return digestLog.all();
    }

    /** Znodes, the root once. */
    public int size() {
        return index.size();
    }

    /** Ephemeral znodes. */
    public int ephemeralCount() {
        return ephemeralCount;
    }

    /** Ids of the sessions that own at least one ephemeral, ascending. */
    public long[] ephemeralOwnerIds() {
        return ephemerals.sortedKeys();
    }

    /** Bytes of all paths' last names and data, roughly what the reference calls the approximate data size. */
    public long approximateBytes() {
        return dataBytes;
    }

    /** How this tree was made. */
    public TreeOptions options() {
        return options;
    }

    /** Ids of the sessions that exist, ascending. */
    public long[] sessionIds() {
        return sessionTimeouts.sortedKeys();
    }

    /** How many sessions exist. */
    public int sessionCount() {
        return sessionTimeouts.size();
    }

    /** The timeout in ms with which a session was created, or null if it does not exist. */
    public @Nullable Integer sessionTimeoutMs(long sessionId) {
        return sessionTimeouts.get(sessionId);
    }

    /** Paths of a session's ephemerals, oldest first. */
    public List<String> ephemeralsOf(long sessionId) {
        Set<Znode> nodes = ephemerals.get(sessionId);
        return nodes == null ? List.of() : pathsOf(nodes);
    }

    /** Paths of the containers, oldest first. */
    public List<String> containerPaths() {
        return pathsOf(containers);
    }

    /** Paths of the znodes with a time to live, oldest first. */
    public List<String> ttlPaths() {
        return pathsOf(ttlNodes);
    }

    /** How many znodes are below this one. */
    public int countDescendants(Znode top) {
        int count = 0;
        for (Znode node = top.firstChild(); node != null; node = TreeWalk.successor(node, top)) {
            count++;
        }
        return count;
    }

    /** Starts a walk over all znodes that may go on while the tree changes, until it is ended. */
    TreeWalk startWalk() {
        TreeWalk started = new TreeWalk(root);
        walks.add(started);
        return started;
    }

    /** A walk need not be told of changes any more. */
    void endWalk(TreeWalk walk) {
        walks.remove(walk);
    }

    /** Which subtrees have a quota, and how much of it they use. */
    public Quotas quotas() {
        return quotas;
    }

    /** The kind of a stored owner, under this tree's options. */
    public OwnerKind kindOf(long owner) {
        return OwnerKind.of(owner, options.extendedTypes(), options.oldTtl());
    }

    TreeListener listener() {
        return listener;
    }

    AclTable acls() {
        return acls;
    }

    LongMap<Integer> sessionTimeouts() {
        return sessionTimeouts;
    }

    Znode get(String path) {
        Znode node = find(path);
        if (node == null) {
            throw new IllegalStateException("no znode at " + path);
        }
        return node;
    }

    /** A znode that is not in the tree yet. */
    Znode newNode(String path, List<Acl> acl, byte @Nullable [] data) {
        return newNode(path, acls.acquire(acl), data);
    }

    Znode newNode(String path, AclTable.Entry acl, byte @Nullable [] data) {
        return new Znode(path, index.hash(path), acl, data);
    }

    /** Puts a znode under its parent, which must exist; returns false if it does not. */
    boolean restore(String path, Znode node) {
        Znode parent = find(PathRules.parentOf(path));
        if (parent == null) {
            return false;
        }
        link(path, parent, node);
        return true;
    }

    /** The root while a snapshot is read; it takes its place once its values are known. */
    Znode restoreRoot(AclTable.Entry acl, byte @Nullable [] data) {
        root.acl = acl;
        root.data = data;
        dataBytes += root.size();
        index.add(root);
        return root;
    }

    void link(String path, Znode parent, Znode node) {
        parent.add(node);
        index.add(node);
        dataBytes += node.size();
        register(node);
        refreshDigest(path, node);
    }

    /** Takes a znode out, and whatever is below it: only a replay over a fuzzy snapshot finds something there. */
    void unlink(Znode node) {
        for (Znode child = node.firstChild(); child != null; child = node.firstChild()) {
            unlink(child);
        }
        for (int i = 0; i < walks.size(); i++) {
            walks.get(i).onRemoved(node);
        }
        index.remove(node);
        dataBytes -= node.size();
        digest -= node.digest();
        unregister(node);
        acls.release(node.acl);
        node.detach();
    }

    void setData(String path, Znode node, byte @Nullable [] data) {
        dataBytes -= node.dataLength();
        node.data = data;
        dataBytes += node.dataLength();
        refreshDigest(path, node);
    }

    void setAcl(String path, Znode node, List<Acl> acl, int version) {
        AclTable.Entry former = node.acl;
        node.acl = acls.acquire(acl);
        acls.release(former);
        node.setAversion(version);
        refreshDigest(path, node);
    }

    void refreshDigest(String path, Znode node) {
        if (options.digest()) {
            digest -= node.digest();
            node.setDigest(digests.of(path, node));
            digest += node.digest();
        }
    }

    private void register(Znode node) {
        switch (kindOf(node.owner())) {
            case PERSISTENT -> {}
            case EPHEMERAL -> {
                Set<Znode> nodes = ephemerals.get(node.owner());
                if (nodes == null) {
                    nodes = new LinkedHashSet<>();
                    ephemerals.put(node.owner(), nodes);
                }
                nodes.add(node);
                ephemeralCount++;
            }
            case CONTAINER -> containers.add(node);
            case TTL -> ttlNodes.add(node);
        }
    }

    private void unregister(Znode node) {
        switch (kindOf(node.owner())) {
            case PERSISTENT -> {}
            case EPHEMERAL -> {
                Set<Znode> nodes = ephemerals.get(node.owner());
                if (nodes != null && nodes.remove(node)) {
                    ephemeralCount--;
                    if (nodes.isEmpty()) {
                        ephemerals.remove(node.owner());
                    }
                }
            }
            case CONTAINER -> containers.remove(node);
            case TTL -> ttlNodes.remove(node);
        }
    }

    private long visibleOwner(Znode node) {
        long owner = node.owner();
        return owner != 0 && kindOf(owner) == OwnerKind.EPHEMERAL ? owner : 0;
    }

    private static List<String> pathsOf(Collection<Znode> nodes) {
        List<String> paths = new ArrayList<>(nodes.size());
        for (Znode node : nodes) {
            paths.add(node.path());
        }
        return paths;
    }
}
