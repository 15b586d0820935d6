package io.coordkit.core.auth;

import javax.security.auth.x500.X500Principal;

/** The subject of a TLS client's certificate ({@code X509AuthenticationProvider} of the reference). */
final class X509Scheme implements AuthScheme {
    static final String NAME = "x509";

    private final String superUser;

    /** @param superUser the subject that every entry of this scheme means, empty for none */
    X509Scheme(String superUser) {
        this.superUser = superUser;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isValid(String expression) {
        try {
            new X500Principal(expression);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public boolean matches(String id, String expression) {
        return id.equals(expression) || !superUser.isEmpty() && id.equals(superUser);
    }

    @Override
    public boolean isAuthenticated() {
        return true;
    }
}
