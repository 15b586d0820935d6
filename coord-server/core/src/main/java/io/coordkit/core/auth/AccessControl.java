package io.coordkit.core.auth;

import io.coordkit.core.wire.Acl;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what: proving identities, normalising the lists that clients send, and checking them. The rules are those of
 * {@code ZooKeeperServer.checkACL} and {@code PrepRequestProcessor.fixupACL} of the reference. Not thread-safe.
 */
public final class AccessControl {
    private static final String WORLD = "world";
    private static final String ANYONE = "anyone";
    private static final String AUTH = "auth";
    private static final String DIGEST = "digest";
    private static final String IP = "ip";
    private static final String ENSEMBLE = "ensemble";

    /** Identities of one connection, and the length of one proof: each is kept as long as the connection, and goes into ACLs. */
    private static final int IDS_MAX = 256;

    private static final int EVIDENCE_BYTES_MAX = 16 << 10;

    private final AuthRules rules;
    private final @Nullable DigestScheme digest;
    private final Map<String, AuthScheme> schemes = new LinkedHashMap<>();

    /** Checks by these rules. */
    public AccessControl(AuthRules rules) {
        this.rules = rules;
        this.digest =
                rules.digest().map(how -> new DigestScheme(how.algorithm())).orElse(null);
        if (digest != null) {
            add(digest);
        }
        add(new IpScheme());
        rules.x509().ifPresent(how -> add(new X509Scheme(how.superUser())));
        if (rules.sasl().inLists()) {
            add(new SaslScheme(rules.sasl().anyUser()));
        }
    }

    private void add(AuthScheme scheme) {
        schemes.put(scheme.name(), scheme);
    }

    /**
     * Who a connection is from the start.
     *
     * @param address the connection's address
     * @param subject the subject of the certificate that TLS has accepted, if there is one
     */
    public List<AuthId> initial(String address, Optional<String> subject) {
        AuthId ip = new AuthId(IP, address);
        List<AuthId> ids = new ArrayList<>(List.of(ip));
        subject.ifPresent(name -> ids.addAll(certified(name)));
        return List.copyOf(ids);
    }

    /** Who the owner of a certificate is by it ({@code X509AuthenticationProvider} of the reference). */
    public List<AuthId> certified(String subject) {
        AuthId certified = new AuthId(X509Scheme.NAME, subject);
        boolean isSuper = rules.x509()
                .filter(how -> !how.superUser().isEmpty() && how.superUser().equals(subject))
                .isPresent();
        return isSuper ? List.of(AuthId.superUser(subject), certified) : List.of(certified);
    }

    /** Who a connection is after it has proven a name by SASL. */
    public List<AuthId> withSaslUser(List<AuthId> current, String user) {
        LinkedHashSet<AuthId> ids = new LinkedHashSet<>(current);
        ids.add(new AuthId(SaslScheme.NAME, user));
        if (rules.sasl().superUsers().contains(user)) {
            ids.add(AuthId.SUPER);
        }
        return List.copyOf(ids);
    }

    /** Whether somebody with these identities may ask for anything ({@code AuthenticationHelper} of the reference). */
    public boolean mayAsk(List<AuthId> ids) {
        if (rules.demanded().isEmpty()) {
            return true;
        }
        for (int i = 0; i < ids.size(); i++) {
            if (rules.demanded().contains(ids.get(i).scheme())) {
                return true;
            }
        }
        return false;
    }

    /** Whether nobody may ask for anything who has not proven a name by SASL, or by another scheme that will do. */
    public boolean demandsSasl() {
        return rules.demanded().contains(SaslScheme.NAME);
    }

    /** Whether who has failed to prove a name by SASL may stay, as nobody. */
    public boolean keepsFailedSasl() {
        return rules.sasl().keepFailed() && !demandsSasl();
    }

    /** Which ensemble an auth packet looks for, if its scheme is about that and proves nothing. */
    public EnsembleName ensembleNamed(String scheme, byte @Nullable [] evidence) {
        if (!scheme.equals(ENSEMBLE) || rules.ensembleNames().isEmpty()) {
            return EnsembleName.NOT_ASKED;
        }
        Set<String> names = rules.ensembleNames().get();
        if (evidence == null || evidence.length == 0 || names.isEmpty()) {
            return EnsembleName.MISSING;
        }
        return names.contains(text(evidence)) ? EnsembleName.KNOWN : EnsembleName.OTHER;
    }

    /**
     * The identities of a connection after an auth packet that is a proof.
     *
     * @param current identities so far
     * @param address the connection's address
     * @param evidence the packet's; null proves nothing, but an address needs no proof
     * @return current and new ones, or null if the packet proves nothing or there are too many already
     */
    public @Nullable List<AuthId> authenticate(
            List<AuthId> current, String address, String scheme, byte @Nullable [] evidence) {
        if (evidence != null && evidence.length > EVIDENCE_BYTES_MAX || current.size() >= IDS_MAX) {
            return null;
        }
        LinkedHashSet<AuthId> ids = new LinkedHashSet<>(current);
        switch (scheme) {
            case DIGEST -> {
                if (digest == null || evidence == null) {
                    return null;
                }
                String id = digest.idOf(text(evidence));
                if (rules.digest().filter(how -> how.superId().equals(id)).isPresent()) {
                    ids.add(AuthId.SUPER);
                }
                ids.add(new AuthId(scheme, id));
            }
            case IP -> ids.add(new AuthId(scheme, address));
            default -> {
                return null;
            }
        }
        return List.copyOf(ids);
    }

    /** Whether somebody with these identities has one of the {@code perms} under this list. */
    public boolean allows(List<Acl> acl, int perms, List<AuthId> ids) {
        // By far the most znodes have this very list.
        if (acl == Acl.OPEN || rules.skipAcl() || acl.isEmpty() || isSuper(ids)) {
            return true;
        }
        for (int i = 0; i < acl.size(); i++) {
            Acl entry = acl.get(i);
            if ((entry.perms() & perms) != 0 && isMeant(entry, ids)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The list to store for what a client sent: without duplicates, {@code auth} replaced by the client's own identities.
     *
     * @return the list, or null if it is empty or names nobody
     */
    public @Nullable List<Acl> normalise(List<Acl> acl, List<AuthId> ids) {
        if (acl.equals(Acl.OPEN)) {
            return Acl.OPEN;
        }
        List<Acl> normal = new ArrayList<>(acl.size());
        for (Acl entry : new LinkedHashSet<>(acl)) {
            if (entry.scheme().equals(AUTH)) {
                if (!addAuthenticated(normal, entry.perms(), ids)) {
                    return null;
                }
            } else if (isStorable(entry)) {
                normal.add(entry);
            } else {
                return null;
            }
        }
        return normal.isEmpty() ? null : normal;
    }

    /** The list as somebody without ADMIN may see it: hashes of passwords hidden. */
    public List<Acl> masked(List<Acl> acl) {
        List<Acl> masked = new ArrayList<>(acl.size());
        for (Acl entry : acl) {
            int colon = entry.id().indexOf(':');
            boolean hide = entry.scheme().equals(DIGEST) && colon >= 0;
            masked.add(hide ? new Acl(entry.perms(), entry.scheme(), entry.id().substring(0, colon) + ":x") : entry);
        }
        return masked;
    }

    /** The name of an identity for people: a digest id without its hash, and none for what no scheme has proven, as super. */
    public String userOf(AuthId id) {
        AuthScheme scheme = schemes.get(id.scheme());
        return scheme == null ? "" : scheme.userOf(id.id());
    }

    private static String text(byte[] evidence) {
        return new String(evidence, StandardCharsets.UTF_8);
    }

    private static boolean isSuper(List<AuthId> ids) {
        for (int i = 0; i < ids.size(); i++) {
            if (ids.get(i).isSuper()) {
                return true;
            }
        }
        return false;
    }

    private boolean isMeant(Acl entry, List<AuthId> ids) {
        if (entry.scheme().equals(WORLD) && entry.id().equals(ANYONE)) {
            return true;
        }
        AuthScheme scheme = schemes.get(entry.scheme());
        if (scheme == null) {
            return false;
        }
        for (int i = 0; i < ids.size(); i++) {
            AuthId id = ids.get(i);
            if (id.scheme().equals(entry.scheme()) && scheme.matches(id.id(), entry.id())) {
                return true;
            }
        }
        return false;
    }

    private boolean isStorable(Acl entry) {
        if (entry.scheme().equals(WORLD)) {
            return entry.id().equals(ANYONE);
        }
        AuthScheme scheme = schemes.get(entry.scheme());
        return scheme != null && scheme.isValid(entry.id());
    }

    private boolean addAuthenticated(List<Acl> normal, int perms, List<AuthId> ids) {
        boolean found = false;
        for (AuthId id : ids) {
            AuthScheme scheme = schemes.get(id.scheme());
            if (scheme != null && scheme.isAuthenticated()) {
                normal.add(new Acl(perms, id.scheme(), id.id()));
                found = true;
            }
        }
        return found;
    }
}
