package io.coordkit.core.quorum;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One server of an ensemble, as a {@code server.N} line describes it.
 *
 * @param id its number
 * @param addresses where the others reach it; several only with multi-address ensembles
 * @param observer whether it listens without voting
 * @param client {@code host:port} that clients use, empty when the line does not say
 */
public record Member(long id, List<Address> addresses, boolean observer, String client) {
    /**
     * Where a server is reached by the others.
     *
     * @param host name or address, IPv6 without brackets
     * @param quorumPort port on which it serves learners while it leads
     * @param electionPort port on which it takes election messages
     */
    public record Address(String host, int quorumPort, int electionPort) {
        private String quorum() {
            return host + ":" + quorumPort;
        }

        @Override
        public String toString() {
            return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + quorumPort + ":" + electionPort;
        }
    }

    /** The host in {@link #client}, which must not be empty; an IPv6 address is in brackets. */
    public String clientHost() {
        return client.substring(0, client.lastIndexOf(':'));
    }

    /** The port in {@link #client}, which must not be empty. */
    public int clientPort() {
        return Integer.parseInt(client.substring(client.lastIndexOf(':') + 1));
    }

    /** Whether learners find both at the same place. */
    public boolean isAtQuorumOf(Member other) {
        return quorumPlaces().equals(other.quorumPlaces());
    }

    private Set<String> quorumPlaces() {
        return addresses.stream().map(Address::quorum).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The value of the line, in the form in which servers send it to each other: addresses are sorted by their hosts. */
    public String toText() {
        StringBuilder text = new StringBuilder();
        text.append(addresses.stream()
                .sorted(Comparator.comparing(Address::host))
                .map(Address::toString)
                .collect(Collectors.joining("|")));
        text.append(observer ? ":observer" : ":participant");
        if (!client.isEmpty()) {
            text.append(';').append(client);
        }
        return text.toString();
    }
}
