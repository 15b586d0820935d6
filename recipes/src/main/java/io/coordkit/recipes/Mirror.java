package io.coordkit.recipes;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.cache.ChildData;
import org.apache.curator.framework.recipes.cache.CuratorCache;
import org.apache.curator.framework.recipes.cache.CuratorCache.Options;
import org.apache.curator.framework.recipes.cache.CuratorCacheListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live copy of one znode, of the children of one, or of a subtree, that says what changes: the receiving half of configuration,
 * membership, status boards, name services and orders. The root need not exist. Reading the copy asks nobody; it lags behind the
 * ensemble by one event, and by as long as the client is cut off.
 *
 * <p>Made of Curator's {@link CuratorCache}, which reads everything again after a lost connection or session. Thread-safe. Listeners are
 * called on the client's event thread, one after the other: they must not block, and what they throw is logged.
 */
public final class Mirror implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Mirror.class);

    /** How far below the root a mirror looks. */
    private enum Reach {
        NODE,
        CHILDREN,
        SUBTREE;

        boolean includes(String name) {
            return switch (this) {
                case NODE -> name.isEmpty();
                case CHILDREN -> !name.isEmpty() && name.indexOf('/') < 0;
                case SUBTREE -> true;
            };
        }
    }

    private final String root;
    private final Reach reach;
    private final CuratorCache cache;
    private final CountDownLatch complete = new CountDownLatch(1);
    private final List<Consumer<Change>> listeners = new CopyOnWriteArrayList<>();
    private volatile SortedMap<String, Znode> znodes = Collections.emptySortedMap();

    private Mirror(CuratorFramework client, String root, Reach reach) {
        this.root = root;
        this.reach = reach;
        this.cache = reach == Reach.NODE
                ? CuratorCache.build(client, root, Options.SINGLE_NODE_CACHE)
                : CuratorCache.build(client, root);
        cache.listenable().addListener(new CuratorCacheListener() {
            @Override
            public void event(Type type, ChildData before, ChildData after) {
                changed(type == Type.NODE_DELETED ? before : after, type == Type.NODE_DELETED);
            }

            @Override
            public void initialized() {
                complete.countDown();
            }
        });
    }

    /** Of one znode, under the name {@code ""}. */
    public static Mirror ofNode(CuratorFramework client, String path) {
        return new Mirror(client, path, Reach.NODE);
    }

    /** Of the children of one, under their names. What is below them is read too, and not shown. */
    public static Mirror ofChildren(CuratorFramework client, String parent) {
        return new Mirror(client, parent, Reach.CHILDREN);
    }

    /** Of one znode and all below it. */
    public static Mirror ofSubtree(CuratorFramework client, String root) {
        return new Mirror(client, root, Reach.SUBTREE);
    }

    /** Tells it of every change from now on; who listens before the start is told of what exists, too. */
    public Mirror listen(Consumer<Change> listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Reads what there is; on return the copy is complete.
     *
     * @throws RecipeException when that took longer; the mirror goes on trying
     */
    public Mirror start(Duration atMost) throws InterruptedException {
        cache.start();
        if (!complete.await(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new RecipeException("not within " + atMost.toMillis() + " ms: a copy of " + root);
        }
        return this;
    }

    /** All that is known, by name; a copy that does not change. */
    public SortedMap<String, Znode> znodes() {
        return znodes;
    }

    /** The value of the znode with this name. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(znodes.get(name)).map(Znode::text);
    }

    /** The value of the root. */
    public Optional<String> text() {
        return text("");
    }

    /** Stops following. What is known stays. */
    @Override
    public void close() {
        cache.close();
    }

    /** Synchronized, so that copies follow each other in the order in which listeners hear of them. */
    private synchronized void changed(ChildData data, boolean gone) {
        String name = nameOf(data.getPath());
        if (!reach.includes(name)) {
            return;
        }
        SortedMap<String, Znode> next = new TreeMap<>(znodes);
        Optional<Znode> before = Optional.ofNullable(next.remove(name));
        Optional<Znode> after = gone
                ? Optional.empty()
                : Optional.of(new Znode(
                        name, Znodes.text(data.getData()), data.getStat().getVersion()));
        after.ifPresent(znode -> next.put(name, znode));
        znodes = Collections.unmodifiableSortedMap(next);
        tell(new Change(name, before, after));
    }

    private String nameOf(String path) {
        int prefix = root.equals("/") ? 1 : root.length() + 1;
        return path.length() <= prefix ? "" : path.substring(prefix);
    }

    private void tell(Change change) {
        for (Consumer<Change> listener : listeners) {
            try {
                listener.accept(change);
            } catch (RuntimeException e) {
                LOG.warn("a listener of {} failed at '{}'", root, change.name(), e);
            }
        }
    }
}
