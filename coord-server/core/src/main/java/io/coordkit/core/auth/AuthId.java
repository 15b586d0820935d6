package io.coordkit.core.auth;

/**
 * One proven identity of a connection.
 *
 * @param scheme how it was proven
 * @param id who it is, in the form in which ACLs name it
 */
public record AuthId(String scheme, String id) {
    /** The identity to which every ACL gives way. */
    public static final AuthId SUPER = new AuthId("super", "");
}
