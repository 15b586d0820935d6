package io.coordkit.core.auth;

/** A way to be somebody, and the form of its ids in ACLs. Stateless. */
interface AuthScheme {
    /** The name in ACLs and auth packets. */
    String name();

    /** Whether {@code expression} may stand in an ACL. */
    boolean isValid(String expression);

    /** Whether the proven {@code id} is meant by the ACL's {@code expression}. */
    boolean matches(String id, String expression);

    /** Whether an ACL entry of scheme {@code auth} stands for ids of this scheme. */
    boolean isAuthenticated();

    /** The part of an id that names the user to people. */
    default String userOf(String id) {
        return id;
    }
}
