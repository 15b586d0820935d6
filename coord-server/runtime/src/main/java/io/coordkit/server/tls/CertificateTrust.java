package io.coordkit.server.tls;

import io.coordkit.server.config.StoreFile;
import io.coordkit.server.config.TlsConfig.Revocation;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.X509TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a certificate that was proven elsewhere is believed, by the issuers of one file. Thread-safe. */
public final class CertificateTrust {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateTrust.class);

    private final X509TrustManager manager;

    private CertificateTrust(X509TrustManager manager) {
        this.manager = manager;
    }

    /**
     * Reads the file.
     *
     * @throws IOException when it cannot be used; the message is meant for the operator
     */
    public static CertificateTrust load(StoreFile store, Revocation revocation) throws IOException {
        return new CertificateTrust(TrustManagers.load(store, revocation));
    }

    /** Whether the first of them is; the others lead to its issuer. May block, as its issuer may be asked. */
    public boolean believes(List<X509Certificate> chain) {
        if (chain.isEmpty()) {
            return false;
        }
        try {
            String algorithm = chain.get(0).getPublicKey().getAlgorithm();
            manager.checkClientTrusted(chain.toArray(X509Certificate[]::new), algorithm);
            return true;
        } catch (CertificateException e) {
            LOG.info(
                    "certificate-not-trusted subject=\"{}\" reason=\"{}\"",
                    chain.get(0).getSubjectX500Principal().getName(),
                    e.getMessage());
            return false;
        }
    }
}
