package io.coordkit.hbase.machine;

import io.coordkit.hbase.paths.ServerName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Turns listings of {@code rs} into one {@code Appeared} and one {@code Died} for each incarnation of a server, pure.
 *
 * <p>A server that is restarted on its address before its old session ends is listed twice for a while. The new start
 * code is proof that the old process is gone, so the old one dies at once, and its later removal is no second death.
 * Source: {@code RegionServerTracker} and {@code ServerManager.checkAlreadySameHostPortAndOlderStart} of HBase 2.6.
 */
public final class LivenessMachine {
    /** What happened to a server. */
    public sealed interface Change {
        ServerName server();

        /** Hands the server to the callback of its kind. */
        void tell(Consumer<ServerName> appeared, Consumer<ServerName> died);
    }

    /** The server is alive. */
    public record Appeared(ServerName server) implements Change {
        @Override
        public void tell(Consumer<ServerName> appeared, Consumer<ServerName> died) {
            appeared.accept(server);
        }
    }

    /** The server is dead for good: its logs have to be split and its regions assigned anew. */
    public record Died(ServerName server) implements Change {
        @Override
        public void tell(Consumer<ServerName> appeared, Consumer<ServerName> died) {
            died.accept(server);
        }
    }

    private final Consumer<? super Change> outbox;
    private final Set<ServerName> live = new TreeSet<>();
    /** The newest start code that died, by address: nothing as old as that can be alive. */
    private final Map<String, Long> diedUpTo = new HashMap<>();

    public LivenessMachine(Consumer<? super Change> outbox) {
        this.outbox = outbox;
    }

    /** The servers whose nodes exist. */
    public void onListed(Collection<ServerName> listed) {
        Map<String, ServerName> newest = new HashMap<>();
        for (ServerName server : listed) {
            newest.merge(server.address(), server, (a, b) -> a.startCode() > b.startCode() ? a : b);
        }
        Set<ServerName> now = new TreeSet<>();
        for (ServerName server : newest.values()) {
            if (server.startCode() > diedUpTo.getOrDefault(server.address(), Long.MIN_VALUE)) {
                now.add(server);
            }
        }
        List<ServerName> dead = new ArrayList<>(live);
        dead.removeAll(now);
        dead.forEach(this::die);
        for (ServerName server : now) {
            if (live.add(server)) {
                outbox.accept(new Appeared(server));
            }
        }
    }

    /** The servers that are alive, as last listed. */
    public Set<ServerName> live() {
        return Set.copyOf(live);
    }

    private void die(ServerName server) {
        live.remove(server);
        diedUpTo.merge(server.address(), server.startCode(), Math::max);
        outbox.accept(new Died(server));
    }
}
