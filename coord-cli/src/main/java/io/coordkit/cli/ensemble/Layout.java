package io.coordkit.cli.ensemble;

import io.coordkit.cli.ensemble.network.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Who belongs to an ensemble, and where on loopback each listens: ports are counted up from the client port of server 1.
 *
 * @param voters servers that vote: 1 to {@code voters}
 * @param observers servers that do not: the numbers behind
 * @param port client port of server 1
 * @param proxied whether servers reach each other through proxies
 * @param keep whether the directory stays when the ensemble is stopped
 */
public record Layout(int voters, int observers, int port, boolean proxied, boolean keep) {

    /** One digit for a server's number: enough for one machine, and ports stay readable. */
    public static final int MEMBERS_MAX = 9;

    /** The usual 2888 and 3888 behind the usual 2181. */
    private static final int QUORUM_OFFSET = 707;

    private static final int ELECTION_OFFSET = 1707;
    private static final int ROUTES_OFFSET = 2707;
    private static final int ROUTES_ELECTION_OFFSET = 3707;
    /** How far the highest port can be from the client port of server 1. */
    static final int HIGHEST_OFFSET = ROUTES_ELECTION_OFFSET + 11 * MEMBERS_MAX;

    /** The highest client port of server 1 that leaves room for all others. */
    public static final int PORT_MAX = 65_535 - HIGHEST_OFFSET;

    /** What the user asked for; what is not said is as before, or the default. */
    public record Wish(
            OptionalInt voters, OptionalInt observers, OptionalInt port, Optional<Boolean> proxied, boolean keep) {

        private static final int VOTERS = 3;
        private static final int PORT = 2181;

        /** How many servers that makes, as far as it is said. */
        public int members() {
            return voters.orElse(VOTERS) + observers.orElse(0);
        }

        boolean agreesWith(Layout former) {
            return voters.orElse(former.voters) == former.voters
                    && observers.orElse(former.observers) == former.observers
                    && port.orElse(former.port) == former.port
                    && proxied.orElse(former.proxied) == former.proxied;
        }

        Layout layout() {
            return new Layout(
                    voters.orElse(VOTERS), observers.orElse(0), port.orElse(PORT), proxied.orElse(true), keep);
        }
    }

    /** For a message: {@code "3 servers, 1 observer, port 2181"}. */
    String describe() {
        return voters + " servers, " + observers + (observers == 1 ? " observer" : " observers") + ", port " + port
                + (proxied ? "" : ", no proxies");
    }

    /** The same ensemble on other ports. */
    Layout withPort(int other) {
        return new Layout(voters, observers, other, proxied, keep);
    }

    /** The numbers of all servers. */
    public List<Integer> members() {
        return IntStream.rangeClosed(1, voters + observers).boxed().toList();
    }

    /** Whether the server has no vote. */
    public boolean isObserver(int server) {
        return server > voters;
    }

    /** How many voters make a quorum. */
    public int quorum() {
        return voters / 2 + 1;
    }

    /** Where clients connect to. */
    public int clientPort(int server) {
        return port + server - 1;
    }

    /** The whole ensemble for clients. */
    public String connectString() {
        return members().stream()
                .map(server -> "127.0.0.1:" + clientPort(server))
                .collect(Collectors.joining(","));
    }

    /** A line {@code server.N} of a {@code zoo.cfg}, as one of the servers must see it: its own with the real ports. */
    String serverLine(int reader, int server) {
        boolean direct = !proxied || reader == server;
        int quorum = direct ? quorumPort(server) : route(reader, server, ROUTES_OFFSET);
        int election = direct ? electionPort(server) : route(reader, server, ROUTES_ELECTION_OFFSET);
        String role = isObserver(server) ? ":observer" : "";
        return "server." + server + "=127.0.0.1:" + quorum + ":" + election + role;
    }

    /** The proxies that the servers need: from each to both ports of each other one. */
    List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        if (proxied) {
            for (int from : members()) {
                for (int to : members()) {
                    if (from != to) {
                        routes.add(new Route(from, to, route(from, to, ROUTES_OFFSET), quorumPort(to)));
                        routes.add(new Route(from, to, route(from, to, ROUTES_ELECTION_OFFSET), electionPort(to)));
                    }
                }
            }
        }
        return routes;
    }

    /** Every port of the ensemble. */
    List<Integer> ports() {
        List<Integer> ports = new ArrayList<>();
        for (int server : members()) {
            ports.addAll(List.of(clientPort(server), quorumPort(server), electionPort(server)));
        }
        routes().forEach(route -> ports.add(route.port()));
        return ports;
    }

    private int quorumPort(int server) {
        return port + QUORUM_OFFSET + server - 1;
    }

    private int electionPort(int server) {
        return port + ELECTION_OFFSET + server - 1;
    }

    private int route(int from, int to, int offset) {
        return port + offset + 10 * from + to;
    }
}
