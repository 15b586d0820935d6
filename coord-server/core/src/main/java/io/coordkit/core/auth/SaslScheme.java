package io.coordkit.core.auth;

import java.util.regex.Pattern;

/** A name proven by an exchange of SASL tokens ({@code SASLAuthenticationProvider} of the reference). */
final class SaslScheme implements AuthScheme {
    static final String NAME = "sasl";

    /** A name that means whatever list it is held against. */
    private static final String SUPER = "super";

    /** A Kerberos principal: a name, perhaps a host, a realm. Whatever has no realm is a plain user's name. */
    private static final Pattern PRINCIPAL = Pattern.compile("[^/@]*(/[^/@]*)?@[^/@]*");

    private final String anyUser;

    /** @param anyUser the expression that means everybody, empty for none */
    SaslScheme(String anyUser) {
        this.anyUser = anyUser;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean isValid(String expression) {
        return expression.indexOf('@') < 0 || PRINCIPAL.matcher(expression).matches();
    }

    @Override
    public boolean matches(String id, String expression) {
        return id.equals(SUPER) || id.equals(expression) || !anyUser.isEmpty() && expression.equals(anyUser);
    }

    @Override
    public boolean isAuthenticated() {
        return true;
    }
}
