package io.coordkit.server.tls;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/**
 * The hosts for which a certificate was made out (RFC 6125): its alternative names, or, without any, the common name of its
 * subject. A {@code *} stands for one label, the first.
 */
record CertificateNames(List<String> names, List<String> addresses) {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;

    static CertificateNames of(X509Certificate certificate) throws CertificateException {
        List<String> names = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
        if (alternatives != null) {
            for (List<?> alternative : alternatives) {
                if (alternative.get(0).equals(DNS_NAME)) {
                    names.add(String.valueOf(alternative.get(1)));
                } else if (alternative.get(0).equals(IP_ADDRESS)) {
                    addresses.add(String.valueOf(alternative.get(1)));
                }
            }
        }
        if (names.isEmpty() && addresses.isEmpty()) {
            addCommonNames(certificate, names);
        }
        return new CertificateNames(names, addresses);
    }

    /** Whether it was made out for this name, or this address in numbers. */
    boolean include(String host) {
        if (isAddress(host)) {
            return addresses.stream().anyMatch(address -> sameAddress(address, host))
                    || names.stream().anyMatch(host::equalsIgnoreCase);
        }
        String wanted = host.toLowerCase(Locale.ROOT);
        return names.stream().anyMatch(name -> matches(name.toLowerCase(Locale.ROOT), wanted));
    }

    static boolean isAddress(String host) {
        return NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host);
    }

    private static boolean matches(String pattern, String host) {
        if (!pattern.startsWith("*.")) {
            return pattern.equals(host);
        }
        String rest = pattern.substring(1);
        int dot = host.indexOf('.');
        // A star for all of a top-level domain is none that an issuer gives.
        return dot > 0 && rest.indexOf('.', 1) > 0 && host.substring(dot).equals(rest);
    }

    private static boolean sameAddress(String one, String other) {
        try {
            return InetAddress.getByName(one).equals(InetAddress.getByName(other));
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static void addCommonNames(X509Certificate certificate, List<String> names) throws CertificateException {
        try {
            for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    names.add(String.valueOf(part.getValue()));
                }
            }
        } catch (InvalidNameException e) {
            throw new CertificateException("the subject is no name", e);
        }
    }
}
