package io.coordkit.cli.inspect;

import io.coordkit.cli.tree.Tree;
import io.coordkit.cli.tree.TreeFailure;
import io.coordkit.statestore.StateStoreException;
import io.coordkit.statestore.StoreSurvey;
import io.coordkit.statestore.paths.StorePaths;
import io.coordkit.statestore.record.AmrmTokenState;
import io.coordkit.statestore.record.MasterKey;
import io.coordkit.statestore.record.RmState;
import io.coordkit.statestore.record.StoreVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.ACL;

/** A ResourceManager's state store. */
final class RmStore {
    private final String root;
    private final List<ACL> rootAcl;
    private final List<ACL> acl;
    private final StoreSurvey survey;
    private final RmRecords records;

    private RmStore(String root, List<ACL> rootAcl, List<ACL> acl, StoreSurvey survey, RmRecords records) {
        this.root = root;
        this.rootAcl = rootAcl;
        this.acl = acl;
        this.survey = survey;
        this.records = records;
    }

    /** Nothing when there is no store; what of it cannot be read is noted. */
    static Optional<RmStore> read(Tree tree, StorePaths paths, Instant now, Unreadable unreadable)
            throws TreeFailure, InterruptedException {
        Optional<List<ACL>> rootAcl = rootAcl(tree, paths.root(), unreadable);
        if (rootAcl.isEmpty()) {
            return Optional.empty();
        }
        List<ACL> acl = acl(tree, paths.applications(), unreadable);
        try {
            StoreSurvey survey = StoreSurvey.of(tree.client(), paths);
            survey.unreadable().forEach(node -> unreadable.note(node.path(), node.why()));
            return Optional.of(new RmStore(
                    paths.root(), rootAcl.get(), acl, survey, new RmRecords(survey.state(), now, unreadable)));
        } catch (StateStoreException e) {
            throw new TreeFailure("cannot read the store at " + paths.root() + ": " + e.getMessage(), e);
        }
    }

    /** Nothing where there is no root; what is hidden is there. */
    private static Optional<List<ACL>> rootAcl(Tree tree, String root, Unreadable unreadable)
            throws TreeFailure, InterruptedException {
        return unreadable.unlessHidden(root, () -> tree.acl(root)).orElse(Optional.of(List.of()));
    }

    private static List<ACL> acl(Tree tree, String path, Unreadable unreadable)
            throws TreeFailure, InterruptedException {
        return unreadable
                .unlessHidden(path, () -> tree.acl(path).orElse(List.of()))
                .orElse(List.of());
    }

    /** Whoever may create and delete below the root: the identity of the store that was started last. */
    private List<String> fence() {
        int both = ZooDefs.Perms.CREATE | ZooDefs.Perms.DELETE;
        return rootAcl.stream()
                .filter(entry -> (entry.getPerms() & both) == both)
                .map(entry -> entry.getId().getScheme() + ":" + entry.getId().getId())
                .toList();
    }

    private RmState state() {
        return survey.state();
    }

    private List<Integer> applicationMasterKeys() {
        List<Integer> ids = new ArrayList<>();
        state().amrmTokens().map(AmrmTokenState::current).map(MasterKey::id).ifPresent(ids::add);
        state().amrmTokens().flatMap(AmrmTokenState::next).map(MasterKey::id).ifPresent(ids::add);
        return ids;
    }

    /** For a person; {@code limit} of each kind at most. */
    List<String> lines(int limit) {
        List<String> lines = new ArrayList<>();
        lines.add("store         " + root);
        lines.add("version       "
                + survey.version().map(StoreVersion::toString).orElse("unknown") + ", next epoch "
                + survey.nextEpoch().map(next -> Long.toString(next.value())).orElse("unknown"));
        lines.add("may write     " + String.join(", ", fence()));
        lines.add("root's ACL    " + String.join(", ", AclText.of(rootAcl)));
        lines.add("ACL below     " + String.join(", ", AclText.of(acl)));
        lines.add("applications  " + records.applications() + " " + records.applicationsByState() + ", attempts "
                + records.attempts());
        lines.add("tokens        " + state().tokens().size() + ", last number "
                + state().tokenSequenceNumber() + ", master keys "
                + state().masterKeys().size());
        lines.add("others        application masters' keys " + applicationMasterKeys() + ", reservations "
                + state().reservations().size() + ", proxy's authority "
                + (state().proxyCa().isPresent() ? "yes" : "no"));
        records.listings().forEach(listing -> lines.addAll(listing.lines(limit)));
        return lines;
    }

    /** For a machine, whole; no secret is in it. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("root", root);
        survey.version().ifPresent(known -> json.put("version", known.toString()));
        survey.nextEpoch().ifPresent(known -> json.put("nextEpoch", known.value()));
        json.put("mayWrite", fence());
        json.put("rootAcl", AclText.of(rootAcl));
        json.put("acl", AclText.of(acl));
        json.put("tokenSequenceNumber", state().tokenSequenceNumber());
        json.put("applicationMasterKeys", applicationMasterKeys());
        json.put("proxyAuthority", state().proxyCa().isPresent());
        records.listings().forEach(listing -> json.put(listing.name(), listing.rows()));
        return json;
    }
}
