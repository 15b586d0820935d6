package io.coordkit.core.prepare;

import io.coordkit.core.quorum.Member;
import io.coordkit.core.quorum.MemberSyntaxException;
import io.coordkit.core.quorum.Membership;
import io.coordkit.core.quorum.Memberships;
import io.coordkit.core.wire.ErrorCode;
import io.coordkit.core.wire.WriteRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether a reconfiguration may be proposed, and to which members it leads, in the reference's order of checks
 * ({@code PrepRequestProcessor} with {@code OpCode.reconfig}). Who may ask for it is checked afterwards.
 */
final class ReconfigRules {
    private static final long ANY_VERSION = -1;

    private final EnsembleView ensemble;

    ReconfigRules(EnsembleView ensemble) {
        this.ensemble = ensemble;
    }

    /** What has come of the checks. */
    sealed interface Verdict {
        /** It may not be proposed. */
        record Refused(ErrorCode error) implements Verdict {}

        /** It may, and these will be the members. */
        record Granted(Membership next) implements Verdict {}
    }

    /** @param zxid of the transaction; the version of the new membership */
    Verdict judge(WriteRequest.Reconfig request, long zxid) {
        Optional<Memberships> found = ensemble.memberships();
        if (found.isEmpty()) {
            return new Verdict.Refused(ErrorCode.UNIMPLEMENTED);
        }
        Memberships now = found.get();
        if (now.isChanging()) {
            return new Verdict.Refused(ErrorCode.RECONFIG_IN_PROGRESS);
        }
        Membership present = now.seen();
        if (request.configId() != ANY_VERSION && request.configId() != present.version()) {
            return new Verdict.Refused(ErrorCode.BAD_VERSION);
        }
        try {
            Membership next = next(request, present).withVersion(zxid);
            if (next.voters().size() < ensemble.votersMin()) {
                return new Verdict.Refused(ErrorCode.BAD_ARGUMENTS);
            }
            return ensemble.isSynced(next)
                    ? new Verdict.Granted(next)
                    : new Verdict.Refused(ErrorCode.NEW_CONFIG_NO_QUORUM);
        } catch (MemberSyntaxException e) {
            return new Verdict.Refused(ErrorCode.BAD_ARGUMENTS);
        } catch (IllegalArgumentException e) {
            // A number that is none, or observers that nobody would lead: the reference finds them too late to say
            // more.
            return new Verdict.Refused(ErrorCode.MARSHALLING_ERROR);
        }
    }

    private Membership next(WriteRequest.Reconfig request, Membership present) throws MemberSyntaxException {
        String whole = request.newMembers();
        return whole == null ? incremental(request, present) : whole(whole.replace(',', '\n'));
    }

    private Membership whole(String text) throws MemberSyntaxException {
        for (String line : text.split("\n", -1)) {
            String key = line.strip();
            boolean known = key.startsWith("server.") || key.startsWith("group") || key.startsWith("weight");
            if (!known && !key.isEmpty() && !key.startsWith("#") && !key.startsWith("version")) {
                throw new MemberSyntaxException(line + " is no part of a membership");
            }
        }
        Membership next = Membership.parse(text);
        for (Member member : next.members()) {
            checkPorts(member);
        }
        int voters = next.voters().size();
        boolean hasObservers = next.members().size() > voters;
        if (voters == 0 && (hasObservers || ensemble.votersMin() == 1)
                || voters == 1 && hasObservers && ensemble.votersMin() > 1) {
            throw new IllegalArgumentException("observers without enough voters");
        }
        return next;
    }

    private static Membership incremental(WriteRequest.Reconfig request, Membership present)
            throws MemberSyntaxException {
        if (present.isHierarchical()) {
            throw new MemberSyntaxException("servers in groups cannot come and go one by one");
        }
        TreeMap<Long, Member> members = new TreeMap<>();
        present.members().forEach(member -> members.put(member.id(), member));
        for (String leaving : split(request.leavingServers())) {
            members.remove(Long.parseLong(leaving));
        }
        for (String joining : split(request.joiningServers())) {
            Member joiner = joiner(joining);
            for (Member other : members.values()) {
                checkApart(joiner, other);
            }
            members.put(joiner.id(), joiner);
        }
        return Membership.of(List.copyOf(members.values()), 0);
    }

    private static List<String> split(@Nullable String list) {
        return list == null
                ? List.of()
                : Arrays.stream(list.split(","))
                        .map(String::trim)
                        .filter(item -> !item.isEmpty())
                        .toList();
    }

    private static Member joiner(String line) throws MemberSyntaxException {
        String[] parts = line.split("=");
        if (parts.length != 2) {
            throw new MemberSyntaxException(line + " is no line of a server");
        }
        String key = parts[0].trim();
        long id = Long.parseLong(key.substring(key.lastIndexOf('.') + 1));
        Member joiner = Membership.parse("server." + id + "=" + parts[1].trim())
                .member(id)
                .orElseThrow(() -> new MemberSyntaxException(line));
        if (joiner.client().isEmpty()) {
            throw new MemberSyntaxException(line + " does not say where clients connect");
        }
        checkPorts(joiner);
        return joiner;
    }

    private static void checkPorts(Member member) throws MemberSyntaxException {
        Member.Address address = member.addresses().get(0);
        if (member.addresses().size() > 1 || address.quorumPort() == address.electionPort()) {
            throw new MemberSyntaxException("server." + member.id() + " must have one address, and two ports there");
        }
    }

    /** Nobody takes somebody else's address; loopback and wildcard addresses are as many as there are machines. */
    private static void checkApart(Member joiner, Member other) throws MemberSyntaxException {
        List<String> theirs = addresses(other);
        for (String mine : addresses(joiner)) {
            if (joiner.id() != other.id() && theirs.contains(mine)) {
                throw new MemberSyntaxException(mine + " is an address of server." + other.id());
            }
        }
    }

    private static List<String> addresses(Member member) {
        List<String> all = new ArrayList<>();
        for (Member.Address address : member.addresses()) {
            all.add(address.host() + ":" + address.quorumPort());
            all.add(address.host() + ":" + address.electionPort());
        }
        all.add(member.client());
        all.removeIf(ReconfigRules::isEverywhere);
        return all;
    }

    private static boolean isEverywhere(String address) {
        return address.isEmpty()
                || address.startsWith("127.")
                || address.startsWith("localhost:")
                || address.startsWith("0.0.0.0:")
                || address.startsWith("::")
                || address.startsWith("[::");
    }
}
