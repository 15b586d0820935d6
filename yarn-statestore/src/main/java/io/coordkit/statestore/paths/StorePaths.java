package io.coordkit.statestore.paths;

import io.coordkit.statestore.record.ApplicationId;
import io.coordkit.statestore.record.AttemptId;
import io.coordkit.statestore.record.ReservationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The tree of {@code ZKRMStateStore} 3.4 (layout version 1.5).
 *
 * @param parent the configured parent, {@code yarn.resourcemanager.zk-state-store.parent-path}; absolute, not the root
 * @param root the node whose ACL is the fence; it holds everything
 */
public record StorePaths(String parent, String root) {

    /** The parent path of a resource manager that configures none. */
    public static final String DEFAULT_PARENT = "/rmstore";

    /** Names of application nodes and their prefixes start with this. */
    public static final String APPLICATION = "application";

    /** Names of attempt nodes start with this. */
    public static final String ATTEMPT = "appattempt";

    /** Names of master key nodes start with this; the key's id follows. */
    public static final String KEY = "DelegationKey_";

    /** Names of delegation token nodes and their prefixes start with this; the sequence number follows. */
    public static final String TOKEN = "RMDelegationToken_";

    /** Names of reservation nodes start with this. */
    public static final String RESERVATION = "reservation_";

    public StorePaths {
        if (!parent.startsWith("/") || parent.length() < 2 || parent.endsWith("/") || parent.contains("//")) {
            throw new IllegalArgumentException("not an absolute znode path below the root: " + parent);
        }
    }

    /** The layout that every ZKRMStateStore has had. */
    public StorePaths(String parent) {
        this(parent, parent + "/ZKRMStateRoot");
    }

    /** The older layout of descriptions, in which what the root holds lives right below the parent. */
    public StorePaths withoutRoot() {
        return new StorePaths(parent, parent);
    }

    /** Exists only inside a transaction. */
    public String fencingLock() {
        return root() + "/RM_ZK_FENCING_LOCK";
    }

    public String version() {
        return root() + "/RMVersionNode";
    }

    public String epoch() {
        return root() + "/EpochNode";
    }

    /** Applications that are not split live right below; the others below {@link #applications(SplitIndex)}. */
    public String applications() {
        return root() + "/RMAppRoot";
    }

    public String hierarchies() {
        return applications() + "/HIERARCHIES";
    }

    /** The parent of the applications (or of their prefixes) of one split index. */
    public String applications(SplitIndex split) {
        return split.splits() ? hierarchies() + "/" + split.chars() : applications();
    }

    public SplitPath application(ApplicationId id, SplitIndex split) {
        return SplitPath.of(applications(split), id.toString(), split);
    }

    public String attempt(AttemptId id, SplitIndex split) {
        return application(id.application(), split).leaf() + "/" + id;
    }

    public String secretManager() {
        return root() + "/RMDTSecretManagerRoot";
    }

    public String masterKeys() {
        return secretManager() + "/RMDTMasterKeysRoot";
    }

    public String masterKey(int keyId) {
        return masterKeys() + "/" + KEY + keyId;
    }

    public String tokens() {
        return secretManager() + "/RMDelegationTokensRoot";
    }

    /** The parent of the tokens (or of their prefixes) of one split index; there is no level of hierarchies here. */
    public String tokens(SplitIndex split) {
        return split.splits() ? tokens() + "/" + split.chars() : tokens();
    }

    /** A token's node; its number is padded to four digits only where it is split. */
    public SplitPath token(int sequenceNumber, SplitIndex split) {
        String number =
                split.splits() ? String.format(Locale.ROOT, "%04d", sequenceNumber) : Integer.toString(sequenceNumber);
        return SplitPath.of(tokens(split), TOKEN + number, split);
    }

    public String sequenceNumber() {
        return secretManager() + "/RMDTSequentialNumber";
    }

    public String amrmTokens() {
        return root() + "/AMRMTokenSecretManagerRoot";
    }

    public String reservations() {
        return root() + "/ReservationSystemRoot";
    }

    /** The node of a plan; its reservations are its children. */
    public String plan(String plan) {
        return reservations() + "/" + plan;
    }

    public String reservation(String plan, ReservationId id) {
        return plan(plan) + "/" + id;
    }

    public String proxyCa() {
        return root() + "/ProxyCARoot";
    }

    public String proxyCaCertificate() {
        return proxyCa() + "/caCert";
    }

    public String proxyCaPrivateKey() {
        return proxyCa() + "/caPrivateKey";
    }

    /** The ancestors of {@link #root()}, from the top. */
    public List<String> ancestors() {
        List<String> paths = new ArrayList<>();
        for (int slash = parent.indexOf('/', 1); slash > 0; slash = parent.indexOf('/', slash + 1)) {
            paths.add(parent.substring(0, slash));
        }
        paths.add(parent);
        return List.copyOf(paths);
    }

    /** The nodes below the root that exist in every store, in the order in which a starting store creates them. */
    public List<String> directories() {
        List<String> paths = new ArrayList<>(List.of(applications(), hierarchies()));
        SplitIndex.ALL.stream()
                .filter(SplitIndex::splits)
                .map(this::applications)
                .forEach(paths::add);
        paths.addAll(List.of(secretManager(), masterKeys(), tokens()));
        SplitIndex.ALL.stream().filter(SplitIndex::splits).map(this::tokens).forEach(paths::add);
        paths.addAll(List.of(sequenceNumber(), amrmTokens(), reservations(), proxyCa()));
        return List.copyOf(paths);
    }
}
