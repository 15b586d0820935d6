package io.coordkit.core.tree;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which subtrees have a quota, and how much of it they use. A quota of {@code /a} is a pair of ordinary znodes, {@code
 * /zookeeper/quota/a/zookeeper_limits} and {@code …/zookeeper_stats}. Each server keeps the second one current by itself,
 * without transactions: no digest counts it. A znode is counted by the innermost quota above it and by no other.
 */
public final class Quotas {
    private static final String LIMITS = "/zookeeper_limits";
    private static final String STATS = "/zookeeper_stats";

    private final DataTree tree;
    private final Set<String> tops = new LinkedHashSet<>();

    Quotas(DataTree tree) {
        this.tree = tree;
    }

    /** The top of the innermost subtree with a quota to which {@code path} belongs, or null. */
    public @Nullable String topOf(String path) {
        if (tops.isEmpty()) {
            return null;
        }
        for (int end = path.length(); end > 0; end = path.lastIndexOf('/', end - 1)) {
            String top = path.substring(0, end);
            if (tops.contains(top)) {
                return top;
            }
        }
        return null;
    }

    /** The tops of all subtrees with a quota, oldest first; a view. */
    public Iterable<String> tops() {
        return tops;
    }

    /** The limits of the quota at {@code top}; none where its znode is missing. */
    public QuotaFigures limitsOf(String top) {
        Znode node = tree.find(DataTree.QUOTA_PATH + top + LIMITS);
        return QuotaFigures.parse(node == null ? null : node.data);
    }

    /** What the subtree at {@code top} uses, or null if nobody has made the znode to keep account in. */
    public @Nullable QuotaFigures usageOf(String top) {
        Znode node = tree.find(DataTree.QUOTA_PATH + top + STATS);
        return node == null ? null : QuotaFigures.parse(node.data);
    }

    /** The tree was read from a snapshot, whose accounts belong to another moment. */
    void adopt() {
        tops.clear();
        Znode quota = tree.find(DataTree.QUOTA_PATH);
        if (quota == null) {
            return;
        }
        TreeWalk walk = new TreeWalk(quota);
        for (Znode node = walk.next(); node != null; node = walk.next()) {
            String path = node.childCount() == 0 ? node.path() : "";
            if (path.endsWith(LIMITS)) {
                String top = topIn(path, LIMITS);
                countAnew(top);
                addTop(top);
            }
        }
    }

    /** The tree becomes what another is. */
    void become(Quotas other) {
        tops.clear();
        tops.addAll(other.tops);
    }

    void onCreated(String path, Znode node) {
        if (isQuota(path, LIMITS)) {
            addTop(topIn(path, LIMITS));
        } else if (isQuota(path, STATS)) {
            countAnew(topIn(path, STATS));
        }
        account(path, 1, lengthOf(node.data));
    }

    void onDeleted(String path, Znode node) {
        if (isQuota(path, LIMITS)) {
            tops.remove(topIn(path, LIMITS));
        }
        account(path, -1, -lengthOf(node.data));
    }

    void onDataChanged(String path, byte @Nullable [] former, byte @Nullable [] data) {
        account(path, 0, lengthOf(data) - lengthOf(former));
    }

    /** Of the root there is no quota, although its znodes may be made. */
    private void addTop(String top) {
        if (!top.isEmpty()) {
            tops.add(top);
        }
    }

    private void account(String path, int count, long bytes) {
        String top = topOf(path);
        Znode stats = top == null ? null : tree.find(DataTree.QUOTA_PATH + top + STATS);
        if (stats != null) {
            QuotaFigures figures = QuotaFigures.parse(stats.data);
            figures.add(count, bytes);
            write(stats, figures);
        }
    }

    private void countAnew(String top) {
        Znode stats = tree.find(DataTree.QUOTA_PATH + top + STATS);
        if (stats != null) {
            write(stats, figuresOf(tree.find(top)));
        }
    }

    private static QuotaFigures figuresOf(@Nullable Znode top) {
        QuotaFigures figures = QuotaFigures.of(0, 0);
        if (top != null) {
            TreeWalk walk = new TreeWalk(top);
            for (Znode node = walk.next(); node != null; node = walk.next()) {
                figures.add(1, lengthOf(node.data));
            }
        }
        return figures;
    }

    private void write(Znode stats, QuotaFigures figures) {
        tree.setData(stats.path(), stats, figures.toBytes());
    }

    private static boolean isQuota(String path, String name) {
        return path.startsWith(DataTree.QUOTA_PATH) && path.endsWith(name);
    }

    private static String topIn(String path, String name) {
        return path.substring(DataTree.QUOTA_PATH.length(), path.length() - name.length());
    }

    private static int lengthOf(byte @Nullable [] data) {
        return data == null ? 0 : data.length;
    }
}
