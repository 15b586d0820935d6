package io.coordkit.statestore;

import io.coordkit.statestore.record.ProxyCa;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** A certificate authority as the web proxy has one, made anew. */
public record Authority(X509Certificate certificate, PrivateKey key) {
    private static final String PASSWORD = "secret";

    /** Made by the JDK's own tool, in this directory. */
    public static Authority make(Path directory) throws Exception {
        Path store = directory.resolve("authority.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "ca",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=proxy",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (keytool.waitFor() != 0) {
            throw new AssertionError("keytool failed");
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return new Authority(
                (X509Certificate) keys.getCertificate("ca"), (PrivateKey) keys.getKey("ca", PASSWORD.toCharArray()));
    }

    public ProxyCa ours() throws Exception {
        return new ProxyCa(certificate.getEncoded(), key.getEncoded());
    }
}
