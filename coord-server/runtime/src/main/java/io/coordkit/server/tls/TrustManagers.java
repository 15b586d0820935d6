package io.coordkit.server.tls;

import io.coordkit.server.config.StoreFile;
import io.coordkit.server.config.TlsConfig.Revocation;
import io.coordkit.server.text.Reason;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Security;
import java.security.cert.CertPathValidator;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.X509CertSelector;
import java.util.EnumSet;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Makes what decides whether a certificate is believed ({@code X509Util.createTrustManager} of the reference). */
final class TrustManagers {
    private static final String PKIX = "PKIX";

    private TrustManagers() {}

    /**
     * Reads the file.
     *
     * @throws IOException when it cannot be used; the message names key and file
     */
    static X509ExtendedTrustManager load(StoreFile store, Revocation revocation) throws IOException {
        try {
            return of(store, revocation);
        } catch (IOException e) {
            throw Stores.unusable(store, Reason.of(e), e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw Stores.unusable(store, String.valueOf(e.getMessage()), e);
        }
    }

    private static X509ExtendedTrustManager of(StoreFile store, Revocation revocation)
            throws IOException, GeneralSecurityException {
        KeyStore trusted = Stores.openTrusted(store);
        if (trusted.size() == 0) {
            throw new IOException("it holds no certificates");
        }
        PKIXBuilderParameters parameters = new PKIXBuilderParameters(trusted, new X509CertSelector());
        if (revocation.isChecked()) {
            parameters.addCertPathChecker(checker(revocation));
        } else {
            parameters.setRevocationEnabled(false);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(PKIX);
        factory.init(new CertPathTrustManagerParameters(parameters));
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new GeneralSecurityException("this Java cannot check certificates");
    }

    private static PKIXRevocationChecker checker(Revocation revocation) throws GeneralSecurityException {
        Set<PKIXRevocationChecker.Option> options = EnumSet.noneOf(PKIXRevocationChecker.Option.class);
        if (!revocation.online()) {
            options.add(PKIXRevocationChecker.Option.NO_FALLBACK);
            options.add(PKIXRevocationChecker.Option.PREFER_CRLS);
        }
        if (Boolean.parseBoolean(Security.getProperty("com.sun.security.onlyCheckRevocationOfEECert"))) {
            options.add(PKIXRevocationChecker.Option.ONLY_END_ENTITY);
        }
        PKIXRevocationChecker checker =
                (PKIXRevocationChecker) CertPathValidator.getInstance(PKIX).getRevocationChecker();
        checker.setOptions(options);
        return checker;
    }
}
