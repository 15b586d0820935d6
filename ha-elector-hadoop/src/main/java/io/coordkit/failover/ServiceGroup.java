package io.coordkit.failover;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.ha.HAServiceTarget;
import org.apache.hadoop.security.authorize.AccessControlList;
import org.apache.hadoop.security.authorize.PolicyProvider;

/**
 * A service and its rivals, as one of their failover controllers sees them: what {@code ZKFailoverController} leaves to its
 * subclasses.
 *
 * <p>All controllers of a group must agree on the bytes, whoever wrote them: {@link io.coordkit.elector.data} has those of
 * the NameNode's.
 */
public interface ServiceGroup {

    /** Name of the group, a part of the znode's path; a nameservice for HDFS. */
    String name();

    /** Which member of the group the local service is; keys of the configuration may end in {@code .name.member}. */
    String member();

    /** The service that this controller looks after. */
    HAServiceTarget local();

    /** The other services, each with its controller's address: whom to ask to give way. */
    List<HAServiceTarget> others();

    /** What stands in the lock and the breadcrumb when the local service wins. */
    byte[] localData();

    /**
     * Whom such bytes mean, so that it can be fenced.
     *
     * @throws IOException when they mean nobody, or somebody whom the configuration describes otherwise; then nobody is
     *     fenced, and the local service does not become active
     */
    HAServiceTarget targetOf(byte[] data) throws IOException;

    /** Where this controller listens for other controllers and for {@code haadmin}. */
    default InetSocketAddress controllerAddress() {
        return local().getZKFCAddress();
    }

    /** Who may ask this controller for something, besides the user that it runs as. */
    default AccessControlList administrators() {
        return new AccessControlList(" ");
    }

    /** Who may call at all, where {@code hadoop.security.authorization} is on. */
    default Optional<PolicyProvider> policy() {
        return Optional.empty();
    }

    /** Logs in, for example by Kerberos, before anything else happens. */
    default void login() throws IOException {}
}
