package io.coordkit.recipes;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.CreateMode;

/**
 * A name service with push: a znode per domain, its value where the domain is served ({@code 10.0.0.7:8080}). Resolving asks nobody, and
 * a change reaches everybody without a time to live to wait for. A domain stays until it is removed; for servers that come and go take a
 * {@link Balancer}. Thread-safe.
 */
public final class DomainNames implements AutoCloseable {
    private final Znodes znodes;
    private final String root;
    private final Mirror mirror;

    /** The domains below {@code root}. */
    public DomainNames(CuratorFramework client, String root) {
        this.znodes = new Znodes(client);
        this.root = root;
        this.mirror = Mirror.ofChildren(client, root);
    }

    /** Tells it of a domain that has moved or come (where it is now), or is gone (empty). */
    public DomainNames listen(BiConsumer<String, Optional<Endpoint>> listener) {
        mirror.listen(change ->
                listener.accept(change.name(), change.after().map(znode -> parse(znode.name(), znode.text()))));
        return this;
    }

    /** Reads all domains. */
    public DomainNames start(Duration atMost) throws InterruptedException {
        mirror.start(atMost);
        return this;
    }

    /**
     * Where the domain is, if it is known.
     *
     * @throws RecipeException when its znode holds something else
     */
    public Optional<Endpoint> resolve(String domain) {
        return mirror.text(domain).map(text -> parse(domain, text));
    }

    /** Says where a domain is from now on. */
    public void register(String domain, Endpoint endpoint) {
        String path = Znodes.child(root, domain);
        byte[] value = Znodes.bytes(endpoint.toString());
        if (znodes.create(path, value, CreateMode.PERSISTENT).isEmpty()) {
            znodes.write(path, value);
        }
    }

    /** Takes a domain away. */
    public void remove(String domain) {
        znodes.delete(Znodes.child(root, domain), -1);
    }

    @Override
    public void close() {
        mirror.close();
    }

    private Endpoint parse(String domain, String text) {
        try {
            return Endpoint.parse(text);
        } catch (IllegalArgumentException e) {
            throw new RecipeException(Znodes.child(root, domain), e);
        }
    }
}
