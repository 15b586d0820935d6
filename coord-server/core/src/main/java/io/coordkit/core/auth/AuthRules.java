package io.coordkit.core.auth;

import java.util.Optional;
import java.util.Set;

/**
 * Which ways there are to be somebody, and what must be proven before anything is done.
 *
 * @param digest user and password; empty where nobody can be somebody by it
 * @param x509 certificates of TLS clients; empty where lists must not name them
 * @param sasl names proven by an exchange of SASL tokens
 * @param demanded schemes of which a connection must have an id before it asks for anything; empty for no such demand
 * @param ensembleNames names by which clients may call the ensemble they look for; empty where nobody asks
 * @param skipAcl whether no list is ever looked at
 */
public record AuthRules(
        Optional<Digest> digest,
        Optional<X509> x509,
        Sasl sasl,
        Set<String> demanded,
        Optional<Set<String>> ensembleNames,
        boolean skipAcl) {

    /** SHA-1 digests without a super user, nothing demanded, lists are honoured. */
    public static final AuthRules DEFAULT = digest("SHA1", "");

    /**
     * User and password.
     *
     * @param algorithm the hash
     * @param superId id of the super user, empty for none
     */
    public record Digest(String algorithm, String superId) {}

    /**
     * Certificates of TLS clients.
     *
     * @param superUser the subject that is the super user, empty for none
     */
    public record X509(String superUser) {}

    /**
     * Names proven by an exchange of SASL tokens.
     *
     * @param inLists whether lists may name them
     * @param superUsers names that are the super user's
     * @param anyUser a name in lists that stands for everybody who has proven one, empty for none
     * @param keepFailed whether who has failed may stay, as nobody
     */
    public record Sasl(boolean inLists, Set<String> superUsers, String anyUser, boolean keepFailed) {
        /** Nobody's name is in lists. */
        public static final Sasl NONE = new Sasl(false, Set.of(), "", false);
    }

    /** Only digests, with this super user. */
    public static AuthRules digest(String algorithm, String superId) {
        return new AuthRules(
                Optional.of(new Digest(algorithm, superId)),
                Optional.empty(),
                Sasl.NONE,
                Set.of(),
                Optional.empty(),
                false);
    }
}
