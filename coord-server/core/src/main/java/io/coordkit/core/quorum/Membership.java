package io.coordkit.core.quorum;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who belongs to an ensemble, in which groups and with which weights, at one version. The text form is what the configuration
 * znode holds and what servers exchange, so it must be the same to the byte on all of them
 * ({@code QuorumVerifier.toString} of the reference).
 */
public final class Membership {
    private static final String SERVER = "server.";
    private static final String GROUP = "group.";
    private static final String WEIGHT = "weight.";
    private static final String VERSION = "version";

    private final Map<Long, Member> members;
    private final Map<Long, Long> groupOf;
    private final Map<Long, Long> weights;
    private final long version;
    private final QuorumVerifier quorum;

    private Membership(Map<Long, Member> members, Map<Long, Long> groupOf, Map<Long, Long> weights, long version) {
        this.members = new TreeMap<>(members);
        this.groupOf = new TreeMap<>(groupOf);
        this.weights = new TreeMap<>(weights);
        this.version = version;
        this.quorum = groupOf.isEmpty() ? new Majority(voters()) : new Hierarchy(voterGroups(), voterWeights());
    }

    /** Members without groups: each voter counts the same. */
    public static Membership of(List<Member> members, long version) {
        Map<Long, Member> byId = new TreeMap<>();
        members.forEach(member -> byId.put(member.id(), member));
        return new Membership(byId, Map.of(), Map.of(), version);
    }

    /**
     * Reads the {@code server.}, {@code group.}, {@code weight.} and {@code version} entries of a configuration; others are
     * passed over.
     *
     * @throws MemberSyntaxException when one of them cannot be read, or a group names an unknown server
     */
    public static Membership parse(Map<String, String> entries) throws MemberSyntaxException {
        Map<Long, Member> members = new TreeMap<>();
        Map<Long, Long> groupOf = new TreeMap<>();
        Map<Long, Long> weights = new TreeMap<>();
        long version = 0;
        for (Map.Entry<String, String> entry : new TreeMap<>(entries).entrySet()) {
            String key = entry.getKey();
            String value = entry.getValue().trim();
            if (key.startsWith(SERVER)) {
                long id = number(key, key.substring(SERVER.length()), 10);
                members.put(id, MemberParser.parse(id, value));
            } else if (key.startsWith(GROUP)) {
                long group = number(key, key.substring(GROUP.length()), 10);
                for (String id : value.split(":", -1)) {
                    groupOf.put(number(key, id, 10), group);
                }
            } else if (key.startsWith(WEIGHT)) {
                weights.put(number(key, key.substring(WEIGHT.length()), 10), number(key, value, 10));
            } else if (key.equals(VERSION)) {
                version = number(key, value, 16);
            }
        }
        checkGroups(members, groupOf);
        return new Membership(members, groupOf, weights, version);
    }

    /** Reads the text form. */
    public static Membership parse(String text) throws MemberSyntaxException {
        Map<String, String> entries = new LinkedHashMap<>();
        for (String line : text.split("\n", -1)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                entries.put(line.substring(0, equals).trim(), line.substring(equals + 1));
            }
        }
        return parse(entries);
    }

    /** Members by id. */
    public List<Member> members() {
        return new ArrayList<>(members.values());
    }

    /** The member with this id. */
    public Optional<Member> member(long id) {
        return Optional.ofNullable(members.get(id));
    }

    /** The member with this id, if it votes. */
    public Optional<Member> voter(long id) {
        return member(id).filter(member -> !member.observer());
    }

    /** Ids of those that vote. */
    public Set<Long> voters() {
        Set<Long> voters = new TreeSet<>();
        for (Member member : members.values()) {
            if (!member.observer()) {
                voters.add(member.id());
            }
        }
        return voters;
    }

    /** Which sets of servers are enough. */
    public QuorumVerifier quorum() {
        return quorum;
    }

    /** The zxid of the reconfiguration that led here; 0 for what was configured by hand. */
    public long version() {
        return version;
    }

    /** Whether both name the same servers, with the same addresses, roles, groups and weights. */
    public boolean hasSameMembers(Membership other) {
        return withVersion(0).toText().equals(other.withVersion(0).toText());
    }

    /** Whether servers are grouped or weighted, so that single ones cannot come and go. */
    public boolean isHierarchical() {
        return quorum instanceof Hierarchy;
    }

    /** The same members at another version. */
    public Membership withVersion(long other) {
        return new Membership(members, groupOf, weights, other);
    }

    /**
     * The text form: one line a member, by number, groups and weights, and the version at the end without a newline. The reference
     * has the order of a hash map, which is the same as long as the numbers are below 16.
     */
    public String toText() {
        StringBuilder text = new StringBuilder();
        members.forEach((id, member) -> text.append(SERVER)
                .append(id)
                .append('=')
                .append(member.toText())
                .append('\n'));
        Map<Long, List<Long>> groups = new TreeMap<>();
        groupOf.forEach((id, group) ->
                groups.computeIfAbsent(group, key -> new ArrayList<>()).add(id));
        groups.forEach((group, ids) ->
                text.append(GROUP).append(group).append('=').append(join(ids)).append('\n'));
        if (!groupOf.isEmpty()) {
            groupOf.keySet().forEach(id -> text.append(WEIGHT)
                    .append(id)
                    .append('=')
                    .append(weightOf(id))
                    .append('\n'));
        }
        return text.append(VERSION)
                .append('=')
                .append(Long.toHexString(version))
                .toString();
    }

    private Map<Long, Long> voterGroups() {
        Map<Long, Long> groups = new TreeMap<>(groupOf);
        groups.keySet().retainAll(voters());
        return groups;
    }

    private Map<Long, Long> voterWeights() {
        Map<Long, Long> all = new TreeMap<>();
        voters().forEach(id -> all.put(id, weightOf(id)));
        return all;
    }

    private long weightOf(long id) {
        return weights.getOrDefault(id, 1L);
    }

    private static String join(List<Long> ids) {
        StringBuilder text = new StringBuilder();
        ids.forEach(id -> text.append(text.length() == 0 ? "" : ":").append(id));
        return text.toString();
    }

    private static void checkGroups(Map<Long, Member> members, Map<Long, Long> groupOf) throws MemberSyntaxException {
        for (long id : groupOf.keySet()) {
            if (!members.containsKey(id)) {
                throw new MemberSyntaxException(
                        "group." + groupOf.get(id) + " names server " + id + ", which has no line");
            }
        }
        for (Member member : members.values()) {
            if (!groupOf.isEmpty() && !member.observer() && !groupOf.containsKey(member.id())) {
                throw new MemberSyntaxException("server." + member.id() + " votes and is in no group");
            }
        }
    }

    private static long number(String key, String text, int radix) throws MemberSyntaxException {
        try {
            return Long.parseLong(text.trim(), radix);
        } catch (NumberFormatException e) {
            throw new MemberSyntaxException(key + ": " + text + " is not a number");
        }
    }
}
