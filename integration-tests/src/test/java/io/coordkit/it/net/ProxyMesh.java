package io.coordkit.it.net;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Loopback with a proxy in this process for each member's way to each port of each other: needs nothing of the machine,
 * and can be slow as well as cut. Only for servers that connect to where their configuration says: Apache ZooKeeper
 * calls back at the address in the election message, past the proxy.
 */
public final class ProxyMesh implements PeerNetwork {

    /** A direction between two members. */
    private record Way(int from, int to) {}

    private final Loopback homes;
    private final Map<Way, Gate> gates = new LinkedHashMap<>();
    private final Map<Way, Home> seen = new LinkedHashMap<>();
    private final List<TcpProxy> proxies = new ArrayList<>();

    /** Starts the proxies. */
    public ProxyMesh(int size) throws IOException {
        homes = new Loopback(size);
        for (int from = 1; from <= size; from++) {
            for (int to = 1; to <= size; to++) {
                gates.put(new Way(from, to), new Gate());
            }
        }
        for (Way way : gates.keySet()) {
            seen.put(way, way.from() == way.to() ? homes.home(way.to()) : proxied(way));
        }
    }

    private Gate gate(int from, int to) {
        return Objects.requireNonNull(gates.get(new Way(from, to)));
    }

    private Home proxied(Way way) throws IOException {
        Home real = homes.home(way.to());
        return new Home(proxy(way, real.quorum()), proxy(way, real.election()), real.client());
    }

    private Place proxy(Way way, Place target) throws IOException {
        Place place = Loopback.freePlace();
        proxies.add(new TcpProxy(place, target, gate(way.from(), way.to()), gate(way.to(), way.from())));
        return place;
    }

    /** Makes everything from one member to another take so long; what comes meanwhile is delivered together. */
    public void delay(int from, int to, Duration delay) {
        gate(from, to).delay(delay);
    }

    @Override
    public Home home(int member) {
        return homes.home(member);
    }

    @Override
    public Home seenBy(int reader, int member) {
        return Objects.requireNonNull(seen.get(new Way(reader, member)));
    }

    @Override
    public List<String> launcher(int member) {
        return List.of();
    }

    @Override
    public void cut(int from, int to) {
        gate(from, to).shut();
    }

    @Override
    public void heal(int from, int to) {
        gate(from, to).open();
    }

    @Override
    public boolean canBeCut() {
        return true;
    }

    @Override
    public int size() {
        return homes.size();
    }

    @Override
    public void close() throws IOException {
        for (TcpProxy proxy : proxies) {
            proxy.close();
        }
        gates.values().forEach(Gate::demolish);
    }
}
