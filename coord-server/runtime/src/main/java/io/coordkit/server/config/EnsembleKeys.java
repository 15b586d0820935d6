package io.coordkit.server.config;

import io.coordkit.core.quorum.Member;
import io.coordkit.core.quorum.MemberSyntaxException;
import io.coordkit.core.quorum.Membership;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads who belongs to an ensemble: the lines {@code server.N}, {@code group.N} and {@code weight.N} of a {@code zoo.cfg}, or
 * of the file that its {@code dynamicConfigFile} names ({@code QuorumPeerConfig.setupQuorumPeerConfig} of the reference).
 */
final class EnsembleKeys {
    /** Whether a server may be reached at more than one address. */
    static final String SEVERAL_ADDRESSES = "multiAddress.enabled";

    private static final String SERVER = "server.";
    private static final String GROUP = "group.";
    private static final String WEIGHT = "weight.";
    private static final Pattern LEADING_ZEROS = Pattern.compile("\\.0+(?=\\d)");
    private static final String VERSION = "version";
    private static final String DYNAMIC_FILE = "dynamicConfigFile";

    /** Where the lines stand. */
    private final Settings source;

    private final Membership membership;

    private EnsembleKeys(Settings source, Membership membership) {
        this.source = source;
        this.membership = membership;
    }

    /** Whether the lines stand in a file of their own. */
    static boolean hasDynamicFile(Settings settings) {
        return settings.text(DYNAMIC_FILE).isPresent();
    }

    static EnsembleKeys read(Settings settings) throws ConfigException {
        Optional<Path> dynamicFile = settings.path(DYNAMIC_FILE);
        if (dynamicFile.isEmpty()) {
            return of(settings, 0);
        }
        for (String key : keys(settings)) {
            throw settings.refusal(key, "belongs into the file that " + DYNAMIC_FILE + " names");
        }
        Path file = dynamicFile.get();
        Settings dynamic = Settings.load(file);
        EnsembleKeys keys = of(dynamic, version(dynamic, file));
        if (!dynamic.unasked().isEmpty()) {
            throw new ConfigException(file + ": " + dynamic.unasked().get(0)
                    + " has no place here; accepted are server.N, group.N, weight.N and version");
        }
        if (keys.membership.members().isEmpty()) {
            throw new ConfigException(file + ": no server.N line");
        }
        return keys;
    }

    private static EnsembleKeys of(Settings source, long version) throws ConfigException {
        Map<String, String> entries = new TreeMap<>();
        for (String key : keys(source)) {
            source.text(key).ifPresent(value -> entries.put(key, value));
        }
        refuseRepetition(source, entries);
        refuseWeightsAlone(source, entries.keySet());
        try {
            return new EnsembleKeys(source, Membership.parse(entries).withVersion(version));
        } catch (MemberSyntaxException e) {
            throw new ConfigException(source.origin() + ": " + e.getMessage());
        }
    }

    private static Set<String> keys(Settings source) {
        Set<String> keys = new TreeSet<>();
        List.of(SERVER, GROUP, WEIGHT).forEach(prefix -> keys.addAll(source.keysFrom(prefix)));
        return keys;
    }

    /** A version is hexadecimal: behind the last dot of the name, as the reference does it, or in the file. */
    private static long version(Settings dynamic, Path file) throws ConfigException {
        Optional<String> inside = dynamic.text(VERSION);
        String name = file.toString();
        Optional<Long> fromName = hexadecimal(name.substring(name.lastIndexOf('.') + 1));
        if (inside.isEmpty()) {
            return fromName.orElse(0L);
        }
        Optional<Long> version = hexadecimal(inside.get());
        if (version.isEmpty() || fromName.isPresent() && !fromName.equals(version)) {
            throw dynamic.refusal(VERSION, "is not a hexadecimal number that agrees with the name of the file");
        }
        return version.get();
    }

    private static Optional<Long> hexadecimal(String text) {
        try {
            return Optional.of(Long.parseLong(text, 16)).filter(number -> number >= 0);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Two keys may be one number, and two groups may name one server; which one counts would be a matter of luck. */
    private static void refuseRepetition(Settings source, Map<String, String> entries) throws ConfigException {
        Map<String, String> keyOf = new HashMap<>();
        Map<String, String> groupOf = new HashMap<>();
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            String key = entry.getKey();
            String other = keyOf.put(LEADING_ZEROS.matcher(key).replaceFirst("."), key);
            if (other != null) {
                throw source.refusal(key, "is the same line as " + other);
            }
            String[] ids = key.startsWith(GROUP) ? entry.getValue().split(":", -1) : new String[0];
            for (String id : ids) {
                String group = groupOf.put(id.trim(), key);
                if (group != null) {
                    throw source.refusal(key, "names server " + id.trim() + ", which is in " + group);
                }
            }
        }
    }

    private static void refuseWeightsAlone(Settings source, Set<String> keys) throws ConfigException {
        Optional<String> weight =
                keys.stream().filter(key -> key.startsWith(WEIGHT)).findFirst();
        if (weight.isPresent() && keys.stream().noneMatch(key -> key.startsWith(GROUP))) {
            throw source.refusal(weight.get(), "means nothing without group.N lines");
        }
    }

    Membership membership() {
        return membership;
    }

    /** Where the lines stand, for messages. */
    String origin() {
        return source.origin();
    }

    /**
     * Whether they make an ensemble; otherwise the server is standalone, as with one participant it is unless {@code
     * standaloneEnabled=false}.
     */
    boolean isEnsemble(boolean standaloneEnabled) throws ConfigException {
        int voters = membership.voters().size();
        int observers = membership.members().size() - voters;
        if (voters == 0 && observers > 0) {
            throw new ConfigException(origin() + ": server.N: observers need participants, and no line is one");
        }
        if (voters == 0 && !standaloneEnabled) {
            throw new ConfigException(origin() + ": standaloneEnabled=false needs server.N lines");
        }
        if (voters == 1 && standaloneEnabled && observers > 0) {
            throw new ConfigException(origin() + ": server.N: observers need several participants, or"
                    + " standaloneEnabled=false; one is a standalone server");
        }
        return voters > 1 || voters == 1 && !standaloneEnabled;
    }

    /** The only line, if there is just one. */
    Optional<Member> single() {
        return membership.members().size() == 1
                ? Optional.of(membership.members().get(0))
                : Optional.empty();
    }

    /** Refuses addresses that two servers share, or that a server has twice, and lines with several unless these are asked for. */
    void checkAddresses(boolean several) throws ConfigException {
        Map<String, Claim> claims = new HashMap<>();
        for (Member member : membership.members()) {
            if (member.addresses().size() > 1 && !several) {
                throw source.refusal(
                        SERVER + member.id(), "has several addresses without " + SEVERAL_ADDRESSES + "=true");
            }
            for (Member.Address address : member.addresses()) {
                claim(claims, member, address.host(), address.quorumPort(), true);
                claim(claims, member, address.host(), address.electionPort(), false);
            }
        }
    }

    /** Refuses a client port that the server needs for its peers. */
    void checkClientPort(Member self, int port) throws ConfigException {
        for (Member.Address address : self.addresses()) {
            if (port == address.quorumPort() || port == address.electionPort()) {
                throw source.refusal(SERVER + self.id(), "uses port " + port + ", which is the client port, too");
            }
        }
    }

    private record Claim(long server, boolean quorum) {
        /** Only the leader has its quorum port open, so others may have been given the same one. */
        boolean allows(Claim other) {
            return quorum && other.quorum && server != other.server;
        }
    }

    private void claim(Map<String, Claim> claims, Member member, String host, int port, boolean quorum)
            throws ConfigException {
        Claim mine = new Claim(member.id(), quorum);
        Claim other = claims.putIfAbsent(host + ":" + port, mine);
        if (other != null && !other.allows(mine)) {
            throw source.refusal(
                    SERVER + member.id(),
                    other.server == member.id()
                            ? "uses port " + port + " twice"
                            : "has the address " + host + ":" + port + ", which is that of server." + other.server);
        }
    }
}
