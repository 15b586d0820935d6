package io.coordkit.server.tls;

import io.coordkit.server.config.StoreFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Opens files with keys and certificates. */
final class Stores {
    private static final Pattern CERTIFICATE =
            Pattern.compile("-+BEGIN [^-]*CERTIFICATE-+\\s+([A-Za-z0-9+/=\\s]+)-+END [^-]*CERTIFICATE-+");

    private Stores() {}

    /** A file of the JDK's own kinds. */
    static KeyStore open(StoreFile store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance(store.type().name());
        try (InputStream in = Files.newInputStream(store.file())) {
            keys.load(in, store.password().toCharArray());
        }
        return keys;
    }

    /** Why a file is of no use, for the operator. */
    static IOException unusable(StoreFile store, String reason, Exception cause) {
        return new IOException(store + " cannot be used: " + reason, cause);
    }

    /** The certificates of a file of any kind. */
    static KeyStore openTrusted(StoreFile store) throws IOException, GeneralSecurityException {
        return store.type() == StoreFile.Type.PEM ? certificates(store) : open(store);
    }

    private static KeyStore certificates(StoreFile store) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        Matcher block = CERTIFICATE.matcher(Files.readString(store.file(), StandardCharsets.ISO_8859_1));
        while (block.find()) {
            byte[] bytes = Base64.getMimeDecoder().decode(block.group(1));
            X509Certificate certificate =
                    (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes));
            trusted.setCertificateEntry("trusted" + trusted.size(), certificate);
        }
        return trusted;
    }
}
