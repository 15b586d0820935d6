package io.coordkit.server.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coordkit.server.config.SaslConfig.PrincipalNames;
import java.io.IOException;
import java.util.List;
import org.apache.zookeeper.server.auth.KerberosName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Principals as lists name them: the rules are those of the reference's {@code KerberosName}. */
class LocalNamesTest {
    private static final String PROPERTY = "zookeeper.security.auth_to_local";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RULE:[1:$1]",
                "RULE:[1:$1@$0](.*@A)s/@.*//",
                "RULE:[2:$2-$1](b-a)",
                "RULE:[2:$1](x)RULE:[2:$1/$2]",
                "RULE:[1:$1](aa)s/a/b/g\nRULE:[1:$1](aaa)s/a/b/",
                "DEFAULT"
            })
    void rulesAreTheReferences(String rules) throws IOException {
        System.setProperty(PROPERTY, rules);
        try {
            KerberosName.setConfiguration();
            LocalNames names = new LocalNames(new PrincipalNames(true, true, rules));
            for (String principal : List.of("u", "a@A", "aa@A", "aaa@B", "a/b@A", "x/b@A", "a/b")) {
                assertThat(names.of(principal)).as(principal).isEqualTo(theirs(principal));
            }
        } finally {
            System.clearProperty(PROPERTY);
            KerberosName.setConfiguration();
        }
    }

    /** What no rule takes keeps its whole name; there the reference gives it what name it asks for. */
    private static String theirs(String principal) {
        try {
            return new KerberosName(principal).getShortName();
        } catch (IOException e) {
            return principal;
        }
    }

    @Test
    void hostAndRealmStayUnlessTheyAreRemoved() {
        String rules = "RULE:[2:$1]";
        assertThat(new LocalNames(new PrincipalNames(false, false, rules)).of("a/b@R"))
                .isEqualTo("a/b@R");
        assertThat(new LocalNames(new PrincipalNames(true, false, rules)).of("a/b@R"))
                .isEqualTo("a@R");
        assertThat(new LocalNames(new PrincipalNames(false, true, rules)).of("a/b@R"))
                .isEqualTo("a/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RULES", "RULE:[1:$2]", "RULE:[1:$1]s/(/x/", "DEFAULT nonsense"})
    void whatIsNoRuleIsRefused(String rules) {
        assertThatThrownBy(() -> new LocalNames(new PrincipalNames(false, false, rules)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
