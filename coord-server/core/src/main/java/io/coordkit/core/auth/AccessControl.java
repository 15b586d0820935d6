package io.coordkit.core.auth;

import io.coordkit.core.wire.Acl;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what: proving identities, normalising the lists that clients send, and checking them. The rules are those of
 * {@code ZooKeeperServer.checkACL} and {@code PrepRequestProcessor.fixupACL} of the reference. Not thread-safe.
 */
public final class AccessControl {
    private static final String WORLD = "world";
    private static final String ANYONE = "anyone";
    private static final String AUTH = "auth";

    /** Identities of one connection, and the length of one proof: each is kept as long as the connection, and goes into ACLs. */
    private static final int IDS_MAX = 256;

    private static final int EVIDENCE_BYTES_MAX = 16 << 10;

    private final DigestScheme digest;
    private final Map<String, AuthScheme> schemes = new LinkedHashMap<>();
    private final String superDigest;
    private final boolean skipped;

    /**
     * @param digestAlgorithm hash of the digest scheme
     * @param superDigest digest id of the super user, empty for none
     * @param skipped whether no list is ever looked at ({@code zookeeper.skipACL})
     */
    public AccessControl(String digestAlgorithm, String superDigest, boolean skipped) {
        this.digest = new DigestScheme(digestAlgorithm);
        this.superDigest = superDigest;
        this.skipped = skipped;
        schemes.put(digest.name(), digest);
        IpScheme ip = new IpScheme();
        schemes.put(ip.name(), ip);
    }

    /**
     * The identities of a connection after an auth packet.
     *
     * @param current identities so far
     * @param address the connection's address
     * @param evidence the packet's, null proves nothing
     * @return current and new ones, or null if the packet proves nothing or there are too many already
     */
    public @Nullable List<AuthId> authenticate(
            List<AuthId> current, String address, String scheme, byte @Nullable [] evidence) {
        if (evidence == null || evidence.length > EVIDENCE_BYTES_MAX || current.size() >= IDS_MAX) {
            return null;
        }
        LinkedHashSet<AuthId> ids = new LinkedHashSet<>(current);
        switch (scheme) {
            case "digest" -> {
                String id = digest.idOf(new String(evidence, StandardCharsets.UTF_8));
                if (id.equals(superDigest)) {
                    ids.add(AuthId.SUPER);
                }
                ids.add(new AuthId(scheme, id));
            }
            case "ip" -> ids.add(new AuthId(scheme, address));
            default -> {
                return null;
            }
        }
        return List.copyOf(ids);
    }

    /** Whether somebody with these identities has one of the {@code perms} under this list. */
    public boolean allows(List<Acl> acl, int perms, List<AuthId> ids) {
        // By far the most znodes have this very list.
        if (acl == Acl.OPEN || skipped || acl.isEmpty() || ids.contains(AuthId.SUPER)) {
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
            int colon = entry.id().lastIndexOf(':');
            boolean hide = entry.scheme().equals(digest.name()) && colon >= 0;
            masked.add(hide ? new Acl(entry.perms(), entry.scheme(), entry.id().substring(0, colon) + ":x") : entry);
        }
        return masked;
    }

    /** The name of an identity for people: a digest id without its hash. */
    public String userOf(AuthId id) {
        AuthScheme scheme = schemes.get(id.scheme());
        return scheme == null ? id.id() : scheme.userOf(id.id());
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
