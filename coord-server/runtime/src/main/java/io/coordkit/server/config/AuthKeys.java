package io.coordkit.server.config;

import io.coordkit.core.auth.AuthRules;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keys about who is who ({@code ProviderRegistry} and {@code AuthenticationHelper} of the reference). */
final class AuthKeys {
    private static final String PROVIDERS = "authProvider.";
    private static final String PROVIDER_PACKAGE = "org.apache.zookeeper.server.auth.";
    private static final String SASL = "sasl";
    private static final String X509 = "x509";
    private static final String DIGEST = "digest";
    private static final String IP = "ip";
    private static final String ENSEMBLE = "ensemble";

    /** Names of the reference's classes, which stand for our own. */
    private static final Map<String, String> SCHEMES = Map.of(
            PROVIDER_PACKAGE + "SASLAuthenticationProvider", SASL,
            PROVIDER_PACKAGE + "X509AuthenticationProvider", X509,
            PROVIDER_PACKAGE + "DigestAuthenticationProvider", DIGEST,
            PROVIDER_PACKAGE + "IPAuthenticationProvider", IP,
            PROVIDER_PACKAGE + "EnsembleAuthenticationProvider", ENSEMBLE);

    private AuthKeys() {}

    /** @param tls whether clients may speak TLS, by which they prove certificates */
    static AuthRules read(Settings settings, boolean tls) throws ConfigException {
        Set<String> schemes = schemes(settings, tls);
        AuthRules.Digest digest = new AuthRules.Digest(
                digestAlgorithm(settings),
                settings.text("DigestAuthenticationProvider.superDigest").orElse(""));
        AuthRules.X509 x509 = new AuthRules.X509(
                settings.text("X509AuthenticationProvider.superUser").orElse(""));
        AuthRules.Sasl sasl = new AuthRules.Sasl(
                schemes.contains(SASL),
                superUsers(settings),
                settings.text("letAnySaslUserDoX").orElse(""),
                settings.flag("allowSaslFailedClients", false));
        Set<String> ensembleNames = names(settings.text("ensembleAuthName"));
        return new AuthRules(
                Optional.of(digest).filter(how -> schemes.contains(DIGEST)),
                Optional.of(x509).filter(how -> schemes.contains(X509)),
                sasl,
                demanded(settings, schemes),
                Optional.of(ensembleNames).filter(names -> schemes.contains(ENSEMBLE)),
                settings.yesOrNo("skipACL", false));
    }

    private static Set<String> schemes(Settings settings, boolean tls) throws ConfigException {
        Set<String> schemes = new LinkedHashSet<>(Set.of(IP));
        if (settings.flag("DigestAuthenticationProvider.enabled", true)) {
            schemes.add(DIGEST);
        }
        if (tls) {
            schemes.add(X509);
        }
        for (String key : settings.suffixed(PROVIDERS)) {
            String name = settings.text(key).orElse("");
            String scheme = SCHEMES.get(name);
            if (scheme == null) {
                throw settings.refusal(
                        key,
                        "is no provider of this version; it has "
                                + SCHEMES.keySet().stream().sorted().collect(Collectors.joining(", ")));
            }
            schemes.add(scheme);
        }
        return schemes;
    }

    private static Set<String> superUsers(Settings settings) {
        Set<String> users = new HashSet<>();
        settings.text("superUser").ifPresent(users::add);
        for (String key : settings.suffixed("superUser.")) {
            settings.text(key).ifPresent(users::add);
        }
        users.remove("");
        return users;
    }

    private static Set<String> demanded(Settings settings, Set<String> schemes) throws ConfigException {
        boolean sasl = settings.flag("sessionRequireClientSASLAuth", false);
        boolean enforced = settings.flag("enforce.auth.enabled", false);
        Set<String> named = names(settings.text("enforce.auth.schemes"));
        if (sasl) {
            if (!schemes.contains(SASL)) {
                throw settings.refusal(
                        "sessionRequireClientSASLAuth",
                        "needs " + PROVIDERS + "1=" + PROVIDER_PACKAGE + "SASLAuthenticationProvider");
            }
            return Set.of(SASL);
        }
        if (!enforced) {
            return Set.of();
        }
        if (named.isEmpty()) {
            throw settings.refusal("enforce.auth.enabled", "needs enforce.auth.schemes, a list of " + schemes);
        }
        for (String scheme : named) {
            if (!schemes.contains(scheme)) {
                throw settings.refusal(
                        "enforce.auth.schemes", "has " + scheme + ", which is not available; " + schemes + " are");
            }
        }
        return named;
    }

    private static Set<String> names(Optional<String> list) {
        List<String> names = list.stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .toList();
        return new LinkedHashSet<>(names);
    }

    private static String digestAlgorithm(Settings settings) throws ConfigException {
        String key = "DigestAuthenticationProvider.digestAlg";
        String name = settings.text(key).orElse("SHA1");
        try {
            return MessageDigest.getInstance(name).getAlgorithm();
        } catch (NoSuchAlgorithmException e) {
            throw settings.refusal(key, "is no hash that this Java knows");
        }
    }
}
