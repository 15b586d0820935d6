package io.coordkit.cli.elect;

import io.coordkit.cli.tree.Tree;
import io.coordkit.cli.tree.TreeFailure;
import io.coordkit.elector.ElectionStatus;
import io.coordkit.elector.ElectorException;
import io.coordkit.elector.data.MemberInfo;
import io.coordkit.elector.paths.ElectionPaths;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who is active in an election and who waits, for people and for machines. Members of other kinds, ResourceManagers for
 * instance, are seen when they are active; they do not say that they wait.
 */
public final class Lineup {
    private final String parent;
    private final ElectionStatus status;
    private final List<Roster.Entry> roster;

    private Lineup(String parent, ElectionStatus status, List<Roster.Entry> roster) {
        this.parent = parent;
        this.status = status;
        this.roster = roster;
    }

    /**
     * Looks, and changes nothing.
     *
     * @throws TreeFailure when the znodes cannot be read
     */
    public static Lineup read(Tree tree, ElectionPaths paths) throws TreeFailure, InterruptedException {
        try {
            ElectionStatus status = ElectionStatus.read(tree.client(), paths);
            return new Lineup(paths.parent(), status, Roster.read(tree, paths.parent()));
        } catch (ElectorException e) {
            throw new TreeFailure(String.valueOf(e.getMessage()), e);
        }
    }

    /** Whether somebody is active. */
    public boolean hasActive() {
        return status.settled();
    }

    /** For a person. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("election    " + parent);
        lines.add("active      "
                + status.lock()
                        .map(lock -> describe(lock.info()) + " since " + lock.since() + ", token " + lock.czxid()
                                + ", session 0x" + Long.toHexString(lock.sessionId())
                                + (status.settled() ? "" : " (holds the lock, not active yet)"))
                        .orElse("nobody"));
        lines.add("breadcrumb  "
                + status.breadcrumb()
                        .map(crumb ->
                                describe(crumb.info()) + " since " + crumb.written() + ", version " + crumb.version())
                        .orElse("none: whoever was active last has left in good order"));
        for (Roster.Entry waiting : waiting()) {
            lines.add("waiting     " + waiting.member().name() + " ("
                    + waiting.member().host() + ", process " + waiting.member().pid() + ") since " + waiting.since());
        }
        return lines;
    }

    private List<Roster.Entry> waiting() {
        return roster.stream().filter(entry -> !holdsLock(entry.member())).toList();
    }

    private boolean holdsLock(Candidate member) {
        return status.lock()
                .flatMap(lock -> Candidate.parse(lock.info().toBytes()))
                .filter(member::equals)
                .isPresent();
    }

    private static String describe(MemberInfo info) {
        return Candidate.parse(info.toBytes())
                .map(candidate -> candidate.name() + " (" + candidate.host() + ", process " + candidate.pid() + ")")
                .orElseGet(info::describe);
    }

    /** For a machine; absent members of it are null. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("election", parent);
        json.put("active", status.settled());
        json.put("lock", status.lock().map(Lineup::fields).orElse(null));
        json.put("breadcrumb", status.breadcrumb().map(Lineup::fields).orElse(null));
        json.put("waiting", waiting().stream().map(Lineup::fields).toList());
        return json;
    }

    private static Map<String, Object> fields(ElectionStatus.Lock lock) {
        Map<String, Object> fields = member(lock.info(), lock.since());
        fields.put("token", lock.czxid());
        fields.put("session", "0x" + Long.toHexString(lock.sessionId()));
        return fields;
    }

    private static Map<String, Object> fields(ElectionStatus.Breadcrumb crumb) {
        Map<String, Object> fields = member(crumb.info(), crumb.written());
        fields.put("version", crumb.version());
        return fields;
    }

    private static Map<String, Object> fields(Roster.Entry entry) {
        return fields(entry.member(), entry.since());
    }

    private static Map<String, Object> member(MemberInfo info, Instant since) {
        Optional<Candidate> ours = Candidate.parse(info.toBytes());
        if (ours.isPresent()) {
            return fields(ours.get(), since);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("data", info.describe());
        fields.put("since", since.toString());
        return fields;
    }

    private static Map<String, Object> fields(Candidate member, Instant since) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", member.name());
        fields.put("host", member.host());
        fields.put("pid", member.pid());
        fields.put("since", since.toString());
        return fields;
    }
}
