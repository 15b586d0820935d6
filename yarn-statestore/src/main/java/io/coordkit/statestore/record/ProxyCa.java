package io.coordkit.statestore.record;

import java.util.Arrays;

/** The certificate authority of the web proxy: what it signs applications' certificates with. Its text form shows no secret. */
public final class ProxyCa {
    private final byte[] certificate;
    private final byte[] privateKey;

    /**
     * An authority.
     *
     * @param certificate X.509, DER
     * @param privateKey PKCS#8, DER
     */
    public ProxyCa(byte[] certificate, byte[] privateKey) {
        this.certificate = certificate.clone();
        this.privateKey = privateKey.clone();
    }

    /** X.509, DER. */
    public byte[] certificate() {
        return certificate.clone();
    }

    /** PKCS#8, DER. */
    public byte[] privateKey() {
        return privateKey.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProxyCa that
                && Arrays.equals(certificate, that.certificate)
                && Arrays.equals(privateKey, that.privateKey);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(certificate);
    }

    @Override
    public String toString() {
        return "ProxyCa[certificate of " + certificate.length + " bytes]";
    }
}
