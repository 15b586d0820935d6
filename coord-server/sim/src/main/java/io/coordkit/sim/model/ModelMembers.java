package io.coordkit.sim.model;

import io.coordkit.core.quorum.Member;
import io.coordkit.core.quorum.MemberSyntaxException;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.wire.WriteRequest;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** To which members a reconfiguration leads, by what it says alone; plans ask for nothing that cannot be read. */
final class ModelMembers {
    /** Voters that must be left. */
    static final int VOTERS_MIN = 2;

    private ModelMembers() {}

    static Membership after(Membership present, WriteRequest.Reconfig request) {
        TreeMap<Long, Member> members = new TreeMap<>();
        if (request.newMembers() == null) {
            present.members().forEach(member -> members.put(member.id(), member));
            items(request.leavingServers()).forEach(id -> members.remove(Long.parseLong(id)));
        }
        String joining = request.newMembers() == null ? request.joiningServers() : request.newMembers();
        String lines = String.join("\n", items(joining));
        try {
            Membership.parse(lines).members().forEach(member -> members.put(member.id(), member));
        } catch (MemberSyntaxException e) {
            throw new IllegalStateException("a plan with a wrong line: " + lines, e);
        }
        return Membership.of(List.copyOf(members.values()), 0);
    }

    private static List<String> items(@Nullable String list) {
        return list == null || list.isEmpty() ? List.of() : List.of(list.split(",", -1));
    }
}
