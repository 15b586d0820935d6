package io.coordkit.server.sasl;

import io.coordkit.server.config.SaslConfig.PrincipalNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import javax.security.auth.kerberos.KerberosPrincipal;

/**
 * The names under which principals stand in access control lists: the first part by the rules of {@code auth_to_local}, as
 * Kerberos and Hadoop know them, then host and realm unless they are removed.
 */
final class LocalNames {
    private static final Pattern RULE =
            Pattern.compile("\\s*(?:DEFAULT|RULE:\\[(\\d*):([^\\]]*)](?:\\(([^)]*)\\))?(?:s/([^/]*)/([^/]*)/(g)?)?)");
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    private final PrincipalNames settings;
    private final List<Rule> rules;

    /** The first part of a principal by one rule, if that applies; {@code parts} begin with the realm. */
    private interface Rule {
        Optional<String> apply(List<String> parts);
    }

    /** @throws IllegalArgumentException when the rules are none */
    LocalNames(PrincipalNames settings) {
        this.settings = settings;
        this.rules = parse(settings.rules());
    }

    /** The name of somebody who has proven to be this principal; all of it where no rule applies. */
    String of(String authenticated) {
        Principal principal = Principal.parse(authenticated);
        return shortName(principal)
                .map(name -> name
                        + part("/", settings.removeHost(), principal.host())
                        + part("@", settings.removeRealm(), principal.realm()))
                .orElse(authenticated);
    }

    private static String part(String separator, boolean removed, Optional<String> part) {
        return removed ? "" : part.map(text -> separator + text).orElse("");
    }

    private Optional<String> shortName(Principal principal) {
        if (principal.realm().isEmpty()) {
            return Optional.of(principal.name());
        }
        List<String> parts = new ArrayList<>(List.of(principal.realm().get(), principal.name()));
        principal.host().ifPresent(parts::add);
        return rules.stream()
                .flatMap(rule -> rule.apply(parts).stream())
                .findFirst()
                .filter(name -> name.indexOf('/') < 0 && name.indexOf('@') < 0);
    }

    private static List<Rule> parse(String text) {
        List<Rule> rules = new ArrayList<>();
        String rest = text.trim();
        while (!rest.isEmpty()) {
            Matcher rule = RULE.matcher(rest);
            if (!rule.lookingAt()) {
                throw new IllegalArgumentException("no rule begins with " + rest);
            }
            rules.add(rule.group(1) == null ? byDefault() : rule(rule));
            rest = rest.substring(rule.end()).trim();
        }
        return rules;
    }

    private static Rule byDefault() {
        String realm = defaultRealm();
        return parts -> Optional.of(parts.get(1)).filter(name -> parts.get(0).equals(realm));
    }

    private static Rule rule(Matcher rule) {
        int count = Integer.parseInt(rule.group(1));
        String format = rule.group(2);
        Optional<Pattern> wanted = pattern(rule.group(3));
        Optional<Pattern> from = pattern(rule.group(4));
        String to = rule.group(5);
        boolean all = rule.group(6) != null;
        Matcher parameter = PARAMETER.matcher(format);
        while (parameter.find()) {
            if (Integer.parseInt(parameter.group(1)) > count) {
                throw new IllegalArgumentException(parameter.group() + " is more than there is in " + rule.group());
            }
        }
        return parts -> {
            if (parts.size() - 1 != count) {
                return Optional.empty();
            }
            String base = PARAMETER
                    .matcher(format)
                    .replaceAll(match -> Matcher.quoteReplacement(parts.get(Integer.parseInt(match.group(1)))));
            if (wanted.isPresent() && !wanted.get().matcher(base).matches()) {
                return Optional.empty();
            }
            return Optional.of(from.map(pattern -> pattern.matcher(base))
                    .map(match -> all ? match.replaceAll(to) : match.replaceFirst(to))
                    .orElse(base));
        };
    }

    private static Optional<Pattern> pattern(String text) {
        try {
            return Optional.ofNullable(text).map(Pattern::compile);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(text + " is no pattern", e);
        }
    }

    /** The realm of this machine, empty if it has none. */
    private static String defaultRealm() {
        try {
            return new KerberosPrincipal("anybody").getRealm();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
