package io.coordkit.server.sasl;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Kerberos principal with one part or two ({@code KerberosName} of the reference); a name without a realm is that of a plain
 * user, whatever is in it.
 */
record Principal(String name, Optional<String> host, Optional<String> realm) {
    private static final Pattern FULL = Pattern.compile("([^/@]*)(?:/([^/@]*))?@([^/@]*)");

    /** @throws IllegalArgumentException when the text is no principal */
    static Principal parse(String text) {
        Matcher full = FULL.matcher(text);
        if (full.matches()) {
            return new Principal(full.group(1), Optional.ofNullable(full.group(2)), Optional.of(full.group(3)));
        }
        if (text.indexOf('@') >= 0) {
            throw new IllegalArgumentException(text + " is no Kerberos principal");
        }
        return new Principal(text, Optional.empty(), Optional.empty());
    }

    /** Host of a service's principal. */
    String hostName() {
        return host.orElseThrow(() -> new IllegalArgumentException(this + " has no host, as a service's name must"));
    }

    @Override
    public String toString() {
        return name
                + host.map(part -> "/" + part).orElse("")
                + realm.map(part -> "@" + part).orElse("");
    }
}
