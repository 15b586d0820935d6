package io.coordkit.cli.doctor;

import io.coordkit.core.quorum.Member;
import io.coordkit.core.quorum.MemberSyntaxException;
import io.coordkit.core.quorum.Membership;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Do the servers of the ensemble know the same servers as the file? Asked through {@code conf}, which a server may not allow. */
final class ServerLists {
    private static final String BEGINNING = "membership:";
    private static final String ADVICE =
            "give every server the same server.N lines, or change them on all by reconfig; "
                    + "with different ones a change of the leader may split the ensemble";

    private final Findings findings;
    private final Membership file;
    private final Map<String, Membership> told = new LinkedHashMap<>();

    ServerLists(Findings findings, Membership file) {
        this.findings = findings;
        this.file = file;
    }

    /** Takes what a server has answered to {@code conf}. */
    void add(String server, FourLetters.Answer conf) {
        if (!conf.isText()) {
            findings.note(server + " does not say which servers it knows: " + conf.problem(), "allow conf to see more");
            return;
        }
        read(conf.text()).ifPresent(list -> told.put(server, list));
    }

    /** What stands behind the beginning; empty if the server is no member or says something that is no list. */
    private static Optional<Membership> read(String conf) {
        int beginning = conf.indexOf(BEGINNING);
        if (beginning < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(Membership.parse(conf.substring(beginning + BEGINNING.length())));
        } catch (MemberSyntaxException unknown) {
            return Optional.empty();
        }
    }

    /** Says in which they differ from the file, and from each other in their version. */
    void compare() {
        told.forEach(this::compareWithFile);
        long newest =
                told.values().stream().mapToLong(Membership::version).max().orElse(0);
        told.forEach((server, list) -> {
            if (list.version() != newest) {
                findings.warning(
                        server + " has version " + Long.toHexString(list.version())
                                + " of the servers' configuration, others have " + Long.toHexString(newest),
                        "it learns the newest from the leader; ask again later, and look whether it follows that");
            }
        });
    }

    private void compareWithFile(String server, Membership list) {
        for (Member known : list.members()) {
            Optional<Member> wanted = file.member(known.id());
            if (wanted.isEmpty()) {
                findings.problem(server + " knows server." + known.id() + ", which the file does not name", ADVICE);
            } else {
                compareMember(server, known, wanted.get());
            }
        }
        for (Member wanted : file.members()) {
            if (list.member(wanted.id()).isEmpty()) {
                findings.problem(server + " does not know server." + wanted.id() + ", which the file names", ADVICE);
            }
        }
    }

    private void compareMember(String server, Member known, Member wanted) {
        if (!known.addresses().equals(wanted.addresses())) {
            findings.problem(
                    server + " looks for server." + known.id() + " at " + places(known) + ", and in the file it is at "
                            + places(wanted),
                    ADVICE);
        }
        if (known.observer() != wanted.observer()) {
            findings.problem(
                    server + " takes server." + known.id() + " for " + role(known) + ", and in the file it is "
                            + role(wanted),
                    ADVICE);
        }
    }

    private static String places(Member member) {
        List<Member.Address> addresses = member.addresses();
        return addresses.stream().map(Member.Address::toString).collect(Collectors.joining("|"));
    }

    private static String role(Member member) {
        return member.observer() ? "an observer" : "a participant";
    }
}
