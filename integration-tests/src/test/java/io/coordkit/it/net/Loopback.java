package io.coordkit.it.net;

import io.coordkit.it.process.Ports;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Free ports of 127.0.0.1, or of addresses like it, and nothing in between. */
public final class Loopback implements PeerNetwork {

    private static final String HOST = "127.0.0.1";

    private final List<Home> homes;

    /** Chooses the ports. */
    public Loopback(int size) {
        this(size, member -> HOST);
    }

    private Loopback(int size, IntFunction<String> hosts) {
        homes = IntStream.rangeClosed(1, size)
                .mapToObj(hosts)
                .map(host -> new Home(freePlace(host), freePlace(host), freePlace(host)))
                .toList();
    }

    /** The same, where each member has an address of its own, so that all can be given one port. */
    public static Loopback apart(int size) {
        return new Loopback(size, member -> "127.0.0." + member);
    }

    static Place freePlace() {
        return freePlace(HOST);
    }

    private static Place freePlace(String host) {
        return new Place(host, Ports.free());
    }

    @Override
    public Home home(int member) {
        return homes.get(member - 1);
    }

    @Override
    public Home seenBy(int reader, int member) {
        return home(member);
    }

    @Override
    public List<String> launcher(int member) {
        return List.of();
    }

    @Override
    public void cut(int from, int to) {
        throw new UnsupportedOperationException("nothing lies between the members");
    }

    @Override
    public void heal(int from, int to) {
        // Nothing is ever cut.
    }

    @Override
    public boolean canBeCut() {
        return false;
    }

    @Override
    public int size() {
        return homes.size();
    }

    @Override
    public void close() {
        // The ports are the system's.
    }
}
