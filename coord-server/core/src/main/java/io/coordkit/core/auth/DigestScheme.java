package io.coordkit.core.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * User and password: proven by {@code user:password}, named in ACLs by {@code user:base64(hash(user:password))}
 * ({@code DigestAuthenticationProvider} of the reference).
 */
public final class DigestScheme implements AuthScheme {
    private final MessageDigest hash;

    /**
     * @param algorithm name of the hash, SHA1 unless configured otherwise
     * @throws IllegalArgumentException when this JDK has no such hash
     */
    public DigestScheme(String algorithm) {
        try {
            this.hash = MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("unknown digest algorithm " + algorithm, e);
        }
    }

    /** The id that {@code user:password} proves; the name ends at the first colon, the hash is over everything. */
    public String idOf(String userAndPassword) {
        int colon = userAndPassword.indexOf(':');
        String user = colon < 0 ? userAndPassword : userAndPassword.substring(0, colon);
        byte[] hashed = hash.digest(userAndPassword.getBytes(StandardCharsets.UTF_8));
        return user + ":" + Base64.getEncoder().encodeToString(hashed);
    }

    @Override
    public String name() {
        return "digest";
    }

    @Override
    public boolean isValid(String expression) {
        return expression.split(":").length == 2;
    }

    @Override
    public boolean matches(String id, String expression) {
        return id.equals(expression);
    }

    @Override
    public boolean isAuthenticated() {
        return true;
    }

    @Override
    public String userOf(String id) {
        int colon = id.indexOf(':');
        return colon < 0 ? id : id.substring(0, colon);
    }
}
