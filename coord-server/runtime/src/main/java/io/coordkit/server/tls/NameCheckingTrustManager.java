package io.coordkit.server.tls;

import io.coordkit.server.config.TlsConfig.NameChecks;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Believes a certificate only if it was made out for the host where it is used: its address, or else its name, which may have to
 * be looked up by the address ({@code ZKTrustManager} of the reference). May block, as looking up does.
 */
final class NameCheckingTrustManager extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager path;
    private final NameChecks checks;

    /** @param path believes or not, whatever the host */
    NameCheckingTrustManager(X509ExtendedTrustManager path, NameChecks checks) {
        this.path = path;
        this.checks = checks;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        path.checkClientTrusted(chain, authType, engine);
        if (checks.clients()) {
            check(chain[0], engine.getPeerHost());
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        path.checkServerTrusted(chain, authType, engine);
        if (checks.servers()) {
            check(chain[0], engine.getPeerHost());
        }
    }

    private void check(X509Certificate certificate, @Nullable String host) throws CertificateException {
        if (host == null) {
            throw new CertificateException("the host is not known");
        }
        CertificateNames names = CertificateNames.of(certificate);
        try {
            InetAddress address = InetAddress.getByName(host);
            if (names.include(address.getHostAddress())) {
                return;
            }
            if (!CertificateNames.isAddress(host)) {
                if (names.include(host)) {
                    return;
                }
            } else if (checks.reverseLookup() && names.include(address.getHostName())) {
                return;
            }
        } catch (UnknownHostException e) {
            throw new CertificateException("the host " + host + " is not known", e);
        }
        throw new CertificateException("the certificate of " + certificate.getSubjectX500Principal()
                + " was not made out for " + host + " but for " + names.names() + names.addresses());
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("only engines are served");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("only engines are served");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("only engines are served");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("only engines are served");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return path.getAcceptedIssuers();
    }
}
