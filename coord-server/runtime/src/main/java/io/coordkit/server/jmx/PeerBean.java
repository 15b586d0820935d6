package io.coordkit.server.jmx;

import io.coordkit.core.quorum.Member;
import io.coordkit.core.quorum.Member.Address;
import io.coordkit.server.monitor.Inspection;
import io.coordkit.server.monitor.NotServingException;
import io.coordkit.server.text.HostPort;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** A member of the ensemble, as the server that is asked knows it. */
final class PeerBean implements PeerMXBean {
    private final Member peer;
    private final Inspection server;

    PeerBean(Member peer, Inspection server) {
        this.peer = peer;
        this.server = server;
    }

    static String nameOf(long id) {
        return "replica." + id;
    }

    @Override
    public String getName() {
        return nameOf(peer.id());
    }

    @Override
    public String getQuorumAddress() {
        return addresses(Address::quorumPort);
    }

    @Override
    public String getElectionAddress() {
        return addresses(Address::electionPort);
    }

    private String addresses(ToIntFunction<Address> port) {
        return peer.addresses().stream()
                .map(address -> HostPort.of(address.host(), port.applyAsInt(address)))
                .collect(Collectors.joining("|"));
    }

    @Override
    public String getClientAddress() {
        return peer.client();
    }

    @Override
    public String getLearnerType() {
        return peer.observer() ? "OBSERVER" : "PARTICIPANT";
    }

    @Override
    public boolean isLeader() throws NotServingException {
        return server.statusNow().leader() == peer.id();
    }
}
