package io.coordkit.core.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.coordkit.core.wire.Acl;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.zookeeper.server.auth.DigestAuthenticationProvider;
import org.apache.zookeeper.server.auth.IPAuthenticationProvider;
import org.apache.zookeeper.server.auth.SASLAuthenticationProvider;
import org.junit.jupiter.api.Test;

/** Identities and lists. */
class AccessControlTest {
    private static final AuthId IP = new AuthId("ip", "10.0.0.7");
    private static final List<AuthId> NOBODY = List.of(IP);

    private final DigestScheme digest = new DigestScheme("SHA1");
    private final AuthId user = new AuthId("digest", digest.idOf("u:p"));
    private final AccessControl access = new AccessControl(AuthRules.digest("SHA1", digest.idOf("super:secret")));

    @Test
    void digestIdsAreTheReferences() throws NoSuchAlgorithmException {
        for (String evidence : List.of("u:p", "user:pass:word", "u:", ":p", "\u0416:\u4e2d")) {
            assertThat(digest.idOf(evidence)).isEqualTo(DigestAuthenticationProvider.generateDigest(evidence));
        }
    }

    @Test
    void authenticationAddsIdentities() {
        List<AuthId> ids = access.authenticate(NOBODY, "10.0.0.7", "digest", bytes("u:p"));
        assertThat(ids).containsExactly(IP, user);
        assertThat(access.authenticate(ids, "10.0.0.7", "digest", bytes("u:p"))).isEqualTo(ids);
        assertThat(access.authenticate(NOBODY, "10.0.0.7", "ip", bytes("x"))).containsExactly(IP);
        assertThat(access.authenticate(NOBODY, "10.0.0.7", "digest", bytes("super:secret")))
                .contains(AuthId.SUPER);
        assertThat(access.authenticate(NOBODY, "10.0.0.7", "sasl", bytes("x"))).isNull();
        assertThat(access.authenticate(NOBODY, "10.0.0.7", "super", bytes("x"))).isNull();
        assertThat(access.authenticate(NOBODY, "10.0.0.7", "digest", null)).isNull();
        assertThat(access.authenticate(NOBODY, "10.0.0.7", "ip", null)).containsExactly(IP);
    }

    @Test
    void aClientMaySayWhichEnsembleItLooksFor() {
        assertThat(access.ensembleNamed("ensemble", bytes("blue"))).isEqualTo(EnsembleName.NOT_ASKED);
        AccessControl named = named(Set.of("blue", "green"));
        assertThat(named.ensembleNamed("digest", bytes("blue"))).isEqualTo(EnsembleName.NOT_ASKED);
        assertThat(named.ensembleNamed("ensemble", null)).isEqualTo(EnsembleName.MISSING);
        assertThat(named.ensembleNamed("ensemble", bytes(""))).isEqualTo(EnsembleName.MISSING);
        assertThat(named.ensembleNamed("ensemble", bytes("green"))).isEqualTo(EnsembleName.KNOWN);
        assertThat(named.ensembleNamed("ensemble", bytes("red"))).isEqualTo(EnsembleName.OTHER);
        assertThat(named(Set.of()).ensembleNamed("ensemble", bytes("red"))).isEqualTo(EnsembleName.MISSING);
    }

    /** Otherwise an administrator's command would be open to whoever knows it, or to anybody. */
    @Test
    void theNameOfAnEnsembleIsNoProof() {
        assertThat(named(Set.of("blue")).authenticate(NOBODY, "10.0.0.7", "ensemble", bytes("blue")))
                .isNull();
    }

    private static AccessControl named(Set<String> ensembleNames) {
        return new AccessControl(new AuthRules(
                Optional.empty(), Optional.empty(), AuthRules.Sasl.NONE, Set.of(), Optional.of(ensembleNames), false));
    }

    @Test
    void aListLetsInWhomItNames() {
        List<Acl> acl = List.of(new Acl(Acl.READ, "world", "anyone"), new Acl(Acl.ALL, "digest", user.id()));
        assertThat(access.allows(acl, Acl.READ, NOBODY)).isTrue();
        assertThat(access.allows(acl, Acl.WRITE, NOBODY)).isFalse();
        assertThat(access.allows(acl, Acl.WRITE, List.of(IP, user))).isTrue();
        assertThat(access.allows(acl, Acl.WRITE, List.of(AuthId.SUPER))).isTrue();
        assertThat(access.allows(List.of(), Acl.ADMIN, NOBODY)).isTrue();
        assertThat(access.allows(List.of(new Acl(Acl.ALL, "ip", "10.0.0.0/8")), Acl.WRITE, NOBODY))
                .isTrue();
        assertThat(access.allows(List.of(new Acl(Acl.ALL, "none", "x")), Acl.READ, NOBODY))
                .isFalse();
        AuthRules blind = new AuthRules(
                Optional.empty(), Optional.empty(), AuthRules.Sasl.NONE, Set.of(), Optional.empty(), true);
        assertThat(new AccessControl(blind).allows(acl, Acl.WRITE, NOBODY)).isTrue();
    }

    @Test
    void listsAreNormalised() {
        Acl open = Acl.OPEN.get(0);
        assertThat(access.normalise(List.of(open, open), NOBODY)).containsExactly(open);
        assertThat(access.normalise(List.of(), NOBODY)).isNull();
        assertThat(access.normalise(List.of(new Acl(1, "world", "x")), NOBODY)).isNull();
        assertThat(access.normalise(List.of(new Acl(1, "auth", "")), NOBODY)).isNull();
        assertThat(access.normalise(List.of(new Acl(5, "auth", "ignored")), List.of(IP, user)))
                .containsExactly(new Acl(5, "digest", user.id()));
        assertThat(access.normalise(List.of(new Acl(1, "digest", "nocolon")), NOBODY))
                .isNull();
        assertThat(access.normalise(List.of(new Acl(1, "super", "")), NOBODY)).isNull();
        assertThat(access.normalise(List.of(new Acl(1, "", "")), NOBODY)).isNull();
        assertThat(access.normalise(List.of(open, new Acl(1, "nope", "x")), NOBODY))
                .isNull();
    }

    @Test
    void certificatesAndSaslNamesAreInListsWhereConfigured() {
        AccessControl wide = new AccessControl(new AuthRules(
                Optional.empty(),
                Optional.of(new AuthRules.X509("CN=root")),
                new AuthRules.Sasl(true, Set.of("boss"), "everybody", false),
                Set.of(),
                Optional.empty(),
                false));
        List<AuthId> certified = wide.initial("10.0.0.7", Optional.of("CN=a"));
        assertThat(certified).containsExactly(IP, new AuthId("x509", "CN=a"));
        assertThat(access.normalise(List.of(new Acl(1, "x509", "CN=a")), NOBODY))
                .isNull();
        assertThat(access.normalise(List.of(new Acl(1, "sasl", "a")), NOBODY)).isNull();
        assertThat(wide.normalise(List.of(new Acl(1, "x509", "no name")), NOBODY))
                .isNull();
        assertThat(wide.normalise(List.of(new Acl(1, "sasl", "a/b/c@d")), NOBODY))
                .isNull();
        assertThat(wide.normalise(List.of(new Acl(1, "auth", "")), certified))
                .containsExactly(new Acl(1, "x509", "CN=a"));
        List<Acl> acl = List.of(new Acl(1, "x509", "CN=a"));
        assertThat(wide.allows(acl, 1, certified)).isTrue();
        assertThat(wide.allows(acl, 1, wide.initial("10.0.0.7", Optional.of("CN=b"))))
                .isFalse();
        List<AuthId> root = wide.initial("10.0.0.7", Optional.of("CN=root"));
        assertThat(wide.allows(List.of(new Acl(1, "digest", "x:y")), 1, root)).isTrue();
        List<AuthId> user = wide.withSaslUser(NOBODY, "u");
        assertThat(wide.allows(List.of(new Acl(1, "sasl", "u")), 1, user)).isTrue();
        assertThat(wide.allows(List.of(new Acl(1, "sasl", "everybody")), 1, user))
                .isTrue();
        assertThat(wide.allows(List.of(new Acl(1, "sasl", "v")), 1, user)).isFalse();
        assertThat(wide.allows(List.of(new Acl(1, "sasl", "v")), 1, wide.withSaslUser(NOBODY, "boss")))
                .isTrue();
        assertThat(wide.authenticate(NOBODY, "10.0.0.7", "digest", bytes("u:p")))
                .isNull();
    }

    @Test
    void saslNamesAreValidAsInTheReference() {
        SASLAuthenticationProvider theirs = new SASLAuthenticationProvider();
        SaslScheme ours = new SaslScheme("");
        for (String name : List.of("", "u", "a/b", "a/b/c", "u@R", "a/b@R", "a/b/c@R", "@", "a@b@c", "a@b/c", "/@")) {
            assertThat(ours.isValid(name)).as(name).isEqualTo(theirs.isValid(name));
        }
    }

    @Test
    void hashesAreHidden() {
        assertThat(access.masked(List.of(
                        new Acl(1, "digest", "u:hash"), new Acl(1, "digest", "u:hash:"), new Acl(1, "ip", "::1"))))
                .containsExactly(new Acl(1, "digest", "u:x"), new Acl(1, "digest", "u:x"), new Acl(1, "ip", "::1"));
        assertThat(access.userOf(user)).isEqualTo("u");
        assertThat(access.userOf(IP)).isEqualTo("10.0.0.7");
        assertThat(access.userOf(AuthId.superUser("CN=root"))).isEmpty();
    }

    @Test
    void networksMatchAsInTheReference() {
        IpScheme ours = new IpScheme();
        IPAuthenticationProvider theirs = new IPAuthenticationProvider();
        Random random = new Random(2);
        for (int i = 0; i < 20_000; i++) {
            String expression = address(random) + (random.nextBoolean() ? "/" + random.nextInt(36) : "");
            String id = address(random);
            assertThat(ours.isValid(expression)).as(expression).isEqualTo(theirs.isValid(expression));
            if (theirs.isValid(expression)) {
                assertThat(ours.matches(id, expression))
                        .as("%s in %s", id, expression)
                        .isEqualTo(theirs.matches(id, expression));
            }
        }
    }

    @Test
    void addressesAreReadAsInTheReference() {
        IpScheme ours = new IpScheme();
        IPAuthenticationProvider theirs = new IPAuthenticationProvider();
        List<String> texts = List.of(
                "127.0.0.1",
                "+127.0.0.1",
                "0127.0.0.1",
                "",
                "1",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "1.2.3.-4",
                "a.b.c.d",
                "::1",
                "::",
                "1::",
                "::+1",
                "::-1",
                "fe80::1%eth0",
                "::ffff:1.2.3.4",
                "::ffff:102:304",
                "1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7::",
                "1:2:3:4:5:6:7:8::",
                "1:2:3:4:5:6:7:8:9",
                ":",
                ":::",
                "1:2",
                "1::2::3",
                "12345::",
                "g::",
                "localhost");
        for (String text : texts) {
            assertThat(ours.isValid(text)).as(text).isEqualTo(theirs.isValid(text));
            for (String id : texts) {
                assertThat(ours.matches(id, text)).as("%s is %s", id, text).isEqualTo(theirs.matches(id, text));
            }
        }
        assertThat(IpAddress.parse("1:2:3:4:5:6:7:8"))
                .startsWith((byte) 0, (byte) 1)
                .endsWith((byte) 0, (byte) 8);
        assertThat(IpAddress.parse("::1")).hasSize(16).endsWith((byte) 1);
        assertThat(IpAddress.parse("127.0.0.1")).containsExactly(127, 0, 0, 1);
    }

    private static String address(Random random) {
        return random.nextInt(3) + "." + random.nextInt(2) + "." + random.nextInt(2) + "."
                + (random.nextInt(10) == 0 ? 300 : random.nextInt(4));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
