package io.coordkit.core.auth;

/**
 * One proven identity of a connection.
 *
 * @param scheme how it was proven
 * @param id who it is, in the form in which ACLs name it
 */
public record AuthId(String scheme, String id) {
    private static final String SUPER_SCHEME = "super";

    /** The identity to which every ACL gives way. */
    public static final AuthId SUPER = new AuthId(SUPER_SCHEME, "");

    /** The same, of somebody who has a name. */
    static AuthId superUser(String name) {
        return new AuthId(SUPER_SCHEME, name);
    }

    /** Whether every ACL gives way to it. */
    boolean isSuper() {
        return scheme.equals(SUPER_SCHEME);
    }
}
