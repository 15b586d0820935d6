package io.coordkit.it.security;

import io.coordkit.it.security.Authority.Identity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/** How keys and certificates are kept in files. */
public enum StoreKind {
    JKS(".jks"),
    PKCS12(".p12"),
    PEM(".pem"),
    /** PEM whose key has no password. */
    OPEN_PEM(".pem");

    static final String PASSWORD = "change it";

    private final String suffix;

    StoreKind(String suffix) {
        this.suffix = suffix;
    }

    /** The password of a file with a key. */
    String password() {
        return this == OPEN_PEM ? "" : PASSWORD;
    }

    /** A file with the key and its certificates. */
    Path writeKey(Path directory, String name, Identity identity) throws IOException {
        Path file = directory.resolve(name + suffix);
        Certificate[] chain = {identity.certificate(), identity.issuer()};
        if (suffix.equals(".pem")) {
            String text = pem("PRIVATE KEY", identity.key().getEncoded());
            if (this == PEM) {
                text = encrypted(identity);
            }
            return Files.writeString(file, text + pem(identity.certificate()) + pem(identity.issuer()));
        }
        return write(file, store -> store.setKeyEntry("key", identity.key(), PASSWORD.toCharArray(), chain));
    }

    /** A file with certificates that are trusted. */
    Path writeTrust(Path directory, String name, X509Certificate trusted) throws IOException {
        Path file = directory.resolve(name + suffix);
        return suffix.equals(".pem")
                ? Files.writeString(file, pem(trusted))
                : write(file, store -> store.setCertificateEntry("trusted", trusted));
    }

    private interface Filling {
        void fill(KeyStore store) throws GeneralSecurityException;
    }

    private Path write(Path file, Filling filling) throws IOException {
        // In one piece, as somebody may be watching.
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (OutputStream out = Files.newOutputStream(fresh)) {
            KeyStore store = KeyStore.getInstance(name());
            store.load(null, null);
            filling.fill(store);
            store.store(out, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        return Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String encrypted(Identity identity) throws IOException {
        try {
            var encryptor = new JceOpenSSLPKCS8EncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC)
                    .setProvider(new BouncyCastleProvider())
                    .setPRF(new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256))
                    .setRandom(new SecureRandom())
                    .setPassword(PASSWORD.toCharArray())
                    .build();
            var object = new JcaPKCS8Generator(identity.key(), encryptor).generate();
            return pem(object.getType(), object.getContent());
        } catch (OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }

    private static String pem(String type, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
    }
}
