package io.coordkit.it.security;

import io.coordkit.it.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.server.SimpleKdcServer;

/** A Kerberos realm of one test: a key distribution centre in this JVM, and files for those who use it. */
public final class Realm implements AutoCloseable {
    /** Its name. */
    public static final String NAME = "EXAMPLE.COM";

    private final Path directory;
    private final Path configuration;
    private final SimpleKdcServer centre;
    private final Map<String, Path> keytabs = new LinkedHashMap<>();

    private Realm(Path directory, Path configuration, SimpleKdcServer centre) {
        this.directory = directory;
        this.configuration = configuration;
        this.centre = centre;
    }

    /** Starts one. */
    public static Realm start(Path directory) throws IOException {
        int port = Ports.free();
        Files.createDirectories(directory);
        Path configuration = Files.writeString(directory.resolve("krb5.conf"), """
                [libdefaults]
                  default_realm = %s
                  dns_lookup_kdc = false
                  dns_lookup_realm = false
                  dns_canonicalize_hostname = false
                  udp_preference_limit = 1
                [realms]
                  %s = {
                    kdc = 127.0.0.1:%d
                  }
                """.formatted(NAME, NAME, port));
        try {
            SimpleKdcServer centre = new SimpleKdcServer();
            centre.setKdcRealm(NAME);
            centre.setKdcHost("127.0.0.1");
            centre.setAllowUdp(false);
            centre.setKdcTcpPort(port);
            centre.setWorkDir(directory.toFile());
            centre.init();
            centre.start();
            return new Realm(directory, configuration, centre);
        } catch (KrbException e) {
            throw new IOException(e);
        }
    }

    /** Makes a principal with keys nobody knows but a file, if it is not there yet; returns the file. */
    public Path keytab(String principal) throws IOException {
        Path known = keytabs.get(principal);
        if (known != null) {
            return known;
        }
        Path file = directory.resolve("key" + keytabs.size() + ".keytab");
        try {
            centre.createPrincipal(principal + "@" + NAME);
            centre.exportPrincipal(principal + "@" + NAME, file.toFile());
        } catch (KrbException e) {
            throw new IOException(e);
        }
        keytabs.put(principal, file);
        return file;
    }

    /** The option that tells a JVM of the realm. */
    public String option() {
        return "-Djava.security.krb5.conf=" + configuration;
    }

    /** Tells this JVM of the realm. */
    void install() {
        System.setProperty("java.security.krb5.conf", configuration.toString());
    }

    @Override
    public void close() throws IOException {
        System.clearProperty("java.security.krb5.conf");
        try {
            centre.stop();
        } catch (KrbException e) {
            throw new IOException(e);
        }
    }
}
