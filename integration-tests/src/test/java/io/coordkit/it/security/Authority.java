package io.coordkit.it.security;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.Req;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An issuer of certificates, made for one test and forgotten. */
public final class Authority {
    private static final Duration VALIDITY = Duration.ofDays(2);

    private final KeyPair keys = newKeys();
    private final X500Principal name;
    private final X509Certificate certificate;
    private final List<BigInteger> revoked = new ArrayList<>();
    private String revocations = "";
    private String statuses = "";

    /** A certificate and the key that proves it. */
    public record Identity(PrivateKey key, X509Certificate certificate, X509Certificate issuer) {}

    /** One of this name, with keys of its own. */
    public Authority(String name) {
        this.name = new X500Principal("CN=" + name);
        this.certificate = issue(this.name, keys, true);
    }

    /** What those who trust it hold. */
    public X509Certificate certificate() {
        return certificate;
    }

    /** An identity with this subject, for use at these names and addresses. */
    public Identity issue(String subject, String... hosts) {
        KeyPair own = newKeys();
        return new Identity(own.getPrivate(), issue(new X500Principal(subject), own, false, hosts), certificate);
    }

    /** From now on its certificates say that those which were taken back are listed here. */
    public void listRevocationsAt(String url) {
        revocations = url;
    }

    /** From now on its certificates say that one can ask here whether they were taken back (OCSP). */
    public void tellStatusAt(String url) {
        statuses = url;
    }

    /** Takes a certificate back. */
    public void revoke(Identity identity) {
        revoked.add(identity.certificate().getSerialNumber());
    }

    /** The list of those that were taken back. */
    public byte[] revocations() throws IOException {
        Instant now = Instant.now();
        try {
            var list = new JcaX509v2CRLBuilder(name, Date.from(now.minus(VALIDITY)));
            list.setNextUpdate(Date.from(now.plus(VALIDITY)));
            revoked.forEach(serial -> list.addCRLEntry(serial, Date.from(now), CRLReason.keyCompromise));
            return list.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                    .getEncoded();
        } catch (OperatorCreationException e) {
            throw new AssertionError(e);
        }
    }

    /** The answer to a question of OCSP (RFC 6960): whether these certificates were taken back. */
    public byte[] status(byte[] question) throws IOException {
        Date now = new Date();
        try {
            var answer = new BasicOCSPRespBuilder(new RespID(X500Name.getInstance(name.getEncoded())));
            for (Req asked : new OCSPReq(question).getRequestList()) {
                boolean isRevoked = revoked.contains(asked.getCertID().getSerialNumber());
                answer.addResponse(
                        asked.getCertID(),
                        isRevoked ? new RevokedStatus(now, CRLReason.keyCompromise) : CertificateStatus.GOOD);
            }
            var signed = answer.build(
                    new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()),
                    new X509CertificateHolder[0],
                    now);
            return new OCSPRespBuilder()
                    .build(OCSPRespBuilder.SUCCESSFUL, signed)
                    .getEncoded();
        } catch (OperatorCreationException | OCSPException e) {
            throw new AssertionError(e);
        }
    }

    private X509Certificate issue(X500Principal subject, KeyPair of, boolean isIssuer, String... hosts) {
        Instant now = Instant.now();
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    name,
                    new BigInteger(64, new SecureRandom()),
                    Date.from(now.minus(VALIDITY)),
                    Date.from(now.plus(VALIDITY)),
                    subject,
                    of.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isIssuer));
            if (hosts.length > 0) {
                GeneralName[] names =
                        Stream.of(hosts).map(Authority::generalName).toArray(GeneralName[]::new);
                builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
            }
            if (!revocations.isEmpty()) {
                GeneralName url = new GeneralName(GeneralName.uniformResourceIdentifier, revocations);
                DistributionPoint point =
                        new DistributionPoint(new DistributionPointName(new GeneralNames(url)), null, null);
                builder.addExtension(
                        Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {point}));
            }
            if (!statuses.isEmpty()) {
                GeneralName url = new GeneralName(GeneralName.uniformResourceIdentifier, statuses);
                builder.addExtension(
                        Extension.authorityInfoAccess,
                        false,
                        new AuthorityInformationAccess(AccessDescription.id_ad_ocsp, url));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new AssertionError(e);
        }
    }

    private static GeneralName generalName(String host) {
        boolean isAddress = Character.isDigit(host.charAt(0)) || host.indexOf(':') >= 0;
        return new GeneralName(isAddress ? GeneralName.iPAddress : GeneralName.dNSName, host);
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
