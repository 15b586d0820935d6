package io.coordkit.server.admin;

import io.coordkit.core.quorum.Member;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.zab.ObserverView;
import io.coordkit.core.zab.ServerStatus;
import io.coordkit.server.monitor.Inspection;
import io.coordkit.server.monitor.NotServingException;
import io.coordkit.server.monitor.PeerState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** What a member of an ensemble says to the administrator's commands besides. */
final class AdminEnsemble {
    private final Inspection server;

    AdminEnsemble(Inspection server) {
        this.server = server;
    }

    AdminReply leader() throws NotServingException {
        Optional<Membership> members = server.membership();
        if (members.isEmpty()) {
            return AdminReply.error("server is not initialized");
        }
        ServerStatus status = server.status();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("is_leader", status.leader() == server.config().serverId());
        values.put("leader_id", status.leader());
        values.put(
                "leader_ip",
                members.get()
                        .member(status.leader())
                        .map(leader -> leader.addresses().get(0).host())
                        .orElse(""));
        return AdminReply.of(values);
    }

    AdminReply observers() throws NotServingException {
        List<ObserverView> observers = server.observers().orElse(List.of());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("synced_observers", observers.size());
        values.put("observers", observers.stream().map(AdminEnsemble::describe).toList());
        return AdminReply.of(values);
    }

    /** What is for it goes to its socket at once, so no queue of it is ever long. */
    private static Map<String, Object> describe(ObserverView observer) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("remote_socket_address", "/" + observer.address());
        values.put("sid", observer.server());
        values.put("established", observer.establishedMs());
        values.put("queued_packets", 0);
        values.put("queued_packets_size", 0);
        values.put("packets_received", observer.received());
        values.put("packets_sent", observer.sent());
        values.put("requests", observer.requests());
        values.put("last_zxid", observer.lastZxid());
        return values;
    }

    AdminReply resetObservers() throws NotServingException {
        server.resetObserverTraffic();
        return AdminReply.of(Map.of());
    }

    AdminReply votingView() throws NotServingException {
        Map<String, Object> voters = new LinkedHashMap<>();
        Optional<Membership> members = server.membership();
        if (members.isPresent()) {
            for (Member member : members.get().members()) {
                if (!member.observer()) {
                    voters.put(Long.toString(member.id()), describe(member));
                }
            }
        }
        return AdminReply.of(Map.of("current_config", voters));
    }

    private Map<String, Object> describe(Member member) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("server_addresses", addresses(member, Member.Address::quorumPort));
        values.put("election_addresses", addresses(member, Member.Address::electionPort));
        values.put("client_address", clientAddress(member));
        values.put("learner_type", member.observer() ? "observer" : "participant");
        return values;
    }

    /** A server knows its own although the line may not say it. */
    private String clientAddress(Member member) {
        return member.client().isEmpty() && member.id() == server.config().serverId()
                ? ownClientAddress()
                : member.client();
    }

    private String ownClientAddress() {
        String address = server.clientAddress().toString();
        return address.substring(address.indexOf('/') + 1);
    }

    /** Also of a server that does not serve: it says what one without others says. */
    AdminReply zabState() {
        Map<String, Object> values = new LinkedHashMap<>();
        try {
            addZabState(values);
        } catch (NotServingException looking) {
            values.clear();
        }
        values.putIfAbsent("voting", false);
        values.putIfAbsent("zabstate", "");
        return AdminReply.of(values);
    }

    private void addZabState(Map<String, Object> values) throws NotServingException {
        long id = server.config().serverId();
        Optional<Member> member = server.membership().flatMap(known -> known.member(id));
        if (member.isEmpty()) {
            return;
        }
        Member self = member.get();
        ServerStatus status = server.status();
        values.put("myid", id);
        values.put("is_leader", status.leader() == id);
        values.put("quorum_address", port(self, Member.Address::quorumPort));
        values.put("election_address", port(self, Member.Address::electionPort));
        values.put("client_address", ownClientAddress());
        values.put("voting", !self.observer());
        values.put("last_zxid", "0x" + Long.toHexString(status.visibleZxid()));
        values.put("zab_epoch", status.visibleZxid() >>> 32);
        values.put("zab_counter", status.visibleZxid() & 0xffffffffL);
        values.put("zabstate", PeerState.phase(status.phase()));
    }

    private static List<String> addresses(Member member, ToIntFunction<Member.Address> port) {
        List<String> addresses = new ArrayList<>();
        for (Member.Address address : member.addresses()) {
            addresses.add(address.host() + ":" + port.applyAsInt(address));
        }
        return addresses;
    }

    /** What the reference's JSON library makes of its class for a server's addresses ({@code MultipleAddresses}). */
    private static Map<String, Object> port(Member member, ToIntFunction<Member.Address> port) {
        List<String> addresses = addresses(member, port);
        List<Integer> ports = member.addresses().stream().map(port::applyAsInt).toList();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("empty", false);
        values.put("all_addresses", addresses);
        values.put(
                "wildcard_addresses",
                ports.stream().map(each -> "0.0.0.0:" + each).toList());
        values.put("all_ports", ports);
        values.put(
                "all_host_strings",
                member.addresses().stream().map(Member.Address::host).toList());
        values.put("reachable_address", addresses.get(0));
        values.put("all_reachable_addresses", addresses);
        values.put("all_reachable_addresses_or_all", addresses);
        values.put("reachable_or_one", addresses.get(0));
        values.put("one", addresses.get(0));
        return values;
    }
}
