package io.coordkit.cli.elect;

import io.coordkit.cli.json.Json;
import io.coordkit.elector.ElectionStatus;
import io.coordkit.elector.ElectorConfig;
import io.coordkit.elector.data.MemberInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;

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
     * @throws ElectionFailure when ZooKeeper cannot be reached, or refuses
     */
    public static Lineup read(ElectorConfig election) throws ElectionFailure, InterruptedException {
        String parent = election.paths().parent();
        try (CuratorFramework client = election.newClient()) {
            client.start();
            if (!client.blockUntilConnected(
                    Math.toIntExact(election.sessionTimeout().toMillis()), TimeUnit.MILLISECONDS)) {
                throw new ElectionFailure("no ZooKeeper server answers at " + election.connectString());
            }
            if (client.checkExists().forPath(parent) == null) {
                throw new ElectionFailure("there is no election at " + parent);
            }
            List<Roster.Entry> roster = new Roster(client, parent, election.acl()).read();
            return new Lineup(parent, ElectionStatus.read(client, election.paths()), roster);
        } catch (ElectionFailure | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new ElectionFailure("cannot read " + parent + ": " + e.getMessage(), e);
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

    /** For a machine: one object on one line; absent members of it are null. */
    public String json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("election", parent);
        json.put("active", status.settled());
        json.put("lock", status.lock().map(Lineup::fields).orElse(null));
        json.put("breadcrumb", status.breadcrumb().map(Lineup::fields).orElse(null));
        json.put("waiting", waiting().stream().map(Lineup::fields).toList());
        return Json.line(json);
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
