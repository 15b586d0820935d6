package io.coordkit.server.sasl;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;

/**
 * How principals of servers call the hosts that the configuration names: the same, or as a name service does itself ({@code
 * QuorumServer} of the reference, ZOOKEEPER-4030). Asking it may take a while. Thread-safe.
 */
final class HostNames {
    private final Set<String> configured;
    private final NameService service;

    /** Knows what a host is called. */
    @FunctionalInterface
    interface NameService {
        String canonicalNameOf(String host) throws UnknownHostException;
    }

    private HostNames(Set<String> configured, NameService service) {
        this.configured = configured;
        this.service = service;
    }

    /** Of hosts that are called as they are configured. */
    static HostNames asConfigured(Set<String> hosts) {
        return new HostNames(hosts, host -> host);
    }

    /** Of hosts that are called as the machine's name service does. */
    static HostNames canonical(Set<String> hosts) {
        return canonical(hosts, HostNames::lookUp);
    }

    static HostNames canonical(Set<String> hosts, NameService service) {
        return new HostNames(hosts, service);
    }

    private static String lookUp(String host) throws UnknownHostException {
        InetAddress address = InetAddress.getByName(host);
        String name = address.getCanonicalHostName();
        // An address is what one gets for a name that cannot be trusted, or where there is none.
        return name.equals(address.getHostAddress()) ? host : name;
    }

    /** @throws UnknownHostException when nobody knows the host */
    String of(String host) throws UnknownHostException {
        return service.canonicalNameOf(host);
    }

    /** Whether it is the name of a configured host. */
    boolean areKnown(String name) {
        return configured.stream().anyMatch(host -> isCalled(host, name));
    }

    private boolean isCalled(String host, String name) {
        try {
            return of(host).equals(name);
        } catch (UnknownHostException nobodyKnows) {
            return false;
        }
    }
}
