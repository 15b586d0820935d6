package io.coordkit.cli.inspect;

import io.coordkit.cli.tree.Tree;
import io.coordkit.cli.tree.TreeFailure;
import io.coordkit.statestore.StateStoreException;
import io.coordkit.statestore.StateStoreSettings;
import io.coordkit.statestore.ZkRmStateStore;
import io.coordkit.statestore.paths.StorePaths;
import io.coordkit.statestore.record.DelegationToken;
import io.coordkit.statestore.record.Epoch;
import io.coordkit.statestore.record.RmState;
import io.coordkit.statestore.record.StoreVersion;
import io.coordkit.statestore.record.StoredApplication;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;

/**
 * A ResourceManager's state store.
 *
 * @param root the znode whose ACL is the fence
 * @param version of the layout, if it says so
 * @param epoch that the next reign gets, if it says so
 * @param acl of the root
 * @param state everything that a ResourceManager recovers from
 */
record RmStore(String root, Optional<StoreVersion> version, Optional<Epoch> epoch, List<ACL> acl, RmState state) {

    /** Nothing when there is no store. */
    static Optional<RmStore> read(Tree tree, StorePaths paths) throws TreeFailure, InterruptedException {
        Optional<List<ACL>> acl = tree.acl(paths.root());
        if (acl.isEmpty()) {
            return Optional.empty();
        }
        try {
            Optional<StoreVersion> version = tree.data(paths.version()).map(StoreVersion::decode);
            Optional<Epoch> epoch = tree.data(paths.epoch()).map(Epoch::decode);
            StateStoreSettings settings = StateStoreSettings.standalone().withParent(paths.parent());
            RmState state = new ZkRmStateStore(tree.client(), settings, cause -> {}).load();
            return Optional.of(new RmStore(paths.root(), version, epoch, acl.get(), state));
        } catch (IllegalArgumentException | StateStoreException e) {
            throw new TreeFailure("cannot read the store at " + paths.root() + ": " + e.getMessage(), e);
        }
    }

    /** Whoever may create and delete below the root: the identity of the store that was started last. */
    List<String> fence() {
        int both = ZooDefs.Perms.CREATE | ZooDefs.Perms.DELETE;
        return acl.stream()
                .filter(entry -> (entry.getPerms() & both) == both)
                .map(entry -> entry.getId().getScheme() + ":" + entry.getId().getId())
                .toList();
    }

    private Map<String, Long> applicationsByState() {
        return state.applications().values().stream()
                .collect(Collectors.groupingBy(RmStore::stateOf, TreeMap::new, Collectors.counting()));
    }

    private long attempts() {
        return state.applications().values().stream()
                .mapToLong(application -> application.attempts().size())
                .sum();
    }

    /** An application that has not ended has no state in the store. */
    private static String stateOf(StoredApplication application) {
        return application.state().state().map(Enum::name).orElse("NOT_ENDED");
    }

    /** For a person; {@code limit} applications and tokens at most. */
    List<String> lines(int limit, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add("store         " + root);
        lines.add("version       " + version.map(StoreVersion::toString).orElse("unknown") + ", next epoch "
                + epoch.map(next -> Long.toString(next.value())).orElse("unknown"));
        lines.add("may write     " + String.join(", ", fence()));
        lines.add("applications  " + state.applications().size() + " " + applicationsByState() + ", attempts "
                + attempts());
        lines.add("tokens        " + state.tokens().size() + ", last number " + state.tokenSequenceNumber()
                + ", master keys " + state.masterKeys().size());
        lines.add("application masters' key  "
                + state.amrmTokens()
                        .map(keys -> Integer.toString(keys.current().id()))
                        .orElse("none") + ", reservations "
                + state.reservations().size() + ", proxy's authority "
                + (state.proxyCa().isPresent() ? "yes" : "no"));
        addApplications(lines, limit);
        addTokens(lines, limit, now);
        return lines;
    }

    private void addApplications(List<String> lines, int limit) {
        String row = "%-32s  %-9s  %8s  %-12s  %-16s  %s";
        if (!state.applications().isEmpty()) {
            lines.add("");
            lines.add(row.formatted("application", "state", "attempts", "user", "queue", "submitted"));
        }
        state.applications().values().stream()
                .limit(limit)
                .forEach(application -> lines.add(row.formatted(
                        application.state().id(),
                        stateOf(application),
                        application.attempts().size(),
                        application.state().user(),
                        application.state().context().queue(),
                        Instant.ofEpochMilli(application.state().submitTimeMs()))));
        addRest(lines, state.applications().size() - limit);
    }

    private void addTokens(List<String> lines, int limit, Instant now) {
        String row = "%-8s  %-16s  %-16s  %-12s  %s";
        if (!state.tokens().isEmpty()) {
            lines.add("");
            lines.add(row.formatted("token", "owner", "renewer", "age", "to be renewed by"));
        }
        for (DelegationToken token :
                state.tokens().subList(0, Math.min(limit, state.tokens().size()))) {
            Duration age = Duration.between(Instant.ofEpochMilli(token.issueTimeMs()), now);
            lines.add(row.formatted(
                    token.sequenceNumber(),
                    token.owner(),
                    token.renewer(),
                    age.toHours() + " h",
                    Instant.ofEpochMilli(token.renewTimeMs())));
        }
        addRest(lines, state.tokens().size() - limit);
    }

    private static void addRest(List<String> lines, int left) {
        if (left > 0) {
            lines.add("... and " + left + " more (--limit)");
        }
    }

    /** For a machine, whole; no secret is in it. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("root", root);
        version.ifPresent(known -> json.put("version", known.toString()));
        epoch.ifPresent(known -> json.put("nextEpoch", known.value()));
        json.put("mayWrite", fence());
        json.put(
                "applications",
                state.applications().values().stream().map(RmStore::json).toList());
        json.put("tokens", state.tokens().stream().map(RmStore::json).toList());
        json.put("tokenSequenceNumber", state.tokenSequenceNumber());
        json.put("masterKeys", state.masterKeys().stream().map(key -> key.id()).toList());
        state.amrmTokens()
                .ifPresent(
                        keys -> json.put("applicationMasterKey", keys.current().id()));
        json.put(
                "reservations",
                state.reservations().stream()
                        .map(reservation -> reservation.plan() + "/" + reservation.id())
                        .toList());
        json.put("proxyAuthority", state.proxyCa().isPresent());
        return json;
    }

    private static Map<String, Object> json(StoredApplication application) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", application.state().id().toString());
        json.put("state", stateOf(application));
        json.put("user", application.state().user());
        json.put("queue", application.state().context().queue());
        json.put("name", application.state().context().name());
        json.put("submitted", application.state().submitTimeMs());
        json.put(
                "attempts",
                application.attempts().keySet().stream().map(Object::toString).toList());
        return json;
    }

    private static Map<String, Object> json(DelegationToken token) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", token.sequenceNumber());
        json.put("owner", token.owner());
        json.put("renewer", token.renewer());
        json.put("issued", token.issueTimeMs());
        json.put("renewBy", token.renewTimeMs());
        json.put("ends", token.maxTimeMs());
        return json;
    }
}
