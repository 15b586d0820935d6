package io.coordkit.statestore;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.apache.curator.framework.AuthInfo;
import org.apache.zookeeper.data.Id;

/**
 * Who writes: the digest id that a store puts into the root's ACL, as a resource manager with high availability does.
 *
 * @param address the resource manager's own address, {@code host:port} ({@code yarn.resourcemanager.address})
 * @param password known to this process only and never stored
 */
public record FenceIdentity(String address, String password) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** An identity that nobody else has: a process makes one when it starts. */
    public static FenceIdentity generate(String address) {
        return new FenceIdentity(address, Long.toString(RANDOM.nextLong()));
    }

    /** What the client must present: give it to {@code CuratorFrameworkFactory.Builder.authorization}. */
    public List<AuthInfo> authInfos() {
        return List.of(new AuthInfo("digest", credentials()));
    }

    /**
     * The id in the ACL: the address up to its first colon, then the hash of everything. Two writers on one host have the
     * same name and different hashes.
     */
    public Id aclId() {
        return new Id(
                "digest", address.split(":", 2)[0] + ":" + Base64.getEncoder().encodeToString(sha1(credentials())));
    }

    private byte[] credentials() {
        return (address + ":" + password).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sha1(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-1", e);
        }
    }

    /** The address only. */
    @Override
    public String toString() {
        return "FenceIdentity[" + address + "]";
    }
}
