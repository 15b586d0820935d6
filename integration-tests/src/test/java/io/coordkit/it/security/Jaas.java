package io.coordkit.it.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import org.jspecify.annotations.Nullable;

/** Sections of a Java security configuration: as a file for servers, or installed in this JVM for clients. */
public final class Jaas {
    private static final String DIGEST = "org.apache.zookeeper.server.auth.DigestLoginModule";
    private static final String KERBEROS = "com.sun.security.auth.module.Krb5LoginModule";

    private final Map<String, Section> sections = new LinkedHashMap<>();

    private record Section(String module, Map<String, String> options) {}

    /** A section with users and passwords. */
    public Jaas digest(String name, Map<String, String> options) {
        sections.put(name, new Section(DIGEST, options));
        return this;
    }

    /** A section of a Kerberos principal, whose keys are in a file. */
    public Jaas kerberos(String name, String principal, Path keytab) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("useKeyTab", "true");
        options.put("keyTab", keytab.toString());
        options.put("storeKey", "true");
        options.put("useTicketCache", "false");
        options.put("refreshKrb5Config", "true");
        options.put("principal", principal);
        sections.put(name, new Section(KERBEROS, options));
        return this;
    }

    /** The option that tells a JVM of them. */
    public String option(Path file) throws IOException {
        String text = sections.entrySet().stream()
                .map(each -> each.getKey() + " {\n  " + each.getValue().module() + " required\n"
                        + each.getValue().options().entrySet().stream()
                                .map(option -> "  " + option.getKey() + "=\"" + option.getValue() + "\"")
                                .collect(Collectors.joining("\n"))
                        + ";\n};\n")
                .collect(Collectors.joining());
        return "-Djava.security.auth.login.config=" + Files.writeString(file, text);
    }

    /** Makes them those of this JVM. */
    void install() {
        Configuration.setConfiguration(new Configuration() {
            @Override
            public AppConfigurationEntry @Nullable [] getAppConfigurationEntry(String name) {
                Section section = sections.get(name);
                return section == null
                        ? null
                        : new AppConfigurationEntry[] {
                            new AppConfigurationEntry(
                                    section.module(), LoginModuleControlFlag.REQUIRED, section.options())
                        };
            }
        });
    }

    /** This JVM has none any more. */
    static void uninstall() {
        new Jaas().install();
    }
}
