package io.coordkit.server.config;

import java.util.Optional;

/**
 * How clients prove names by SASL, if the Java security configuration has the section.
 *
 * @param section of the Java security configuration that says how this server logs in, and who its users are; {@code
 *     sasl.serverconfig}
 * @param demanded whether the server must not start without that section
 * @param superPassword of the user {@code super}, over that of the section; {@code SASLAuthenticationProvider.superPassword}
 * @param names how principals become names
 */
public record SaslConfig(String section, boolean demanded, Optional<String> superPassword, PrincipalNames names) {
    private static final String SECTION = "Server";

    /** What is done without any key. */
    public static final SaslConfig DEFAULT =
            new SaslConfig(SECTION, false, Optional.empty(), new PrincipalNames(false, false, "DEFAULT"));

    /**
     * How principals become names.
     *
     * @param removeHost {@code kerberos.removeHostFromPrincipal}
     * @param removeRealm {@code kerberos.removeRealmFromPrincipal}
     * @param rules for the first part of a name; {@code security.auth_to_local}
     */
    public record PrincipalNames(boolean removeHost, boolean removeRealm, String rules) {}

    static SaslConfig read(Settings settings) throws ConfigException {
        Optional<String> section = settings.text("sasl.serverconfig");
        return new SaslConfig(
                section.orElse(SECTION),
                section.isPresent(),
                settings.text("SASLAuthenticationProvider.superPassword"),
                new PrincipalNames(
                        settings.flag("kerberos.removeHostFromPrincipal", false),
                        settings.flag("kerberos.removeRealmFromPrincipal", false),
                        settings.text("security.auth_to_local").orElse("DEFAULT")));
    }

    /** Passwords are for no log. */
    @Override
    public String toString() {
        return "sasl section " + section;
    }
}
